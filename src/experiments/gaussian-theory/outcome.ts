import { z } from "zod";

import { adversaryKinds } from "./adversaries.ts";

const vectorSchema = z.tuple([z.number(), z.number()]);
const symmetricSchema = z.strictObject({ xx: z.number(), xy: z.number(), yy: z.number() });

const theoryPointSchema = z.strictObject({
  epsilon: z.number().min(0),
  /** The multiplier of theorem 2; null at epsilon 0. */
  lambda: z.number().nullable(),
  covariance: symmetricSchema,
  /** Σ⁻¹μ, unit length: where the linear classifier's output rises fastest. */
  gradient: vectorSchema,
  /** Cosine of the largest angle between Σ⁻¹μ and μ over all μ. */
  worstAlignment: z.number(),
});
export type TheoryPoint = z.infer<typeof theoryPointSchema>;

const stretchSchema = z.strictObject({
  /** How many times as long as wide the classes are. */
  ratio: z.number().min(1),
  /** Theorem 1's extra loss. */
  theory: z.number(),
  /** Mean over samples, and its standard error. */
  measured: z.number(),
  error: z.number(),
});
export type Stretch = z.infer<typeof stretchSchema>;

const trainedSchema = z.strictObject({
  epsilon: z.number().min(0),
  kind: z.enum(adversaryKinds),
  mean: vectorSchema,
  covariance: symmetricSchema,
  /** Angle's two ends: unit gradient of the trained classifier. */
  gradient: vectorSchema,
});
export type Trained = z.infer<typeof trainedSchema>;

export const outcomeSchema = z.strictObject({
  /** Draws behind every measured number. */
  samples: z.int(),
  /** The mean of class +1; that of class −1 is its mirror image. */
  mean: vectorSchema,
  /** Exact, from epsilon 0 up. */
  theory: z.array(theoryPointSchema),
  /** The price C at which theorem 1's adversary spends a mean square of epsilon² on these data; null without an adversary. */
  penalty: z.number().nullable(),
  /** Theorem 1 at that price and the same total variance in other shapes, from round to the chosen one. */
  stretch: z.array(stretchSchema),
  /** What adversarial training on samples ended with; at epsilon 0 plain maximum likelihood. */
  trained: z.array(trainedSchema),
});
export type Outcome = z.infer<typeof outcomeSchema>;
