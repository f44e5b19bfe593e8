/** A long computation in units of work: whoever computes it may pause at every `yield`, which tells the share done, 0 to 1. */
export type InUnits<Result> = Generator<number, Result, void>;

/** Does all units at once. */
export function completed<Result>(computation: InUnits<Result>): Result {
  for (;;) {
    const { done, value } = computation.next();
    if (done === true) return value;
  }
}
