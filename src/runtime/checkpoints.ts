import { NotANumberError } from "#lab/not-a-number.ts";
import type { Runtime } from "#lab/runtime.ts";

import { firstNotFinite } from "./finite.ts";

/** A finished stage of a run, as plain data that crosses to another thread or a file. */
export interface Checkpoint {
  readonly stage: string;
  /** The engine that the stage was made on. */
  readonly engine: string;
  readonly value: unknown;
}

/** What `stages` asks of its host. */
interface Keeper {
  /** Of an earlier beginning of the same run; their stages are skipped. */
  readonly kept: readonly Checkpoint[];
  /** The engine at work. */
  readonly engine: string;
  readonly onCheckpoint: (checkpoint: Checkpoint) => void;
}

/** `Runtime.stage` of one run. */
export function stages({ kept, engine, onCheckpoint }: Keeper): Runtime["stage"] {
  const values = new Map(kept.map(({ stage, value }) => [stage, value]));
  const seen = new Set<string>();
  return async function* stage<Step, Result>(
    name: string,
    work: () => AsyncGenerator<Step, Result>,
  ): AsyncGenerator<Step, Result> {
    if (seen.has(name)) throw new Error(`the run has two stages named "${name}"`);
    seen.add(name);
    // The run may change what it gets; the checkpoint must serve once more.
    if (values.has(name)) return structuredClone(values.get(name)) as Result;
    const result = yield* work();
    const place = `what the stage "${name}" returns`;
    expectPlain(result, place);
    const wrong = firstNotFinite(result, place);
    if (wrong !== undefined) throw new NotANumberError(wrong);
    onCheckpoint({ stage: name, engine, value: structuredClone(result) });
    return result;
  };
}

/** The engines of a run that begins on `engine` with these checkpoints, in the order of their work. */
export function enginesOf(kept: readonly Checkpoint[], engine: string): string {
  return [...new Set([...kept.map((checkpoint) => checkpoint.engine), engine])].join(", then ");
}

/** How a run goes on with these checkpoints, in words that follow a reason and a semicolon. */
export function howItGoesOn(kept: readonly Checkpoint[], where: string): string {
  const last = kept.at(-1);
  return last === undefined
    ? `the run starts over ${where}`
    : `the run goes on ${where} from its last checkpoint, “${last.stage}”`;
}

/** A tensor would be cloned without complaint, to an object that is none. */
function expectPlain(value: unknown, path: string): void {
  if (typeof value === "function" || typeof value === "symbol") {
    throw new TypeError(`${path} is a ${typeof value}; a checkpoint holds plain data`);
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${path} is a ${value.constructor.name}; a checkpoint holds plain data`);
  }
  for (const [key, member] of Object.entries(value)) expectPlain(member, `${path}.${key}`);
}
