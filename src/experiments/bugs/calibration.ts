import { meanInterval } from "#lab/intervals.ts";

import type { Attack, Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";

/** The four numbers that a reader predicts, percent: of each attack how often it transfers and what its pupil knows. */
export interface Four {
  readonly plainTransfer: number;
  readonly plainPupil: number;
  readonly awareTransfer: number;
  readonly awarePupil: number;
}

/** What predictions of 50 % everywhere say: nothing. */
const shrug = 50;

/** The share of clean test images that an attack's pupil got right at its last exam. */
export function knows({ pupil }: Attack): number | undefined {
  return pupil.at(-1)?.accuracyTrue;
}

/** The four numbers as they came out, mean over the outcomes; undefined until all are there. */
export function measuredFour(outcomes: readonly Outcome[]): Four | undefined {
  const plain = meanOf(outcomes, ({ plain: attack }) => attack);
  const aware = meanOf(outcomes, ({ aware: attack }) => attack);
  if (plain === undefined || aware === undefined) return undefined;
  return {
    plainTransfer: plain.transfer,
    plainPupil: plain.pupil,
    awareTransfer: aware.transfer,
    awarePupil: aware.pupil,
  };
}

/** How far predictions are off, percentage points on average. */
export function meanError(predicted: Four, measured: Four): number {
  const errors = [
    predicted.plainTransfer - measured.plainTransfer,
    predicted.plainPupil - measured.plainPupil,
    predicted.awareTransfer - measured.awareTransfer,
    predicted.awarePupil - measured.awarePupil,
  ];
  return errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length;
}

/** The reader's calibration in a sentence, beside that of one who says 50 % to everything. */
export function calibration(params: Params, measured: Four): string {
  const idle = meanError(
    { plainTransfer: shrug, plainPupil: shrug, awareTransfer: shrug, awarePupil: shrug },
    measured,
  );
  const own = meanError(params, measured);
  if (hasNoPrediction(params)) {
    return `Predictions of 50 % everywhere, a shrug, are off by ${idle.toFixed(0)} points on average: set your own before a run.`;
  }
  const verdict = own < idle ? "better than" : own > idle ? "worse than" : "no better than";
  return `Your predictions are off by ${own.toFixed(0)} points on average, a score of ${(100 - own).toFixed(0)} out of 100, ${verdict} the ${(100 - idle).toFixed(0)} of saying 50 % to everything.`;
}

export function hasNoPrediction(params: Four): boolean {
  return [params.plainTransfer, params.plainPupil, params.awareTransfer, params.awarePupil].every(
    (value) => value === shrug,
  );
}

function meanOf(
  outcomes: readonly Outcome[],
  of: (outcome: Outcome) => Attack | null,
): { readonly transfer: number; readonly pupil: number } | undefined {
  const known = outcomes.flatMap((outcome) => {
    const attack = of(outcome);
    const pupil = attack === null ? undefined : knows(attack);
    return attack === null || pupil === undefined ? [] : [{ transfer: attack.transferred, pupil }];
  });
  if (known.length === 0 || known.length < outcomes.length) return undefined;
  return {
    transfer: 100 * meanInterval(known.map(({ transfer }) => transfer)).mean,
    pupil: 100 * meanInterval(known.map(({ pupil }) => pupil)).mean,
  };
}
