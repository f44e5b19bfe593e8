/** What the claims have in common: reading the outcomes, and telling exposure from chance. */
import type { Judgement, Verdict } from "#lab/claim.ts";
import { meanInterval } from "#lab/intervals.ts";

import { chanceExposure, chanceLimit } from "./exposure.ts";
import type { Outcome } from "./outcome.ts";
import type { SettingName } from "./plan.ts";
import { ending, trainingOf } from "./readings.ts";

/** An exposure in words. */
export const bits = (value: number): string => `${value.toFixed(1)} bits`;
export const mean = (values: readonly number[]): number => meanInterval(values).mean;
/** Over how many secrets a mean is, where it is one. */
export const ofSeeds = (count: number): string => (count > 1 ? `, mean of ${count} secrets` : "");

/** What `read` makes of each outcome that has come so far. */
export function each<Read>(
  outcomes: readonly Outcome[],
  read: (outcome: Outcome) => Read | undefined,
): Read[] {
  return outcomes.flatMap((outcome) => read(outcome) ?? []);
}

/** The last examinations of a training. */
export const endings = (outcomes: readonly Outcome[], name: SettingName) =>
  each(outcomes, (outcome) => ending(trainingOf(outcome, name)));

/** The verdict on too little. */
export const notYet = (evidence: string): Judgement => ({ verdict: "unclear", evidence });

/** Far above chance: the mean, or with several secrets the low end of its interval, beyond what one unseen number in a hundred reaches. */
export function farAboveChance(exposures: readonly number[]): Verdict {
  const { low, high } = meanInterval(exposures);
  if (low > chanceLimit) return "holds";
  return high < chanceLimit ? "fails" : "unclear";
}

/** At chance: the mean no further above 1.44 bits than 99 % of such means are, whose deviation is that of one exposure, 1.44 bits, over √n. */
export function atChance(exposures: readonly number[]): Verdict {
  const above = mean(exposures) - chanceExposure;
  const limit = exposures.length === 1 ? chanceLimit - chanceExposure : spread(exposures.length);
  return above <= limit ? "holds" : above > 2 * limit ? "fails" : "unclear";
}

/** Trainings in which the secret is the likeliest number of all. */
export function timesLikeliest(found: readonly { readonly isExtracted: boolean }[]): number {
  return found.filter(({ isExtracted }) => isExtracted).length;
}

/** That the text is without numbers, if so: one then stands out whatever the model. */
export function ofItsCompany(outcomes: readonly Outcome[]): string {
  const digits = each(outcomes, (outcome) => trainingOf(outcome, "planted")?.ownDigits);
  return digits.every((count) => count === 0)
    ? "; the text has no other number, which alone makes one stand out"
    : "";
}

function spread(count: number): number {
  return (2.58 * chanceExposure) / Math.sqrt(count);
}
