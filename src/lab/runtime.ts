import type { Tf } from "./tf.ts";

/** A stream of random numbers, fixed by the run's seed and the stream's name. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2⁻³². */
  uniform(): number;
  /** Standard normal, from operations whose result every engine rounds alike. */
  normal(): number;
  /** Uniform integer in [0, below); `below` from 1 to 2³². */
  integer(below: number): number;
  /** The numbers 0 to n−1 in random order (Fisher–Yates). */
  permutation(n: number): Int32Array;
}

/** What a host lends a run. */
export interface Runtime {
  readonly tf: Tf;
  /** The stream of that name; asked twice, it starts afresh. */
  readonly random: (name: string) => Random;
  /** Reads a file of the built site, such as `data/mnist/train-images.bin`; throws a sentence when it is not there. */
  readonly load: (path: string) => Promise<ArrayBuffer>;
  /**
   * `yield* stage(name, work)` makes one stage of the run and keeps what it returns as a checkpoint. A host that has to begin the
   * run again (a lost graphics processor, an exhausted memory) hands the checkpoints back, and their stages are skipped; so a
   * stage returns all that later ones need, what it wrote into the outcome and the count of units included, as plain data (JSON
   * and typed arrays, no tensor). A name serves once in a run and may be shown to the reader: `source network`.
   */
  readonly stage: <Step, Result>(
    name: string,
    work: () => AsyncGenerator<Step, Result>,
  ) => AsyncGenerator<Step, Result>;
}
