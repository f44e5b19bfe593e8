import type { SeededParams, Spec } from "../../src/lab/experiment.ts";

export type AnySpec = Spec<SeededParams, unknown>;

/** Where results are computed: this project, or a pack made of it. */
export interface Workplace {
  /** What a command line begins with. */
  readonly command: string;
  /** Ids of the experiments, sorted. */
  readonly experiments: readonly string[];
  readonly loadSpec: (experiment: string) => Promise<AnySpec>;
  /** Holds a folder an experiment with its results. */
  readonly results: string;
  /** Holds finished runs for a later start. */
  readonly kept: string;
  /** Runs start here and read `public` in it. */
  readonly folder: string;
  /** The program that makes one run, a bundle of `src/runtime/node-process.ts`; to be released after the last. */
  readonly program: () => Promise<Program>;
}

interface Program {
  readonly path: string;
  release(): Promise<void>;
}
