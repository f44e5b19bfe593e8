import { z } from "zod";

const share = z.number().min(0).max(1);

export const passes = ["low", "high"] as const;
export type Pass = (typeof passes)[number];

const bandSchema = z.strictObject({
  /** `low`: frequencies up to the cutoff, the mean included; `high`: those beyond it. */
  pass: z.enum(passes),
  /** Cycles over the picture. */
  cutoff: z.int(),
  /** Standard deviation of the pixels of the filtered training images, full brightness being 1. */
  contrast: z.number(),
  /** Share of filtered test images seen right by a network trained on filtered images. */
  accuracy: share,
});
export type Band = z.infer<typeof bandSchema>;

export const outcomeSchema = z.strictObject({
  testCount: z.int(),
  /** Accuracy of a network trained and tested on the images as they are; null before it comes. */
  whole: share.nullable(),
  /** Finished bands. */
  bands: z.array(bandSchema),
  /** A few test images as bytes, row-major, in base64; filtered at the chosen cutoff. */
  samples: z.array(
    z.strictObject({
      label: z.int(),
      original: z.base64(),
      low: z.base64(),
      /** Around middle grey. */
      high: z.base64(),
      /** What the network of each band sees in it; null before it has learnt. */
      seenLow: z.int().nullable(),
      seenHigh: z.int().nullable(),
    }),
  ),
});
export type Outcome = z.infer<typeof outcomeSchema>;
