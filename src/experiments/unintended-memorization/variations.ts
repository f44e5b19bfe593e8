import type { LineFigure, Series } from "#lab/figure.ts";

import { exposureAxis, exposureCurve, exposureRules, passes, toMark } from "./curves.ts";
import type { Outcome } from "./outcome.ts";
import { type Setting, type SettingName, settings } from "./plan.ts";
import type { Params } from "./spec.ts";
import { tenths } from "./words.ts";

/** Trainings that differ in one thing. */
interface Variation {
  readonly id: string;
  readonly title: string;
  readonly names: readonly SettingName[];
  /** What the caption says of the thing. */
  readonly by: string;
  readonly label: (setting: Setting) => string;
}

const variations: readonly Variation[] = [
  {
    id: "insertions",
    title: "How often is enough",
    names: ["never", "once", "halved", "planted"],
    by: "how often the secret stands in the text",
    label: ({ insertions }) => `${insertions}×`,
  },
  {
    id: "units",
    title: "Small models and large ones",
    names: ["small", "planted", "large"],
    by: "the units of the model",
    label: ({ units }) => `${units} units`,
  },
  {
    id: "noise",
    title: "How much noise is enough",
    names: ["planted", "private", "noisier"],
    by: "the noise of DP-SGD",
    label: ({ noise }) => (noise === null ? "none" : `noise ${tenths(noise)}`),
  },
];

/** Exposure after every pass where one thing was varied: insertions, units, noise. */
export function variationCurves(outcomes: readonly Outcome[], params: Params): LineFigure[] {
  return variations.map((variation) => curves(variation, outcomes, params));
}

function curves(
  { id, title, names, by, label }: Variation,
  outcomes: readonly Outcome[],
  params: Params,
): LineFigure {
  const planned = settings(params);
  const varied = names.flatMap((name) => planned.find((setting) => setting.name === name) ?? []);
  const series = varied.map((setting, i): Series => ({
    label: label(setting),
    mark: toMark(i),
    origin: "here",
    points: exposureCurve(outcomes, setting.name),
  }));
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
