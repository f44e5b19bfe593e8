import { z } from "zod";

const share = z.number().min(0).max(1);

const doseSchema = z.strictObject({
  /** L2 radius of the perturbation; 0 is the control without one. */
  epsilon: z.number().min(0),
  /** Share of training images that the source network gives the wrong label after the attack. */
  fooled: share,
  /** Share of clean test images that the ten templates alone, read out linearly, give their true label. */
  readout: share,
  /** The same for the network trained on the set. */
  pupil: share,
  /** Shares given the label that this kind of labelling would teach. */
  readoutTaught: share,
  pupilTaught: share,
});
export type Dose = z.infer<typeof doseSchema>;

const studySchema = z.strictObject({
  labels: z.enum(["rand", "det"]),
  /** Finished ones by rising epsilon. */
  doses: z.array(doseSchema),
});
export type Study = z.infer<typeof studySchema>;

const templateSchema = z.strictObject({
  /** E[y f(x)] on test images, f of mean 0 and variance 1, y 1 on the template's class and −1 elsewhere. */
  usefulness: z.number(),
  /** What is left of it after the worst move of every image by the radius. */
  gamma: z.number(),
  /** Weights as bytes, row-major, 128 being none, as base64. */
  picture: z.base64(),
});

export const outcomeSchema = z.strictObject({
  /** Clean test images behind each share. */
  testCount: z.int(),
  /** L2 radius that the templates were trained and are certified for. */
  radius: z.number(),
  /** Accuracy of the source network. */
  source: share.nullable(),
  /** The robust linear classifier on test images. */
  certificate: z
    .strictObject({
      accuracy: share,
      /** Share whose prediction no move within the radius changes. */
      kept: share,
      /** Share that is right whatever the move. */
      robust: share,
    })
    .nullable(),
  /** One for each class, in their order; none before the first pass of training. */
  templates: z.array(templateSchema),
  studies: z.array(studySchema),
});
export type Outcome = z.infer<typeof outcomeSchema>;
