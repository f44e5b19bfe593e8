import { z } from "zod";

const share = z.number().min(0).max(1);
const radius = z.number().min(0).nullable();

/** 28 × 28 bytes, row-major, as base64. */
const picture = z.base64().length(1048);

/** What one network makes of the image, so far as the run has come. */
const viewSchema = z.strictObject({
  /** Its first answer, and the class next to it. */
  answer: z.int(),
  second: z.int(),
  /** Slope of the answer's lead over the second class in every pixel; 128 is none, the steepest is 127 away. */
  slopes: picture,
  /** The steepest, logits for a pixel's whole brightness. */
  steepest: z.number(),
  /** Slope of every class's logit in the chosen pixel. */
  pixelSlopes: z.array(z.number()),
  /** Share of the slopes' energy on or beside the strokes. */
  nearInk: share,
  /** Confidence in every class, before the first step and after each. */
  confidences: z.array(z.array(share)),
  /** The image after the last step taken, and the lengths of its change. */
  result: picture,
  change: z.strictObject({ l2: z.number(), linf: z.number() }),
  /** The smallest perturbations found that change the answer; null where none is known. */
  smallest: z.strictObject({ l2: radius, linf: radius }),
});
export type View = z.infer<typeof viewSchema>;

/** One entry for each test image that both networks see right. */
const setSchema = z.strictObject({
  /** Smallest perturbation found that fools each network; null where none up to the largest does. */
  standard: z.array(radius),
  robust: z.array(radius),
  /** Share of the slopes' energy on or beside the strokes, and of the picture's area. */
  slopesStandard: z.array(share),
  slopesRobust: z.array(share),
  area: z.array(share),
  /** Whether the robust network keeps its answer against a perturbation of its own of the size that fools the standard one; null where no size does. */
  holds: z.array(z.boolean().nullable()),
});
export type TestSet = z.infer<typeof setSchema>;

export const outcomeSchema = z.strictObject({
  /** The image as the networks get it. */
  image: picture,
  /** Of an image taken from a data set. */
  label: z.int().nullable(),
  /** Share of the picture's area on or beside the strokes. */
  area: share,
  /** Null until it has been asked. */
  standard: viewSchema.nullable(),
  robust: viewSchema.nullable(),
  /** Test images that both networks see right, attacked in `norm`. */
  set: setSchema,
});
export type Outcome = z.infer<typeof outcomeSchema>;

export const networkNames = ["standard", "robust"] as const;
export type NetworkName = (typeof networkNames)[number];
