import type { Snapshot } from "#lab/experiment.ts";
import type { Provenance } from "#lab/result.ts";

import type { Checkpoint } from "./checkpoints.ts";
import type { EngineChoice } from "./engine.ts";

/** Page → worker. One worker makes one run. */
export type Order =
  | {
      readonly kind: "start";
      readonly experiment: string;
      /** Complete and valid; the worker checks again. */
      readonly params: Readonly<Record<string, unknown>>;
      /** Address of the site's root, absolute, with its trailing slash; `Runtime.load` reads from there. */
      readonly root: string;
      /** Default `wasm`, whose numbers are those of the recorded results; the others round otherwise. `ready` tells what became of it. */
      readonly engine?: EngineChoice;
      /** Of an earlier worker's run of the same parameters; their stages are skipped. */
      readonly checkpoints?: readonly Checkpoint[];
      /** An engine asked for by name may be a software renderer, slower than wasm: for tests where no graphics processor is. */
      readonly allowsSoftware?: boolean;
    }
  | { readonly kind: "pause" }
  | { readonly kind: "resume" }
  /** While paused: go on by one unit of work. */
  | { readonly kind: "step" }
  | { readonly kind: "abort" };

export type FailureKind =
  /** The host lacks what a run needs. */
  | "unsupported"
  | "data"
  | "parameters"
  /** The memory is exhausted. */
  | "memory"
  /** The engine's WebAssembly stopped in the midst of its work. */
  | "trap"
  /** The graphics processor was taken away. */
  | "lost"
  /** A loss, weight or outcome is NaN or infinite. */
  | "not-a-number"
  /** A fault of our own. */
  | "internal";

/** Worker → page. Snapshots come at most ten times a second, and always the first, the last, and each one stepped to. */
export type Report =
  /** Before the first snapshot; again where the run goes on with another engine. */
  | { readonly kind: "ready"; readonly provenance: Provenance }
  /** Something that the reader should know about a run that goes on; a sentence. */
  | { readonly kind: "notice"; readonly message: string }
  | {
      readonly kind: "snapshot";
      readonly snapshot: Snapshot<unknown>;
      /** Estimate from the units done so far, milliseconds; null until one can be made. */
      readonly remainingMs: number | null;
    }
  /** A stage is finished; a run begun again with it skips the stage. */
  | { readonly kind: "checkpoint"; readonly checkpoint: Checkpoint }
  | { readonly kind: "paused" }
  | {
      readonly kind: "done";
      readonly outcome: unknown;
      readonly digest: string;
      /** Time spent computing, pauses left out, milliseconds. */
      readonly elapsedMs: number;
    }
  | { readonly kind: "aborted" }
  | { readonly kind: "failed"; readonly failure: FailureKind; readonly message: string };
