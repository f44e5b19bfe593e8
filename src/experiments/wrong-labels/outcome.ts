import { z } from "zod";

const share = z.number().min(0).max(1);

const curvePointSchema = z.strictObject({
  /** Passes over the training set so far. */
  epoch: z.number(),
  /** Share of clean test images given their true label. */
  accuracyTrue: share,
  /** Share of clean test images given the wrong label that this kind of labelling would teach them. */
  accuracyTaught: share,
});
export type CurvePoint = z.infer<typeof curvePointSchema>;

const doseSchema = z.strictObject({
  /** L2 radius; 0 is the control without perturbation. */
  epsilon: z.number().min(0),
  /** Share of training images that the source network gives the wrong label after the attack. */
  fooled: share,
  accuracyTrue: share,
  accuracyTaught: share,
});
export type Dose = z.infer<typeof doseSchema>;

/** 28 × 28 bytes, row-major, as base64. */
const picture = z.base64().length(1048);

export const outcomeSchema = z.strictObject({
  /** Clean test images behind each accuracy. */
  testCount: z.int(),
  /** The source network: trained on clean images with true labels. */
  source: z.array(curvePointSchema),
  /** The pupil trained on perturbed images and wrong labels only, at the largest epsilon. */
  pupil: z.array(curvePointSchema),
  /** The pupil trained on the same wrong labels without perturbation. */
  control: z.array(curvePointSchema),
  /** Finished pupils by rising epsilon; the control is the one at 0. */
  doses: z.array(doseSchema),
  /** The same at weaker planted textures, rising; empty where one texture alone was asked for. */
  weakerTextures: z.array(
    z.strictObject({
      /** Amplitude, 0 to 1. */
      texture: z.number().min(0),
      doses: z.array(doseSchema),
    }),
  ),
  /** Some training images before and after the attack at the largest epsilon. */
  samples: z.array(
    z.strictObject({
      trueLabel: z.int(),
      wrongLabel: z.int(),
      /** What the source network sees in the result. */
      seenAs: z.int(),
      original: picture,
      result: picture,
    }),
  ),
});
export type Outcome = z.infer<typeof outcomeSchema>;
