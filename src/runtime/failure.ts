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

/** Any error as a failure: the engine's and the host's words for an exhausted memory are told apart from faults of our own. */
export function asFailure(error: unknown): RunFailure {
  if (error instanceof RunFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (exhausted.test(message)) {
    return new RunFailure("memory", outOfMemory, { cause: error });
  }
  return new RunFailure("internal", message, { cause: error });
}

export const outOfMemory =
  "this run needs more memory than the device gives it; close other tabs or choose a smaller size";
