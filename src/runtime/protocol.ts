import type { Snapshot } from "#lab/experiment.ts";
import type { Provenance } from "#lab/result.ts";

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
    }
  | { readonly kind: "pause" }
  | { readonly kind: "resume" }
  /** While paused: go on by one unit of work. */
  | { readonly kind: "step" }
  | { readonly kind: "abort" };

export type FailureKind = "unsupported" | "data" | "parameters" | "memory" | "internal";

/** Worker → page. Snapshots come at most ten times a second, and always the first, the last, and each one stepped to. */
export type Report =
  /** Before the first snapshot; again where the run starts over on another engine. */
  | { readonly kind: "ready"; readonly provenance: Provenance }
  /** Something that the reader should know about a run that goes on; a sentence. */
  | { readonly kind: "notice"; readonly message: string }
  | {
      readonly kind: "snapshot";
      readonly snapshot: Snapshot<unknown>;
      /** Estimate from the units done so far, milliseconds; null until one can be made. */
      readonly remainingMs: number | null;
    }
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
