import { z } from "zod";

const share = z.number().min(0).max(1);

const examSchema = z.strictObject({
  /** Passes over the training pictures so far. */
  epoch: z.int(),
  /** Share of training pictures given the label they came with. */
  trained: share,
  /** Share of fresh pictures named by their colour. */
  agreement: share,
  /** Share of fresh pictures whose prediction changes within epsilon. */
  flipped: share,
});
export type Exam = z.infer<typeof examSchema>;

const flipsSchema = z.array(z.strictObject({ epsilon: z.number(), flipped: share }));
export type Flips = z.infer<typeof flipsSchema>;

const linearSchema = z.strictObject({
  images: z.int(),
  trained: share,
  agreement: share,
  /** At the chosen epsilon, exactly. */
  flipped: share,
});
export type LinearFit = z.infer<typeof linearSchema>;

const cells = z.string().regex(/^[01]+$/);

export const outcomeSchema = z.strictObject({
  /** Fresh pictures behind each share. */
  testCount: z.int(),
  /** The rule that goes by the colour: its agreement, and the smallest perturbation that flips any fresh picture. */
  colour: z.strictObject({ agreement: share, smallest: z.number() }).nullable(),
  /** The shortest linear fit, with label noise and without, and how many it flips at several distances. */
  linear: z
    .strictObject({ noisy: linearSchema, clean: linearSchema, flips: flipsSchema })
    .nullable(),
  /** Linear fits on rising numbers of pictures. */
  sizes: z.array(z.strictObject({ noisy: linearSchema, clean: linearSchema })),
  /** The network trained with label noise, and the control without. */
  network: z.array(examSchema),
  control: z.array(examSchema),
  /** Distances and flips of the network stopped early (at its first exam with 99 % agreement), at its end, and of the control at its end. */
  flips: z.strictObject({ early: flipsSchema, end: flipsSchema, control: flipsSchema }),
  earlyEpoch: z.int().nullable(),
  /** Fresh pictures before and after the attack at epsilon: bytes, −1.25 to 1.25 as 0 to 255, base64. */
  samples: z.array(
    z.strictObject({
      colour: z.int(),
      before: z.int(),
      after: z.int(),
      original: z.base64(),
      result: z.base64(),
    }),
  ),
  /** The same with two pixels: training points, and what the network says all over the plane, top row first, at two moments. */
  twin: z.strictObject({
    points: z.array(z.strictObject({ x: z.number(), y: z.number(), label: z.int() })),
    moments: z.array(
      z.strictObject({ step: z.int(), trained: share, agreement: share, flipped: share, cells }),
    ),
  }),
});
export type Outcome = z.infer<typeof outcomeSchema>;
