/** Who reads what of the archive: each page is made again when something that it read has changed, and only then. */
import { AsyncLocalStorage } from "node:async_hooks";

/** Facts by numbers, since archives have millions of readings; a name has the same number as long as the program runs. */
const numbers = new Map<string, number>();
const names: string[] = [];

/** The number of a fact. */
export function factNumber(name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, names.length);
  return names.push(name) - 1;
}

/** The name of the fact with this number. */
export function factName(number: number): string {
  return names[number] ?? "";
}

/** How many facts have a number. */
export function factCount(): number {
  return names.length;
}

/** Tells of facts by their numbers whether none of them is among those that have changed, however many these are. */
export function unchangedFacts(changed: ReadonlySet<string>): (reads: Uint32Array) => boolean {
  const changes = Uint32Array.from(changed, factNumber);
  const isChanged = new Uint8Array(factCount());
  for (const fact of changes) isChanged[fact] = 1;
  return (reads) => changes.length === 0 || !reads.some((fact) => isChanged[fact] === 1);
}

const readers = new AsyncLocalStorage<Set<number>>();

/** Notes that the work at hand has read a fact, given by its number. */
export function note(fact: number): void {
  readers.getStore()?.add(fact);
}

/** Notes facts that an earlier reader had read for what is now taken over from it. */
export function noteAll(facts: Iterable<number>): void {
  const reads = readers.getStore();
  if (reads !== undefined) for (const fact of facts) reads.add(fact);
}

/** Does the work and tells what it has read, by numbers; who asked for it has not read that by itself. */
export async function recorded<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly reads: Uint32Array }> {
  const reads = new Set<number>();
  const value = await readers.run(reads, work);
  return { value, reads: Uint32Array.from(reads) };
}
