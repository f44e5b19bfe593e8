import { z } from "zod";

const share = z.number().min(0).max(1);

/** 28 × 28 bytes, row-major, as base64. */
const picture = z.base64().length(1048);

/** One image on its way under one network's features. */
const courseSchema = z.strictObject({
  /** After so many steps. */
  frames: z.array(z.strictObject({ step: z.int(), picture })),
  /** Distance of the features from the target's after each step, as a share of that at the start. */
  features: z.array(z.number().min(0)),
  /** Pixel distances, L2, after the last step taken. */
  toTarget: z.number().min(0),
  toStart: z.number().min(0),
});
export type Course = z.infer<typeof courseSchema>;

const examSchema = z.strictObject({
  /** L2 radius of the attack; 0 is none. */
  epsilon: z.number().min(0),
  /** Share of test images still seen right. */
  accuracy: share,
});

/** A whole set matched under one network, and the pupil that learns from it. */
const studySchema = z.strictObject({
  /** Images matched so far. */
  matched: z.int(),
  /** Means over them: the features' distance as a share of that at the start, and the pixel distances, L2. */
  features: z.number().min(0),
  toTarget: z.number().min(0),
  toStart: z.number().min(0),
  /** Shares that the network itself and the other one read as the target's class. */
  readByOwn: share,
  readByOther: share,
  /** The pupil's exams, as far as it has sat them. */
  exams: z.array(examSchema),
});
export type Study = z.infer<typeof studySchema>;

const sampleSchema = z.strictObject({
  label: z.int(),
  start: picture,
  target: picture,
  /** Null until that set is matched. */
  robust: picture.nullable(),
  standard: picture.nullable(),
});
export type Sample = z.infer<typeof sampleSchema>;

export const outcomeSchema = z.strictObject({
  /** Test images of each exam. */
  testCount: z.int(),
  /** One test image of each class, in their order: what may start and what may be the target. */
  choices: z.array(picture),
  /** The pair that is watched; null until it begins. */
  watched: z.strictObject({ robust: courseSchema, standard: courseSchema }).nullable(),
  /** Mean pixel distance of a start and its target in the sets; null until the first is matched. */
  apart: z.number().nullable(),
  robust: studySchema.nullable(),
  standard: studySchema.nullable(),
  samples: z.array(sampleSchema),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** The networks whose features are matched, in the order of the run. */
export const networkNames = ["robust", "standard"] as const;
export type NetworkName = (typeof networkNames)[number];
