import { NotANumberError } from "#lab/not-a-number.ts";

import type { FailureKind } from "./protocol.ts";

/** Why a run cannot go on, in a sentence for a reader. */
export class RunFailure extends Error {
  readonly failure: FailureKind;

  constructor(failure: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RunFailure";
    this.failure = failure;
  }
}

/** How engines and hosts put it. */
const exhausted =
  /out of memory|could not allocate memory|array buffer allocation|invalid (typed )?array length|\boom\b/i;

/** How a worker's error event names a WebAssembly trap, whose class is lost on the way. */
const trapped = /\bRuntimeError\b/;

/** Any error as a failure: an exhausted memory, a trap of the engine and numbers that are none are told apart from faults of our own. */
export function asFailure(error: unknown): RunFailure {
  if (error instanceof RunFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (exhausted.test(message)) {
    return new RunFailure("memory", outOfMemory, { cause: error });
  }
  if (error instanceof NotANumberError) {
    return new RunFailure("not-a-number", message, { cause: error });
  }
  if (error instanceof WebAssembly.RuntimeError || trapped.test(message)) {
    return new RunFailure("trap", `${engineStopped} (${message})`, { cause: error });
  }
  return new RunFailure("internal", message, { cause: error });
}

const engineStopped = "the engine stopped in the midst of its work";

export const outOfMemory =
  "this run needs more memory than the device gives it; close other tabs or choose a smaller size";
