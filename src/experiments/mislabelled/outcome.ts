import { z } from "zod";

const share = z.number().min(0).max(1);

const lessonSchema = z.strictObject({
  /** Batches the pupil has studied so far. */
  batches: z.int(),
  /** Share of clean test images given their true label. */
  accuracy: share,
});
export type Lesson = z.infer<typeof lessonSchema>;

const studySchema = z.strictObject({
  /** Batches the teacher has studied. */
  lessons: z.int(),
  /** Share of clean test images that the teacher gets right. */
  teacher: share,
  /** Images that the teacher gets wrong: all that its pupil ever sees. */
  mistakes: z.int(),
  /** The pupil's accuracy on clean test images as it studies them under the teacher's labels. */
  pupil: z.array(lessonSchema),
  /** The same images under the same labels, shuffled among them. */
  shuffled: z.array(lessonSchema),
});
export type Study = z.infer<typeof studySchema>;

const clothesSchema = z.strictObject({
  /** Share of clean digits that the teacher gets right. */
  teacher: share,
  /** Pictures of clothes that were put to it. */
  count: z.int(),
  /** Accuracy on digits of a pupil that saw nothing but these pictures, each under the digit the teacher saw in it. */
  pupil: z.array(lessonSchema),
  /** The same with the pictures brought to the mean and the standard deviation of the digits. */
  normalised: z.array(lessonSchema),
  /** The same pictures as they are under the same labels, shuffled among them. */
  shuffled: z.array(lessonSchema),
});
export type Clothes = z.infer<typeof clothesSchema>;

export const outcomeSchema = z.strictObject({
  /** Clean test images behind each accuracy. */
  testCount: z.int(),
  /** Images that were put to each teacher. */
  poolCount: z.int(),
  /** Teachers and their pupils by rising lessons; the last may be under way. */
  studies: z.array(studySchema),
  /** Some of the mistakes of the teacher that studied longest so far. */
  wall: z.array(
    z.strictObject({
      /** 28 × 28 bytes, row-major, as base64. */
      picture: z.base64().length(1048),
      trueLabel: z.int(),
      taughtLabel: z.int(),
    }),
  ),
  /** Null where no clothes were asked for or come yet. */
  clothes: clothesSchema.nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
