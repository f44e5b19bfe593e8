import { z } from "zod";

const share = z.number().min(0).max(1);
/** Packed by `packDrawing`. */
const drawing = z.string();

const pupilSchema = z.strictObject({
  /** What it answers all over the plane, inked where it sees the first class. */
  map: drawing,
  /** Points that it was taught as the first and as the second class. */
  taught: z.tuple([drawing, drawing]),
  /** Share of all drawn points that it gets right. */
  right: share,
  /** Share of all drawn points in which it agrees with the teacher. */
  likeTeacher: share,
});
export type Pupil = z.infer<typeof pupilSchema>;

export const outcomeSchema = z.strictObject({
  /** Points drawn of the first and of the second class. */
  counts: z.tuple([z.int(), z.int()]),
  /** Null until it has studied, or where a class has no point. */
  teacher: pupilSchema.omit({ likeTeacher: true, taught: true }).nullable(),
  /** Points that the teacher gets wrong. */
  mistakes: z.int(),
  /** Taught by the mistakes alone, under the teacher's answers; null until then, or where there is no mistake. */
  pupil: pupilSchema.nullable(),
  /** The same with the answers dealt out anew: map and points of the first time, shares as a mean over `times`. */
  shuffled: pupilSchema
    .extend({
      times: z.int(),
      /** Standard error of that mean of `right`; 0 after the first time. */
      error: z.number().min(0),
    })
    .nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
