import { z } from "zod";

import { provenanceSchema } from "#lab/result.ts";

import { imageDataSets } from "./data-sets.ts";
import { encodings } from "./quantised.ts";

const share = z.number().min(0).max(1);
const count = z.int().min(1);
const norm = z.enum(["l2", "linf"]);

/** How a network was trained; every kind by Adam, its rate falling to 0 along a half cosine. */
const trainingSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("standard") }),
  /** On images attacked at every step (Madry et al. 2018, eq. 2.1); the radius grows evenly from 0 over the first epochs. */
  z.strictObject({
    kind: z.literal("adversarial"),
    norm,
    epsilon: z.number().positive(),
    steps: count,
    rampEpochs: z.number().min(0),
  }),
  /** On images with fresh normal noise, pixels kept in 0 to 1. */
  z.strictObject({ kind: z.literal("noise"), sigma: z.number().positive() }),
]);
export type Training = Readonly<z.infer<typeof trainingSchema>>;

/** What a recipe says of its model, before anything is trained; a change of it makes another model. */
const classifierPlanSchema = z.strictObject({
  /** Raised whenever the same plan gives other weights. */
  version: count,
  /** What the model is, for readers. */
  title: z.string(),
  dataset: z.enum(imageDataSets),
  /** A name in `architectures`. */
  architecture: z.string(),
  /** The first so many images of each part of the data set. */
  trainingImages: count,
  testImages: count,
  training: trainingSchema,
  epochs: count,
  batchSize: count,
  learningRate: z.number().positive(),
  /** Root of every random stream, 0 to 2³²−1. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  /** What is tried on the finished model, untargeted, on the first test images. */
  checks: z.strictObject({
    norm,
    epsilons: z.array(z.number().positive()).min(1),
    pgd: z.strictObject({ steps: count, images: count }),
    autoPgd: z.strictObject({ steps: z.int().min(100), restarts: z.int().min(3), images: count }),
  }),
});
export type ClassifierPlan = Readonly<z.infer<typeof classifierPlanSchema>>;

const tensorSchema = z.strictObject({
  name: z.string(),
  shape: z.array(count),
  encoding: z.enum(encodings),
});

/** What is known of a trained model apart from where it was trained. */
export const trainedSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  plan: classifierPlanSchema,
  input: z.tuple([count, count, count]),
  classes: count,
  parameters: count,
  /** `weights.bin` beside the manifest: the tensors one after the other. */
  weights: z.strictObject({
    bytes: count,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    tensors: z.array(tensorSchema).min(1),
  }),
  /** Shares of test images seen right. */
  accuracy: z.strictObject({
    /** Before the weights were rounded, and after; all test images of the plan. */
    unrounded: share,
    clean: share,
    /** Under the checks of the plan, with the weights as they are shipped. */
    attacked: z.array(
      z.strictObject({ epsilon: z.number().positive(), pgd: share, autoPgd: share }),
    ),
  }),
});
export type Trained = Readonly<z.infer<typeof trainedSchema>>;

/** `public/models/<id>/manifest.json`. */
export const modelManifestSchema = trainedSchema.extend({
  /** Processor time of training and checks, seconds. */
  cpuSeconds: z.number().positive(),
  provenance: provenanceSchema,
});
export type ModelManifest = Readonly<z.infer<typeof modelManifestSchema>>;

/** Reads the text of a model's manifest; throws a sentence that names the model where it is not one. */
export function readModelManifest(bytes: ArrayBuffer | Uint8Array, id: string): ModelManifest {
  try {
    return modelManifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new Error(
      `the manifest of the model ${id} cannot be read; run npm run precompute -- --model ${id}`,
      { cause },
    );
  }
}
