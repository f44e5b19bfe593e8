import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, ImageGridFigure, LineFigure, Picture, Point } from "#lab/figure.ts";

import type { CurvePoint, Dose, Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";

const percent = (share: number): number => Math.round(1000 * share) / 10;
const accuracyAxis = { title: "clean test images (%)", min: 0, max: 100 };
const chanceRule = { y: 10, label: "chance" };

/** Mean over seeds with the lowest and the highest, one point an x that every seed has reached. */
function overSeeds<T>(
  rows: readonly (readonly T[])[],
  x: (row: T) => number,
  y: (row: T) => number,
): Point[] {
  const shortest = Math.min(...rows.map((row) => row.length));
  const [first = []] = rows;
  return first.slice(0, Number.isFinite(shortest) ? shortest : 0).map((row, i) => {
    const values = rows.flatMap((other) => other.slice(i, i + 1)).map((other) => percent(y(other)));
    const mean =
      Math.round((10 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 10;
    const point = { x: x(row), y: mean };
    return values.length === 1
      ? point
      : { ...point, low: Math.min(...values), high: Math.max(...values) };
  });
}

const taughtName = ({ labels }: Params): string =>
  labels === "det" ? "the next class, as taught" : "a class drawn as in training";

function learning(outcomes: readonly Outcome[], params: Params): LineFigure {
  const curve = (
    of: (outcome: Outcome) => readonly CurvePoint[],
    y: (point: CurvePoint) => number,
  ): Point[] => overSeeds(outcomes.map(of), ({ epoch }) => epoch, y);
  const pupil = curve(
    ({ pupil: points }) => points,
    ({ accuracyTrue }) => accuracyTrue,
  );
  const control = curve(
    ({ control: points }) => points,
    ({ accuracyTrue }) => accuracyTrue,
  );
  const [reached, without] = [pupil.at(-1)?.y, control.at(-1)?.y];
  return {
    kind: "line",
    id: "learning",
    title: "What the pupil knows, pass by pass",
    caption:
      reached === undefined
        ? "The pupil has not been to school yet."
        : `After ${params.epochs} passes over wrong labels the pupil gets ${reached} % of clean images right${
            without === undefined ? "" : `; without the perturbation ${without} %`
          }.`,
    alt: `Accuracy on clean test images over ${params.epochs} training passes: the pupil on true labels ends at ${reached ?? "no value yet"} %, the control without perturbation at ${without ?? "no value yet"} %.`,
    x: { title: "passes over the training set", min: 0, max: params.epochs },
    y: accuracyAxis,
    series: [
      { label: "true class", role: "yours", points: pupil },
      {
        label: taughtName(params),
        role: "plain",
        points: curve(
          ({ pupil: points }) => points,
          ({ accuracyTaught }) => accuracyTaught,
        ),
      },
      { label: "true class, no perturbation", role: "control", points: control },
    ],
    rules: [chanceRule],
  };
}

function doseResponse(outcomes: readonly Outcome[], params: Params): LineFigure {
  const response = (y: (dose: Dose) => number): Point[] =>
    overSeeds(
      outcomes.map(({ doses }) => doses),
      ({ epsilon }) => epsilon,
      y,
    );
  const truth = response(({ accuracyTrue }) => accuracyTrue);
  const taught = response(({ accuracyTaught }) => accuracyTaught);
  const crossing = truth.find(({ y }, i) => y > (taught[i]?.y ?? 100));
  return {
    kind: "line",
    id: "dose-response",
    title: "How much perturbation it takes",
    caption:
      truth.length === 0
        ? "No pupil has finished yet."
        : crossing === undefined
          ? "At none of these epsilons does the pupil know the true class better than the one it was taught."
          : `From epsilon ${crossing.x} on, of the epsilons tried, the pupil knows the true class better than the one it was taught.`,
    alt: `Share of clean test images over epsilon: ${truth
      .map(({ x, y }, i) => `at ${x}, ${y} % true and ${taught[i]?.y ?? 0} % taught`)
      .join("; ")}.`,
    x: { title: "epsilon, the largest change of an image (L2)", min: 0, max: params.epsilon },
    y: { ...accuracyAxis, title: "share (%)" },
    series: [
      { label: "true class", role: "yours", points: truth },
      { label: taughtName(params), role: "plain", points: taught },
      { label: "source fooled", role: "control", points: response(({ fooled }) => fooled) },
    ],
    rules: [chanceRule],
  };
}

const last = (row: readonly CurvePoint[]): CurvePoint[] => row.slice(-1);

function comparison(outcomes: readonly Outcome[], params: Params): BarFigure {
  const end = (
    of: (outcome: Outcome) => readonly CurvePoint[],
    y: (point: CurvePoint) => number,
    x: number,
  ): Point[] =>
    overSeeds(
      outcomes.map((outcome) => last(of(outcome))),
      () => x,
      y,
    );
  const measured = [
    ...end(
      ({ source }) => source,
      ({ accuracyTrue }) => accuracyTrue,
      0,
    ),
    ...end(
      ({ pupil }) => pupil,
      ({ accuracyTrue }) => accuracyTrue,
      1,
    ),
    ...end(
      ({ pupil }) => pupil,
      ({ accuracyTaught }) => accuracyTaught,
      2,
    ),
    ...end(
      ({ control }) => control,
      ({ accuracyTrue }) => accuracyTrue,
      3,
    ),
  ];
  const published = params.labels === "det" ? [95.3, 43.7, 16.2] : [95.3, 63.3];
  const value = (x: number): string => {
    const found = measured.find((point) => point.x === x);
    return found === undefined ? "not yet measured" : `${found.y} %`;
  };
  return {
    kind: "bar",
    id: "comparison",
    title: "Here and in the paper",
    caption: `True class: ${value(1)} here, ${published[1]} % in the paper, which used CIFAR-10 and a ResNet-50; only the order can be compared.`,
    alt: `Bars of accuracy. Here: trained on true labels ${value(0)}, pupil on the true class ${value(1)}, pupil on the class taught ${value(2)}, control ${value(3)}. Published: ${published.join(", ")} %.`,
    categories: ["true labels", "pupil: true", "pupil: taught", "no perturbation"],
    y: accuracyAxis,
    series: [
      {
        label: "published, CIFAR-10",
        role: "published",
        points: published.map((y, x) => ({ x, y })),
      },
      { label: "here", role: "yours", points: measured },
    ],
    rules: [chanceRule],
  };
}

const amplification = 4;

function grid([first]: readonly Outcome[], params: Params): ImageGridFigure {
  const samples = first?.samples ?? [];
  const row = (label: string, picture: (sample: Outcome["samples"][number]) => Picture) => ({
    label,
    pictures: samples.map(picture),
  });
  return {
    kind: "images",
    id: "images",
    title: "The images the pupil learns from",
    caption: `Each image is moved by at most epsilon ${params.epsilon} towards its wrong label; the pupil sees only the bottom row, under the label below it. The perturbation is shown ${amplification} times as strong, grey meaning no change.`,
    alt:
      samples.length === 0
        ? "No image has been perturbed yet."
        : `${samples.length} digits in three rows: original, perturbation, result; ${samples
            .map(
              ({ trueLabel, wrongLabel, seenAs }) =>
                `a ${trueLabel} labelled ${wrongLabel}, seen as ${seenAs}`,
            )
            .join("; ")}.`,
    width: 28,
    height: 28,
    channels: 1,
    rows: [
      row("original", ({ original, trueLabel }) => ({
        pixels: decodePixels(original),
        label: `${trueLabel}`,
      })),
      row(`perturbation ×${amplification}`, ({ original, result }) => ({
        pixels: amplified(decodePixels(original), decodePixels(result)),
        label: "",
      })),
      row("result", ({ result, wrongLabel }) => ({
        pixels: decodePixels(result),
        label: `“${wrongLabel}”`,
      })),
    ],
  };
}

/** The change from one picture to the other, amplified around middle grey. */
function amplified(before: readonly number[], after: readonly number[]): number[] {
  return before.map((value, i) =>
    Math.min(255, Math.max(0, 128 + amplification * ((after[i] ?? 0) - value))),
  );
}

/** The bytes of a picture of the outcome. */
function decodePixels(text: string): number[] {
  return Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Learning curves, dose and response, the images, and the comparison with the paper; also while a run is under way. */
const draw: Draw<Params, Outcome> = (outcomes, params) => [
  learning(outcomes, params),
  doseResponse(outcomes, params),
  grid(outcomes, params),
  comparison(outcomes, params),
];
export default draw;
