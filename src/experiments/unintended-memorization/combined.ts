/** The grid as it was measured, whether a combination's training is told in full or in short. */
import { type Combination, isSame } from "./combinations.ts";
import { exactExposure } from "./exposure.ts";
import { examsOf, type Outcome, type Training } from "./outcome.ts";
import type { SettingName } from "./plan.ts";
import { exposureAt, trainingOf } from "./readings.ts";

/** What a pass of any combination ends with. */
export interface CombinedExam {
  /** Passes over the training text so far, from 1. */
  readonly epoch: number;
  /** Bits. */
  readonly exposure: number;
  /** Whether the secret is the likeliest number of all. */
  readonly isExtracted: boolean;
  readonly heldOutLoss: number;
}

/** Trainings with names that differ in nothing but what the grid varies; without insertions one is next to it. */
const told: readonly SettingName[] = ["planted", "never", "private"];

/** The passes of a combination's training, those left out after which not all numbers were ranked. */
export function combinedExams(outcome: Outcome, combination: Combination): CombinedExam[] {
  const training = outcome.trainings.find(
    (known) => told.includes(known.name) && isSame(combinationOf(known), combination),
  );
  if (training !== undefined) {
    return examsOf(training).map((exam) => ({
      epoch: exam.epoch,
      exposure: exposureAt(training, exam),
      isExtracted: exam.rank === 1,
      heldOutLoss: exam.heldOutLoss,
    }));
  }
  const other = outcome.others.find((known) => isSame(known, combination));
  const candidates = 10 ** (trainingOf(outcome, "planted")?.secret.length ?? 0);
  return (other?.rank ?? []).flatMap((rank, i) => {
    const heldOutLoss = other?.heldOutLoss[i];
    if (rank === null || heldOutLoss === undefined) return [];
    const exposure = exactExposure(rank, candidates);
    return [{ epoch: i + 1, exposure, isExtracted: rank === 1, heldOutLoss }];
  });
}

/** The last pass of a combination's training in every outcome that has come to it. */
export function combinedEndings(
  outcomes: readonly Outcome[],
  combination: Combination,
): CombinedExam[] {
  return outcomes.flatMap((outcome) => combinedExams(outcome, combination).at(-1) ?? []);
}

function combinationOf({ insertions, units, privacy }: Training): Combination {
  return { insertions, units, noise: privacy?.noise ?? null };
}
