import { z } from "zod";

const share = z.number().min(0).max(1);

/** How each of the networks is trained, by the names that outcomes carry. */
export const trainings = ["standard", "adversarial", "noise"] as const;
export type TrainingName = (typeof trainings)[number];

/** What each of the networks is called. */
export const trainingWords: Readonly<Record<TrainingName, string>> = {
  standard: "standard",
  adversarial: "adversarially trained",
  noise: "noise-trained",
};

const examSchema = z.strictObject({
  corruption: z.string(),
  /** 1 to 5. */
  severity: z.int(),
  accuracy: share,
});

const netSchema = z.strictObject({
  training: z.enum(trainings),
  /** Accuracy on clean test images. */
  clean: share,
  exams: z.array(examSchema),
  /** Share of images seen wrong under each wave, row by row of the map; null where it has not come so far. */
  waves: z.array(share.nullable()),
});
export type Net = z.infer<typeof netSchema>;

export const outcomeSchema = z.strictObject({
  /** Test images behind each accuracy, and behind each cell of the map. */
  testCount: z.int(),
  waveCount: z.int(),
  /** Finished networks; the exams of the last may be under way. */
  nets: z.array(netSchema),
  /** A few test images as bytes, row-major, in base64. */
  samples: z.array(z.strictObject({ label: z.int(), original: z.base64() })),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** The network of one training in each outcome; undefined where it has not been made yet. */
export function netsOf(outcomes: readonly Outcome[], name: TrainingName): (Net | undefined)[] {
  return outcomes.map(({ nets }) => nets.find(({ training }) => training === name));
}
