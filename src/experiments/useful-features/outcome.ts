import { z } from "zod";

/** Two features that definitions tell apart, both on held-out pictures. */
const featureSchema = z.strictObject({
  /** ‖a‖_Σ / ‖a‖₂ for f(x) = aᵀx / ‖a‖_Σ; pixel values are 0 to 1. */
  robustness: z.number().min(0),
  /** E[y f(x)], y being 1 on the first class and −1 on the second; below 0 where the halves disagree on the direction. */
  usefulness: z.number().min(-1.001).max(1.001),
});
export type PlainFeature = z.infer<typeof featureSchema>;

/** Weights as bytes, row-major, 128 being none, as base64. */
const picture = z.base64();

export const outcomeSchema = z.strictObject({
  width: z.int(),
  height: z.int(),
  channels: z.int(),
  /** Pictures that directions were found on, and those that they were measured on. */
  foundOn: z.int(),
  heldOut: z.int(),
  /** Mean of the first class less that of the second; empty before the pictures are there. */
  difference: z.union([picture, z.literal("")]),
  /** Null until all directions are measured. */
  found: z
    .strictObject({
      /** Singular directions, the most varied first: 32-bit floats as base64, one of each for a direction. */
      directions: z.strictObject({ robustness: z.base64(), usefulness: z.base64() }),
      /** The most useful direction of all. */
      best: z.number(),
      /** The sum of the most fragile directions. */
      ensemble: featureSchema.extend({
        members: z.int(),
        /** The most useful of the members. */
        best: z.number(),
        picture,
        /** The same for other numbers of members, rising. */
        /** Usefulness of the same sum on the pictures that decided which way each member points. */
        inSample: z.number(),
        /** The same for labels shuffled among these pictures: what chance alone makes of so many directions. */
        shuffled: z.number(),
        curve: z.array(
          featureSchema.extend({
            members: z.int(),
            best: z.number(),
            inSample: z.number(),
            shuffled: z.number(),
          }),
        ),
      }),
      /** (1 − alpha) of a robust feature and alpha of a fragile one. */
      mixture: featureSchema.extend({
        alpha: z.number(),
        /** The two directions that are mixed. */
        robust: featureSchema.extend({ index: z.int() }),
        fragile: featureSchema.extend({ index: z.int() }),
        picture,
        curve: z.array(featureSchema.extend({ alpha: z.number() })),
      }),
      leastSquares: featureSchema.extend({ picture }),
      chosen: z.strictObject({ index: z.int(), picture }),
      /** Some more directions. */
      gallery: z.array(z.strictObject({ index: z.int(), picture })),
    })
    .nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
export type Found = NonNullable<Outcome["found"]>;
