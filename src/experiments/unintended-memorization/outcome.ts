import { z } from "zod";

import { settingNames } from "./plan.ts";

const bits = z.number().min(0);

/** What every pass ends with, in the order of the passes; columns, as a result of many trainings would else be too large. */
const passesSchema = z.strictObject({
  /** Bits a character on as much of the training text as is held out, the secret's sentences aside. */
  trainingLoss: z.array(bits),
  /** Bits a character on text never learnt. */
  heldOutLoss: z.array(bits),
  /** Log-perplexity of the secret. */
  secretBits: z.array(bits),
  /** Numbers of as many digits that are no less likely, the secret included; null where not all were asked. */
  rank: z.array(z.int().min(1).nullable()),
  /** A sample of other numbers: how many are no less likely, and the moments of their log-perplexities. */
  ahead: z.array(z.int().min(0)),
  mean: z.array(z.number()),
  variance: z.array(z.number().min(0)),
  third: z.array(z.number()),
});
type Passes = z.infer<typeof passesSchema>;

/** What one pass ends with. */
export type Exam = { readonly [Name in keyof Passes]: Passes[Name][number] } & {
  /** Passes over the training text so far, from 1. */
  readonly epoch: number;
};

/** Before the first pass. */
export const noPasses: Passes = {
  trainingLoss: [],
  heldOutLoss: [],
  secretBits: [],
  rank: [],
  ahead: [],
  mean: [],
  variance: [],
  third: [],
};

/** The same passes and one more. */
export function withPass(passes: Passes, exam: Omit<Exam, "epoch">): Passes {
  return {
    trainingLoss: [...passes.trainingLoss, exam.trainingLoss],
    heldOutLoss: [...passes.heldOutLoss, exam.heldOutLoss],
    secretBits: [...passes.secretBits, exam.secretBits],
    rank: [...passes.rank, exam.rank],
    ahead: [...passes.ahead, exam.ahead],
    mean: [...passes.mean, exam.mean],
    variance: [...passes.variance, exam.variance],
    third: [...passes.third, exam.third],
  };
}

/** The passes of a training, one by one. */
export function examsOf({ passes }: Pick<Training, "passes">): Exam[] {
  return passes.heldOutLoss.map((heldOutLoss, i) => ({
    epoch: i + 1,
    trainingLoss: passes.trainingLoss[i] ?? Number.NaN,
    heldOutLoss,
    secretBits: passes.secretBits[i] ?? Number.NaN,
    rank: passes.rank[i] ?? null,
    ahead: passes.ahead[i] ?? Number.NaN,
    mean: passes.mean[i] ?? Number.NaN,
    variance: passes.variance[i] ?? Number.NaN,
    third: passes.third[i] ?? Number.NaN,
  }));
}

const digits = z.string().regex(/^[0-9]*$/);
const prefixSchema = z.strictObject({ digits, bits });
export type Prefix = z.infer<typeof prefixSchema>;

const searchSchema = z.strictObject({
  /** Prefixes after which the model was asked for the next digit. */
  queries: z.int().min(0),
  /** The first whole number to come out: the likeliest of all; null before, or when the search gave up. */
  found: prefixSchema.nullable(),
  hasGivenUp: z.boolean(),
  /** The first prefixes asked, in their order, and the likeliest that wait. */
  asked: z.array(prefixSchema),
  waiting: z.array(prefixSchema),
});
export type Search = z.infer<typeof searchSchema>;

const trainingSchema = z.strictObject({
  name: z.enum(settingNames),
  insertions: z.int().min(0),
  units: z.int(),
  /** In the training text, those of the secret aside. */
  ownDigits: z.int().min(0),
  secret: digits,
  /** With DP-SGD: steps and the chance of a piece to be drawn in one, for the accountant. */
  privacy: z
    .strictObject({ noise: z.number(), clip: z.number(), steps: z.int(), rate: z.number() })
    .nullable(),
  passes: passesSchema,
  /** Of the planted training alone: numbers by their log-perplexity after the last examination, in bins of `binWidth` bits from `first` bins on; all candidates, or the sample. */
  histogram: z.strictObject({ first: z.int().min(0), counts: z.array(z.int().min(0)) }),
  search: searchSchema.nullable(),
});
export type Training = z.infer<typeof trainingSchema>;

const otherSchema = z.strictObject({
  insertions: z.int().min(1),
  units: z.int(),
  noise: z.number().nullable(),
  /** Pass by pass, as in a training told in full; the loss in thousandths, to keep so many small. */
  rank: z.array(z.int().min(1).nullable()),
  heldOutLoss: z.array(bits),
});
export type Other = z.infer<typeof otherSchema>;

export const outcomeSchema = z.strictObject({
  trainings: z.array(trainingSchema),
  /** The rest of the grid, in short. */
  others: z.array(otherSchema),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** Bits. */
export const binWidth = 0.5;

/** Counts of values in bins, those before the first and after the last that holds one left out. */
export function histogramOf(values: Float64Array): Training["histogram"] {
  const all: number[] = [];
  for (const value of values) {
    const bin = Math.floor(value / binWidth);
    all[bin] = (all[bin] ?? 0) + 1;
  }
  const first = Math.max(
    0,
    all.findIndex((count) => count > 0),
  );
  return { first, counts: Array.from(all.slice(first), (count) => count ?? 0) };
}
