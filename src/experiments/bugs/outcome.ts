import { z } from "zod";

const share = z.number().min(0).max(1);

const lessonSchema = z.strictObject({
  /** Passes over the training set so far. */
  epoch: z.int(),
  /** Share of clean test images given their true label. */
  accuracyTrue: share,
  /** Share of clean test images given the class after the true one, as taught. */
  accuracyTaught: share,
});
export type Lesson = z.infer<typeof lessonSchema>;

/** 28 × 28 bytes, row-major, as base64. */
const picture = z.base64().length(1048);

const attackSchema = z.strictObject({
  /** Share of the perturbed images in which the attacked network sees the wrong label. */
  fooled: share,
  /** The same for a fresh network that the attack has never met. */
  transferred: share,
  /** The same, mean over the ensemble. */
  ensembleFooled: share,
  /** The pupil that sees nothing but these images under their wrong labels, pass by pass. */
  pupil: z.array(lessonSchema),
  /** Some images after the attack, in the order of `originals`. */
  results: z.array(picture),
});
export type Attack = z.infer<typeof attackSchema>;

export const outcomeSchema = z.strictObject({
  /** Clean test images behind each accuracy. */
  testCount: z.int(),
  /** Perturbed images behind each share of fooled ones. */
  imageCount: z.int(),
  /** Shares of clean test images that the attacked network and the fresh one get right; null until they are trained. */
  targetAccuracy: share.nullable(),
  freshAccuracy: share.nullable(),
  /** Some training images before the attacks. */
  originals: z.array(z.strictObject({ trueLabel: z.int(), wrongLabel: z.int(), picture })),
  /** Null until all images are perturbed. */
  plain: attackSchema.nullable(),
  aware: attackSchema.nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
