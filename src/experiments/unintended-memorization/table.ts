import type { TableFigure } from "#lab/figure.ts";
import { meanInterval } from "#lab/intervals.ts";

import { type CombinedExam, combinedEndings } from "./combined.ts";
import type { Outcome } from "./outcome.ts";
import { furtherTeachings, type Setting, settings, type Teaching } from "./plan.ts";
import { delta, ending, epsilonOf, exposures, trainingOf } from "./readings.ts";
import type { Params } from "./spec.ts";
import { noiseName, shortNames, tenths } from "./words.ts";

type Row = readonly (string | number)[];

/** Every training in numbers. */
export function table(outcomes: readonly Outcome[], params: Params): TableFigure {
  const rows = [
    ...settings(params).flatMap((setting) => namedRow(outcomes, params, setting)),
    ...furtherTeachings(params).flatMap((teaching) => otherRow(outcomes, params, teaching)),
  ];
  return {
    kind: "table",
    id: "trainings",
    title: "Every training in numbers",
    caption:
      rows.length === 0
        ? "No training has finished yet."
        : `Exposure in bits after the last pass${outcomes.length > 1 ? `, means over ${outcomes.length} secrets with their 95 % intervals` : ""}: by rank among all numbers, by rank in a sample, and extrapolated from it; then how many secrets are the likeliest number of all, the loss on unseen text in bits a character, and the epsilon of DP-SGD at delta ${delta}.`,
    alt: `${rows.length} trainings with their exposure, loss and epsilon.`,
    columns: [
      "training",
      "insertions",
      "units",
      "exact",
      "sampled",
      "extrapolated",
      "stolen",
      "loss",
      "epsilon",
    ],
    rows,
  };
}

function namedRow(
  outcomes: readonly Outcome[],
  params: Params,
  { name, insertions, units, noise }: Setting,
): Row[] {
  const found = outcomes.flatMap((outcome) => {
    const training = trainingOf(outcome, name);
    const end = ending(training);
    return training === undefined || end === undefined ? [] : [{ training, end }];
  });
  if (found.length === 0) return [];
  const told = found.map(({ training, end }) => exposures(training, end));
  return [
    [
      shortNames[name],
      insertions,
      units,
      inBits(told.map(({ exact }) => exact)),
      inBits(told.map(({ sampled }) => sampled)),
      inBits(told.map(({ extrapolated }) => extrapolated)),
      ...endOf(
        found.map(({ end }) => end),
        epsilonOf(noise, params),
      ),
    ],
  ];
}

function otherRow(outcomes: readonly Outcome[], params: Params, teaching: Teaching): Row[] {
  const found = combinedEndings(outcomes, teaching);
  if (found.length === 0) return [];
  return [
    [
      `grid, ${noiseName(teaching.noise)}`,
      teaching.insertions,
      teaching.units,
      inBits(found.map(({ exposure }) => exposure)),
      notMeasured,
      notMeasured,
      ...endOf(found, epsilonOf(teaching.noise, params)),
    ],
  ];
}

const notMeasured = "–";

/** A mean in bits, over several secrets with half its 95 % interval. */
function inBits(values: readonly (number | null)[]): number | string {
  const known = values.flatMap((value) => value ?? []);
  if (known.length === 0) return notMeasured;
  const { mean, high } = meanInterval(known);
  return known.length === 1 ? tenths(mean) : `${mean.toFixed(1)} ± ${(high - mean).toFixed(1)}`;
}

function endOf(
  found: readonly Pick<CombinedExam, "isExtracted" | "heldOutLoss">[],
  epsilon: number | null,
): Row {
  return [
    `${found.filter(({ isExtracted }) => isExtracted).length} of ${found.length}`,
    meanInterval(found.map(({ heldOutLoss }) => heldOutLoss)).mean.toFixed(2),
    epsilon === null ? notMeasured : Number.isFinite(epsilon) ? epsilon.toPrecision(2) : "none",
  ];
}
