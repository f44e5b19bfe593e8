/** Who reads what of the archive: each page is made again when something that it read has changed, and only then. */
import { AsyncLocalStorage } from "node:async_hooks";

/** What was read, each by the name of its fact. */
export type Reads = Set<string>;

const readers = new AsyncLocalStorage<Reads>();

/** Notes that the work at hand has read a fact. */
export function note(fact: string): void {
  readers.getStore()?.add(fact);
}

/** Notes facts that an earlier reader had read for what is now taken over from it. */
export function noteAll(facts: Iterable<string>): void {
  const reads = readers.getStore();
  if (reads !== undefined) for (const fact of facts) reads.add(fact);
}

/** Does the work and tells what it has read; who asked for it has not read that by itself. */
export async function recorded<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly reads: Reads }> {
  const reads: Reads = new Set();
  const value = await readers.run(reads, work);
  return { value, reads };
}
