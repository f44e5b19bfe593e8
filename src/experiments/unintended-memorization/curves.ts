import type { Axis, LineFigure, Mark, Point, Rule, Series } from "#lab/figure.ts";
import { overSeeds } from "#lab/intervals.ts";
import { alphabet } from "#ml/characters.ts";

import { chanceExposure } from "./exposure.ts";
import { type Exam, examsOf, type Outcome, type Training } from "./outcome.ts";
import type { SettingName } from "./plan.ts";
import { bestPass, ending, exposureAt, trainingOf } from "./readings.ts";
import type { Params } from "./spec.ts";
import { hundredths, secretName, shortNames, tenths } from "./words.ts";

/** A training has the same mark in every figure. */
const markOf: Partial<Readonly<Record<SettingName, Mark>>> = {
  planted: 0,
  never: 1,
  dropout: 2,
  private: 3,
};

const drawn = (params: Params): SettingName[] =>
  params.trainings === "pair" ? ["planted", "never"] : ["planted", "never", "dropout", "private"];

function curve(
  outcomes: readonly Outcome[],
  name: SettingName,
  y: (training: Training, exam: Exam) => number,
): Point[] {
  const rows = outcomes.map((outcome) => {
    const training = trainingOf(outcome, name);
    if (training === undefined) return [];
    return examsOf(training).map((exam) => ({ epoch: exam.epoch, value: y(training, exam) }));
  });
  return overSeeds(
    rows,
    ({ epoch }) => epoch,
    ({ value }) => value,
  );
}

/** Exposure after every pass of a training, over the seeds. */
function exposureCurve(outcomes: readonly Outcome[], name: SettingName): Point[] {
  return curve(outcomes, name, exposureAt);
}

/** The axis of the passes. */
export const passes = (params: Params): Axis => ({
  title: "passes over the training text",
  min: 0,
  max: params.epochs,
});

/** Bits of a secret that no number is likelier than. */
export function mostExposure(params: Params): number {
  return Math.log2(10 ** (params.secret === "" ? params.digits : params.secret.length));
}

/** Points with intervals no wider than exposures can be, though those of a few secrets are by calculation. */
export function withinScale(points: readonly Point[], params: Params): Point[] {
  const most = Number(mostExposure(params).toPrecision(4));
  return points.map((point) =>
    point.low === undefined || point.high === undefined
      ? point
      : {
          ...point,
          low: Math.max(0, point.low),
          // A mean in tenths may be above the most by its rounding.
          high: Math.min(Math.max(most, point.y), point.high),
        },
  );
}

/** The axis of an exposure told by rank. */
export const exposureAxis = (params: Params): Axis => ({
  title: "exposure (bits)",
  min: 0,
  max: Math.ceil(mostExposure(params) + 1),
});

/** Where chance and the end of the scale are. */
export const exposureRules = (params: Params): Rule[] => [
  { axis: "y", at: chanceExposure, label: "chance" },
  { axis: "y", at: mostExposure(params), label: "likeliest of all" },
];

/** The mark of a figure's first, second, third or fourth series. */
export function toMark(place: number): Mark {
  return marks[place] ?? 3;
}

const marks: readonly Mark[] = [0, 1, 2, 3];

/** Exposure after every pass, of the planted secret and where it was not planted or defended. */
export function exposureCurves(outcomes: readonly Outcome[], params: Params): LineFigure {
  const most = mostExposure(params);
  const series = drawn(params).map((name): Series => ({
    label: shortNames[name],
    mark: markOf[name] ?? 0,
    origin: "here",
    points: withinScale(exposureCurve(outcomes, name), params),
  }));
  const said = series.flatMap(({ label, points }) => {
    const last = points.at(-1);
    return last === undefined ? [] : [`${label} ${tenths(last.y)} bits`];
  });
  return {
    kind: "line",
    id: "exposure",
    title: "Exposure, pass by pass",
    caption:
      said.length === 0
        ? "No pass has finished yet."
        : `Exposure of ${secretName(params)} so far: ${said.join(", ")}. Chance gives ${chanceExposure.toFixed(1)} on average; ${most.toFixed(1)} bits mean that no number is likelier.`,
    alt: `Exposure over ${params.epochs} passes: ${series
      .map(
        ({ label, points }) =>
          `${label} ${points.map(({ x, y }) => `${tenths(y)} after ${x}`).join(", ") || "not yet"}`,
      )
      .join("; ")}.`,
    x: passes(params),
    y: exposureAxis(params),
    series,
    rules: exposureRules(params),
  };
}

/** Loss on unseen text, and of the planted training on text it has learnt: where they part, it overfits. */
export function lossCurves(outcomes: readonly Outcome[], params: Params): LineFigure {
  const unseen = drawn(params)
    .filter((name) => name !== "never")
    .map((name): Series => ({
      label: name === "planted" ? "unseen text" : `unseen, ${shortNames[name]}`,
      mark: markOf[name] ?? 0,
      origin: "here",
      points: curve(outcomes, name, (_, exam) => exam.heldOutLoss),
    }));
  const learnt: Series = {
    label: "learnt text",
    mark: 1,
    origin: "here",
    points: curve(outcomes, "planted", (_, exam) => exam.trainingLoss),
  };
  const [first] = outcomes;
  const training = first === undefined ? undefined : trainingOf(first, "planted");
  const best = training === undefined ? undefined : bestPass(training);
  const isFalling = best !== undefined && best.epoch === ending(training)?.epoch;
  return {
    kind: "line",
    id: "loss",
    title: "How well the text itself is learnt",
    caption:
      best === undefined
        ? "No pass has finished yet."
        : `${isFalling ? "The loss on unseen text is still falling" : `Unseen text is predicted best after pass ${best.epoch}`}: ${hundredths(best.heldOutLoss)} bits a character${outcomes.length > 1 ? " with the first seed" : ""}, of ${Math.log2(alphabet.length).toFixed(2)} for a model that knows nothing.`,
    alt: `Loss in bits a character over ${params.epochs} passes: ${[...unseen, learnt]
      .map(({ label, points }) => `${label} ${points.at(-1)?.y ?? "not yet"}`)
      .join("; ")}.`,
    x: passes(params),
    y: { title: "loss (bits a character)", min: 1, max: 5 },
    series: [...unseen, learnt],
    rules: [],
  };
}
