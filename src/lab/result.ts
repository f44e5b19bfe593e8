import { z } from "zod";

import { presetNames } from "./experiment.ts";

/** Where and on what a run was made. */
export const provenanceSchema = z.strictObject({
  /** `wasm-simd/<tfjs version>`, `webgl/…` or `webgpu/…`; their numbers are alike only within one. Two joined by `, then ` where the run changed over at a checkpoint. */
  engine: z.string(),
  /** Why it is this one, where a reader asked for another or left the choice open. */
  engineReason: z.string().optional(),
  /** Version of `src/kernels`, part of every number. */
  kernels: z.string(),
  /** `node 24.21.0`, with the graphics processor after it where one was used, or a browser's name. */
  host: z.string(),
  /** Day the run ended, `YYYY-MM-DD`. */
  date: z.iso.date(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** A committed result, `public/results/<experiment>/<preset>.json`. `outcome` is checked against the experiment's own schema. */
export const resultSchema = z.strictObject({
  experiment: z.string(),
  /** The spec's version when it was made. */
  version: z.int(),
  preset: z.enum(presetNames),
  params: z.record(z.string(), z.unknown()),
  runs: z
    .array(
      z.strictObject({
        seed: z.int(),
        outcome: z.unknown(),
        /** SHA-256 of the outcome's canonical JSON, hexadecimal. */
        digest: z.string().regex(/^[0-9a-f]{64}$/),
        /** Processor time of the run, seconds. */
        cpuSeconds: z.number(),
      }),
    )
    .min(1),
  provenance: provenanceSchema,
});
export type Result = z.infer<typeof resultSchema>;
