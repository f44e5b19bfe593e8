/** The browser's workers, all named in this one module: the bundler builds a worker anew for each module that names it. */
import type { FailureKind } from "./protocol.ts";

/** Without an engine, on wasm, or on a graphics processor. */
export type Program = "plain" | "wasm" | "graphics";

/** Starts a worker of that program. Throws where the browser lets no worker start. */
export function openWorker(program: Program): Worker {
  switch (program) {
    case "plain":
      return new Worker(new URL("./plain.ts", import.meta.url), { type: "module" });
    case "graphics":
      return new Worker(new URL("./graphics.ts", import.meta.url), { type: "module" });
    case "wasm":
    default:
      return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  }
}

/** What became of a worker that never spoke. */
export const notLoaded: {
  readonly kind: "failed";
  readonly failure: FailureKind;
  readonly message: string;
} = {
  kind: "failed",
  failure: "unsupported",
  message:
    "the browser did not load the experiment's program; a blocker, a lost connection or an old browser may be the reason",
};
