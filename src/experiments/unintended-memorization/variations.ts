import type { LineFigure, Point, Series } from "#lab/figure.ts";
import { overSeeds } from "#lab/intervals.ts";

import { type Combination, variedValues } from "./combinations.ts";
import { combinedExams } from "./combined.ts";
import { exposureAxis, exposureRules, passes, toMark, withinScale } from "./curves.ts";
import type { Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";
import { noiseName } from "./words.ts";

/** A line through the grid: combinations that differ from the planted training in one thing. */
interface Variation {
  readonly id: string;
  readonly title: string;
  /** What the caption says of the thing. */
  readonly by: string;
  /** What differs, from the least on. */
  readonly varied: (params: Params) => readonly Partial<Combination>[];
  readonly label: (combination: Combination) => string;
}

const variations: readonly Variation[] = [
  {
    id: "insertions",
    title: "How often is enough",
    by: "how often the secret stands in the text",
    varied: (params) =>
      [0, ...variedValues(params).insertions].map((insertions) => ({ insertions })),
    label: ({ insertions }) => `${insertions}×`,
  },
  {
    id: "units",
    title: "Small models and large ones",
    by: "the units of the model",
    varied: (params) => variedValues(params).units.map((units) => ({ units })),
    label: ({ units }) => `${units} units`,
  },
  {
    id: "noise",
    title: "How much noise is enough",
    by: "the noise of DP-SGD",
    varied: (params) => variedValues(params).noise.map((noise) => ({ noise })),
    label: ({ noise }) => noiseName(noise),
  },
];

/** Exposure after every pass where one thing was varied: insertions, units, noise. */
export function variationCurves(outcomes: readonly Outcome[], params: Params): LineFigure[] {
  return variations.map((variation) => curves(variation, outcomes, params));
}

function curves(
  { id, title, varied, by, label }: Variation,
  outcomes: readonly Outcome[],
  params: Params,
): LineFigure {
  const { insertions, units } = params;
  const series = varied(params).map((difference, i): Series => {
    const combination = { insertions, units, noise: null, ...difference };
    return {
      label: label(combination),
      mark: toMark(i),
      origin: "here",
      points: withinScale(combinedCurve(outcomes, combination), params),
    };
  });
  const at = (pass: number): string =>
    series
      .flatMap(({ label: name, points }) => {
        const point = points.find(({ x }) => x === pass);
        return point === undefined ? [] : [`${name}: ${point.y.toFixed(1)}`];
      })
      .join(", ");
  const half = Math.ceil(params.epochs / 2);
  const [early, late] = [at(half), at(params.epochs)];
  return {
    kind: "line",
    id,
    title,
    caption:
      late === ""
        ? "No training has finished yet."
        : `Exposure in bits by ${by}: after ${half} passes ${early}; after ${params.epochs} ${late}.`,
    alt: `Exposure over ${params.epochs} passes by ${by}: ${late === "" ? "nothing yet" : `after ${half} passes ${early}; after ${params.epochs} ${late}`}.`,
    x: passes(params),
    y: exposureAxis(params),
    series,
    rules: exposureRules(params),
  };
}

function combinedCurve(outcomes: readonly Outcome[], combination: Combination): Point[] {
  return overSeeds(
    outcomes.map((outcome) => combinedExams(outcome, combination)),
    ({ epoch }) => epoch,
    ({ exposure }) => exposure,
  );
}
