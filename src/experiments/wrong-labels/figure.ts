import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, LineFigure, Point } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";

import { clothesFigure } from "./clothes-figure.ts";
import { accuracyAxis, chanceRule, epsilonAxis, mark, textureRules } from "./curves.ts";
import type { CurvePoint, Dose, Outcome } from "./outcome.ts";
import { imageGrid } from "./pictures.ts";
import type { Params } from "./spec.ts";
import { textureResponse } from "./texture-response.ts";

const taughtName = ({ labels }: Params): string =>
  labels === "det" ? "next class, as taught" : "a class drawn as in training";

function learning(outcomes: readonly Outcome[], params: Params): LineFigure {
  const curve = (
    of: (outcome: Outcome) => readonly CurvePoint[],
    y: (point: CurvePoint) => number,
  ): Point[] => percentsOverSeeds(outcomes.map(of), ({ epoch }) => epoch, y);
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
    y: { ...accuracyAxis, title: "clean test images (%)" },
    series: [
      { label: "true class", mark: mark.truth, origin: "here", points: pupil },
      {
        label: taughtName(params),
        mark: mark.taught,
        origin: "here",
        points: curve(
          ({ pupil: points }) => points,
          ({ accuracyTaught }) => accuracyTaught,
        ),
      },
      {
        label: "true class, unperturbed",
        mark: mark.control,
        origin: "here",
        points: control,
      },
    ],
    rules: [chanceRule],
  };
}

function doseResponse(outcomes: readonly Outcome[], params: Params): LineFigure {
  const response = (y: (dose: Dose) => number): Point[] =>
    percentsOverSeeds(
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
    x: epsilonAxis(params),
    y: { ...accuracyAxis, title: "share of images (%)" },
    series: [
      { label: "true class", mark: mark.truth, origin: "here", points: truth },
      { label: taughtName(params), mark: mark.taught, origin: "here", points: taught },
      {
        label: "source fooled",
        mark: mark.fooled,
        origin: "here",
        points: response(({ fooled }) => fooled),
      },
    ],
    rules: [chanceRule, ...textureRules(params.dataset, params.texture)],
  };
}

const truth = ({ accuracyTrue }: CurvePoint): number => accuracyTrue;
const last = (row: readonly CurvePoint[]): CurvePoint[] => row.slice(-1);

function comparison(outcomes: readonly Outcome[], params: Params): BarFigure {
  const end = (
    of: (outcome: Outcome) => readonly CurvePoint[],
    y: (point: CurvePoint) => number,
    x: number,
  ): Point[] =>
    percentsOverSeeds(
      outcomes.map((outcome) => last(of(outcome))),
      () => x,
      y,
    );
  const leaked = (kind: "det" | "rand", x: number): Point[] =>
    percentsOverSeeds(
      outcomes.map(({ leakage }) => leakage?.[kind] ?? []).map((found) => [found].flat()),
      () => x,
      ({ accuracyTrue }) => accuracyTrue,
    );
  const measured = [
    ...end(({ source }) => source, truth, 0),
    ...end(({ pupil }) => pupil, truth, 1),
    ...end(
      ({ pupil }) => pupil,
      ({ accuracyTaught }) => accuracyTaught,
      2,
    ),
    ...end(({ control }) => control, truth, 3),
    ...leaked("det", 4),
    ...leaked("rand", 5),
  ];
  const published = params.labels === "det" ? [95.3, 43.7, 16.2] : [95.3, 63.3];
  const value = (x: number): string => {
    const found = measured.find((point) => point.x === x);
    return found === undefined ? "… %" : `${found.y} %`;
  };
  return {
    kind: "bar",
    id: "comparison",
    title: "Here and in the paper",
    caption: `True class: ${value(1)} here, ${published[1]} % in the paper, which used CIFAR-10 and a ResNet-50; only the order can be compared. What leaks without any perturbation: ${value(4)} with DetLabels, ${value(5)} with RandLabels.`,
    alt: `Bars of accuracy. Here: trained on true labels ${value(0)}, pupil on the true class ${value(1)}, pupil on the class taught ${value(2)}, not perturbed ${value(3)}, noise with DetLabels ${value(4)}, noise with RandLabels ${value(5)}. Published: ${published.join(", ")} %.`,
    categories: [
      "true\nlabels",
      "pupil:\ntrue",
      "pupil:\ntaught",
      "not\nperturbed",
      "noise,\nDet",
      "noise,\nRand",
    ],
    y: { ...accuracyAxis, title: "clean test images (%)" },
    series: [
      {
        label: "published (CIFAR-10)",
        mark: 1,
        origin: "published",
        points: published.map((y, x) => ({ x, y })),
      },
      { label: "here", mark: 0, origin: "here", points: measured },
    ],
    rules: [chanceRule],
  };
}

/** Learning curves, dose and response, the images, and the comparison with the paper; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield learning(outcomes, params);
  yield doseResponse(outcomes, params);
  yield* textureResponse(outcomes, params);
  yield comparison(outcomes, params);
  yield* clothesFigure(outcomes, params);
  yield imageGrid(outcomes, params);
};
export default draw;
