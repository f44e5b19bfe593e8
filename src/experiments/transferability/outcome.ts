import { z } from "zod";

import { type ArchitectureName, architectures } from "#ml/architectures.ts";

const share = z.number().min(0).max(1);
const architectureNames = Object.keys(architectures) as ArchitectureName[];

const rivalSchema = z.strictObject({
  architecture: z.enum(architectureNames),
  /** Clean test images right after training on true labels. */
  accuracy: share,
  /** Of the attacked test images that the source gets wrong and this network gets right when clean: the share that it gets wrong too. */
  transfer: share,
  /** Images behind `transfer`. */
  attacked: z.int(),
  /** Clean test images right after training on nothing but the source's perturbed images under their wrong labels. */
  learnt: share,
});
export type Rival = z.infer<typeof rivalSchema>;

export const outcomeSchema = z.strictObject({
  /** Clean test images behind each accuracy. */
  testCount: z.int(),
  /** What the source is. */
  sourceArchitecture: z.enum(architectureNames),
  /** The source network; null until it is trained and its attacks are made. */
  source: z
    .strictObject({
      /** Clean test images right. */
      accuracy: share,
      /** Perturbed training images in which the source sees the wrong label. */
      fooled: share,
      /** Test images that the source gets wrong after the untargeted attack. */
      mistaken: share,
    })
    .nullable(),
  /** Finished architectures in the order of the run. */
  rivals: z.array(rivalSchema),
});
export type Outcome = z.infer<typeof outcomeSchema>;
