import type { Draw } from "#lab/experiment.ts";
import type { Point, Series } from "#lab/figure.ts";

import type { Exam, LinearFit, Outcome } from "./outcome.ts";
import { pictures, twinMaps } from "./pictures.ts";
import type { Params } from "./spec.ts";

const percent = (share: number): number => Math.round(1000 * share) / 10;
const mean = (values: readonly number[]): number =>
  Math.round((10 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 10;

/** Mean over seeds with the lowest and the highest, one point an x that every seed has reached. */
function overSeeds<T>(
  rows: readonly (readonly T[])[],
  x: (row: T) => number,
  y: (row: T) => number,
): Point[] {
  const [first = []] = rows;
  return first.flatMap((row, i) => {
    const values = rows.flatMap((other) => other.slice(i, i + 1)).map((other) => percent(y(other)));
    if (values.length < rows.length) return [];
    const point = { x: x(row), y: mean(values) };
    return values.length === 1
      ? point
      : { ...point, low: Math.min(...values), high: Math.max(...values) };
  });
}

const line = (label: string, mark: Series["mark"], points: readonly Point[]): Series => ({
  label,
  mark,
  origin: "here",
  points,
});

const said = (points: readonly Point[]): string =>
  points.map(({ x, y }) => `${y} % at ${x}`).join(", ") || "no value yet";

const shareAxis = { title: "share of fresh squares (%)", min: 0, max: 100 };

const network = ({ network: exams }: Outcome): readonly Exam[] => exams;

function training(outcomes: readonly Outcome[], params: Params): ReturnType<Draw<Params, Outcome>> {
  const curve = (
    of: (outcome: Outcome) => readonly Exam[],
    y: (exam: Exam) => number,
  ): readonly Point[] => overSeeds(outcomes.map(of), ({ epoch }) => epoch, y);
  const agreement = curve(network, (exam) => exam.agreement);
  const trained = curve(network, (exam) => exam.trained);
  const flipped = curve(network, (exam) => exam.flipped);
  const control = curve(
    ({ control: exams }) => exams,
    (exam) => exam.flipped,
  );
  const [start, end] = [flipped.at(0), flipped.at(-1)];
  return [
    {
      kind: "line",
      id: "training",
      title: "What the network knows, and how easily it is flipped",
      caption:
        start === undefined || end === undefined
          ? "The network has not been examined yet."
          : `After ${start.x} passes a change of ${params.epsilon} a pixel flips ${start.y} % of fresh squares; after ${end.x}, with ${trained.at(-1)?.y ?? 0} % of the noisy labels learned, ${end.y} %. Unperturbed, ${agreement.at(-1)?.y ?? 0} % are named by their colour${
              control.length === 0
                ? "."
                : `. Trained without wrong labels: ${control.at(-1)?.y ?? 0} % flipped.`
            }`,
      alt: `Shares over passes. Named by colour: ${said(agreement)}. Training labels learned: ${said(trained)}. Flipped: ${said(flipped)}. Flipped without label noise: ${said(control)}.`,
      x: { title: "passes over the training squares", min: 0, max: params.epochs },
      y: shareAxis,
      series: [
        line("named by colour", 0, agreement),
        line("flipped", 1, flipped),
        line("training labels learned", 2, trained),
        line("flipped, no label noise", 3, control),
      ],
      rules: [],
    },
  ];
}

function distances(
  outcomes: readonly Outcome[],
  params: Params,
): ReturnType<Draw<Params, Outcome>> {
  const curve = (of: (outcome: Outcome) => Outcome["flips"]["end"]): Point[] =>
    overSeeds(
      outcomes.map(of),
      ({ epsilon }) => epsilon,
      ({ flipped }) => flipped,
    );
  const linear = curve((outcome) => outcome.linear?.flips ?? []);
  const early = curve(({ flips }) => flips.early);
  const end = curve(({ flips }) => flips.end);
  const control = curve(({ flips }) => flips.control);
  const smallest = Math.min(...outcomes.map(({ colour }) => colour?.smallest ?? Infinity));
  return [
    {
      kind: "line",
      id: "distances",
      title: "How small a change is enough",
      caption: `${
        Number.isFinite(smallest)
          ? `The rule that goes by the colour stands until ${smallest.toFixed(2)}, far beyond this picture. `
          : ""
      }The linear fit of the noisy labels flips ${linear.find(({ x }) => x === params.epsilon)?.y ?? "a share not yet measured, in"} % of fresh squares at ${params.epsilon}, the network that learned them ${end.find(({ x }) => x === params.epsilon)?.y ?? "a share not yet measured, in"} %.`,
      alt: `Share flipped over epsilon. Linear fit: ${said(linear)}. Network at the end: ${said(end)}. Stopped early: ${said(early)}. Without label noise: ${said(control)}.`,
      x: { title: "epsilon, the largest change of a pixel (L∞)", min: 0, max: 3 * params.epsilon },
      y: { ...shareAxis, title: "fresh squares flipped (%)" },
      series: [
        line("stopped early", 0, early),
        line("network, at its end", 1, end),
        line("linear fit", 2, linear),
        line("no label noise", 3, control),
      ],
      rules: [{ axis: "x", at: params.epsilon, label: "chosen" }],
    },
  ];
}

function amounts(outcomes: readonly Outcome[], params: Params): ReturnType<Draw<Params, Outcome>> {
  const curve = (of: "noisy" | "clean", y: (fit: LinearFit) => number): Point[] =>
    overSeeds(
      outcomes.map(({ sizes }) => sizes.map((size) => size[of])),
      ({ images }) => images,
      y,
    );
  const flipped = curve("noisy", (fit) => fit.flipped);
  const agreement = curve("noisy", (fit) => fit.agreement);
  const clean = curve("clean", (fit) => fit.flipped);
  const pixels = params.side * params.side;
  const last = flipped.at(-1);
  const [lowest = { x: 0, y: 0 }] = agreement.toSorted((a, b) => a.y - b.y);
  return [
    {
      kind: "line",
      id: "amounts",
      title: "The linear model over its number of squares",
      caption:
        last === undefined
          ? "No linear model has been fitted on other numbers of pictures yet."
          : `Least squares on the noisy labels: with ${last.x} squares, ${(last.x / pixels).toFixed(1)} times as many as a square has pixels, ${last.y} % of fresh ones flip at ${params.epsilon}. Fewest are named by their colour, ${lowest.y} %, after training on ${lowest.x}.`,
      alt: `Shares over training pictures for the linear fit. Flipped: ${said(flipped)}. Named by colour: ${said(agreement)}. Flipped without label noise: ${said(clean)}.`,
      x: { title: "training squares", min: 0, max: 2 * pixels },
      y: shareAxis,
      series: [
        line("named by colour", 0, agreement),
        line("flipped", 1, flipped),
        line("flipped, no label noise", 3, clean),
      ],
      rules: [{ axis: "x", at: pixels, label: "as many as pixels" }],
    },
  ];
}

/** Training, distances, the drawn twin, the squares themselves and the linear model over its number of pictures; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield* training(outcomes, params);
  yield* distances(outcomes, params);
  yield* twinMaps(outcomes, params);
  yield* pictures(outcomes, params);
  yield* amounts(outcomes, params);
};
export default draw;
