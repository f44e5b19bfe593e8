import type { Control } from "./controls.ts";

/** What a reader may have a run computed by, the standard one first. */
export const engineOptions = ["wasm", "auto", "webgl", "webgpu"] as const;
export type EngineOption = (typeof engineOptions)[number];

/** A setting of the demo, not of the experiment, so no parameter may have its name. */
export const engineControl = {
  kind: "choice",
  name: "engine",
  title: "Engine",
  description:
    "What computes the run; only WebAssembly gives the recorded numbers to the last digit.",
  options: engineOptions,
} as const satisfies Control;

/** Whether runs on the engine of this id give the same numbers on every machine, and so are compared with recorded ones. */
export function isReproducible(engine: string): boolean {
  return engine.startsWith("wasm") || engine === withoutEngine;
}

/** The engine named in the provenance of an experiment that needs none. */
export const withoutEngine = "javascript";
