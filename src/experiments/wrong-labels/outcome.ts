import { z } from "zod";

const share = z.number().min(0).max(1);
const labelKind = z.enum(["rand", "det"]);

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

const leakageSchema = z.strictObject({
  /** Training images without noise: their wrong label is right by chance (`rand`), or an early network sees it in them (`det`). */
  leftAlone: z.int(),
  /** Of a pupil that saw nothing but noise and images left alone. */
  accuracyTrue: share,
});

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
  /** The leakage-only controls: noise in place of the perturbation, at the largest epsilon. Null until they begin. */
  leakage: z
    .strictObject({
      /** For each class the kernel of its noise, row-major, 3 × 3. */
      kernels: z.array(z.array(z.number()).length(9)),
      /** The labels of this run, and which of the images in `samples` would be left alone under them. */
      labels: labelKind,
      samplesLeftAlone: z.array(z.boolean()),
      /** Under either kind of labels; null while the pupil studies. */
      rand: leakageSchema.nullable(),
      det: leakageSchema.nullable(),
    })
    .nullable(),
  /** The same on pictures of clothes; null where none were asked for or come yet. */
  clothes: z
    .strictObject({
      /** Share of clean test pictures that the source network gets right. */
      source: share,
      /** The control at 0 and the pupil at the largest epsilon. */
      doses: z.array(doseSchema),
    })
    .nullable(),
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
