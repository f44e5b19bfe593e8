import { z } from "zod";

import { worldNames } from "./plan.ts";

const share = z.number().min(0).max(1);

/** Means over episodes. */
const scoreSchema = z.strictObject({
  /** Until death, the last coin, or the limit of 500. */
  steps: z.number().min(0),
  /** Share of episodes in which the learner died, and in which it killed. */
  died: share,
  kills: share,
  /** Coins of the learner and of the other. */
  own: z.number().min(0),
  others: z.number().min(0),
  /** Twice the smaller wealth over both together. */
  equality: share,
});
export type Score = z.infer<typeof scoreSchema>;

const numbers = z.array(z.number());
/** Scores in exams, by column, as there are many. */
const curveSchema = z.strictObject({
  /** Steps of training before each. */
  step: z.array(z.int()),
  steps: numbers,
  died: numbers,
  kills: numbers,
  own: numbers,
  others: numbers,
  equality: numbers,
});
type Curve = z.infer<typeof curveSchema>;

export const emptyCurve = (): Curve => ({
  step: [],
  steps: [],
  died: [],
  kills: [],
  own: [],
  others: [],
  equality: [],
});

export function addExam(curve: Curve, step: number, score: Score): void {
  curve.step.push(step);
  curve.steps.push(score.steps);
  curve.died.push(score.died);
  curve.kills.push(score.kills);
  curve.own.push(score.own);
  curve.others.push(score.others);
  curve.equality.push(score.equality);
}

const counts = z.array(z.int());

/** The first moves of one episode: a number for every moment, and for every move between two. */
const gameSchema = z.strictObject({
  /** Cells, row by row from 0; −1 for an other that is dead. */
  learner: counts,
  other: counts,
  /** A bit for each coin that lies; these three are empty where there are no coins. */
  coins: counts,
  own: counts,
  others: counts,
  actions: counts,
  /** Of every action at every move, in hundredths. */
  values: counts,
  /** The learner died at the last move shown. */
  hasDied: z.boolean(),
});
export type Game = z.infer<typeof gameSchema>;

const studySchema = z.strictObject({
  world: z.enum(worldNames),
  beta: share,
  /** Empty where nothing was trained here. */
  curve: curveSchema,
  /** Of the finished player; null until it has played. */
  score: scoreSchema.nullable(),
  /** Kept where it is drawn. */
  game: gameSchema.nullable(),
});
export type Study = z.infer<typeof studySchema>;

const policySchema = z.strictObject({
  world: z.enum(worldNames),
  beta: share,
  hidden: z.int(),
  actions: z.int(),
  /** The acting network's parameters as 16-bit floats. */
  parameters: z.base64(),
});
export type Policy = z.infer<typeof policySchema>;

export const outcomeSchema = z.strictObject({
  /** The chosen one. */
  beta: share,
  /** Episodes behind each score. */
  episodes: z.int(),
  studies: z.array(studySchema),
  policies: z.array(policySchema),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** The study of a world at that beta, once its player has played. */
export function finished(
  { studies }: Outcome,
  world: Study["world"],
  beta: number,
): (Study & { readonly score: Score }) | undefined {
  for (const study of studies) {
    if (study.world === world && study.beta === beta && study.score !== null) {
      return { ...study, score: study.score };
    }
  }
  return undefined;
}
