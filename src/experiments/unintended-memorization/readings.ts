/** What a training says, in the numbers that figures and claims speak of. */
import { epsilonAt } from "#ml/privacy-accountant.ts";

import { exactExposure, extrapolatedExposure, sampledExposure } from "./exposure.ts";
import { type Exam, examsOf, type Outcome, type Training } from "./outcome.ts";
import { privacyOf, sampleSize, type SettingName } from "./plan.ts";
import type { Params } from "./spec.ts";

/** The training of that name, if the run has come to it. */
export function trainingOf({ trainings }: Outcome, name: SettingName): Training | undefined {
  return trainings.find((training) => training.name === name);
}

/** Numbers of as many digits as the secret. */
function candidatesOf({ secret }: Training): number {
  return 10 ** secret.length;
}

function exactAt(training: Training, { rank }: Exam): number | null {
  return rank === null ? null : exactExposure(rank, candidatesOf(training));
}

/** The three ways to tell the exposure after a pass, in bits; the exact one where all candidates were ranked. */
export function exposures(
  training: Training,
  exam: Exam,
): { readonly exact: number | null; readonly sampled: number; readonly extrapolated: number } {
  return {
    exact: exactAt(training, exam),
    sampled: sampledExposure(exam.ahead, sampleSize),
    extrapolated: extrapolatedExposure(exam, exam.secretBits),
  };
}

/** The best that is known of the exposure after a pass: exact, else extrapolated. */
export function exposureAt(training: Training, exam: Exam): number {
  return exactAt(training, exam) ?? extrapolatedExposure(exam, exam.secretBits);
}

/** A training's last examination with its exposure; undefined before the first. */
export function ending(
  training: Training | undefined,
): (Exam & { readonly exposure: number; readonly isExtracted: boolean }) | undefined {
  if (training === undefined) return undefined;
  const exam = examsOf(training).at(-1);
  if (exam === undefined) return undefined;
  return {
    ...exam,
    exposure: exposureAt(training, exam),
    isExtracted: exam.rank === 1 || training.search?.found?.digits === training.secret,
  };
}

/** The pass after which unseen text was predicted best. */
export function bestPass(training: Training): Exam | undefined {
  return examsOf(training).reduce<Exam | undefined>(
    (best, exam) => (best === undefined || exam.heldOutLoss < best.heldOutLoss ? exam : best),
    undefined,
  );
}

/** A training's exposure after the first pass that predicts unseen text at least so well; after the last if none does. */
export function exposureAtLoss(training: Training | undefined, loss: number): number {
  const exams = training === undefined ? [] : examsOf(training);
  const exam = exams.find(({ heldOutLoss }) => heldOutLoss <= loss) ?? exams.at(-1);
  return training === undefined || exam === undefined ? Number.NaN : exposureAt(training, exam);
}

/** δ of the privacy that is told: less than one in as many pieces as are learnt. */
export const delta = 1e-4;

/** ε at `delta` of a run's training with so much noise, for one piece more or less; null without noise. */
export function epsilonOf(noise: number | null, params: Params): number | null {
  const privacy = privacyOf(noise, params);
  return privacy === null ? null : epsilonAt(privacy, delta).epsilon;
}
