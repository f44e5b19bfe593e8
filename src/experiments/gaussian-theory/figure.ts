import type { Draw } from "#lab/experiment.ts";
import type { LineFigure, Point, TableFigure } from "#lab/figure.ts";

import type { AdversaryKind } from "./adversaries.ts";
import type { Outcome } from "./outcome.ts";
import { largestEpsilon } from "./plan.ts";
import { planes } from "./planes.ts";
import type { Params } from "./spec.ts";
import { angleBetween } from "./symmetric.ts";

const tenth = (value: number): number => Math.round(10 * value) / 10;

/** Mean over seeds with the lowest and the highest. */
function spread(x: number, values: readonly number[]): Point {
  const y = tenth(values.reduce((sum, value) => sum + value, 0) / values.length);
  if (values.length === 1) return { x, y };
  return { x, y, low: tenth(Math.min(...values)), high: tenth(Math.max(...values)) };
}

/** Angles of learners trained against one kind of adversary, at each epsilon that every seed has reached. */
function trainedAngles(outcomes: readonly Outcome[], kind: AdversaryKind): Point[] {
  const [rows = [], ...others] = outcomes.map(({ trained }) =>
    trained
      .filter((one) => one.kind === kind)
      .map(({ epsilon, gradient, mean }) => ({ epsilon, angle: angleBetween(gradient, mean) })),
  );
  return rows.flatMap(({ epsilon, angle }, i) => {
    const rest = others.flatMap((other) => other.slice(i, i + 1));
    if (rest.length < others.length) return [];
    return [spread(epsilon, [angle, ...rest.map((one) => one.angle)])];
  });
}

function angles(outcomes: readonly Outcome[], first: Outcome, { epsilon }: Params): LineFigure {
  const exact = first.theory.map((point) => ({
    x: point.epsilon,
    y: tenth(angleBetween(point.gradient, first.mean)),
  }));
  const [shared, each] = [trainedAngles(outcomes, "shared"), trainedAngles(outcomes, "each")];
  const end = shared.at(-1);
  const at = (x: number): number => exact.find((point) => point.x === x)?.y ?? 0;
  return {
    kind: "line",
    id: "angle",
    title: "The gradient turns towards the other class",
    caption: `By theorem 2 the angle between gradient and class difference goes from ${at(0)}° without an adversary to ${at(epsilon)}° at epsilon ${epsilon}${
      end === undefined || end.x === 0
        ? "."
        : `; learners trained on ${first.samples} samples against an adversary, who know no theorem, end at ${end.y}°, and at ${each.at(-1)?.y ?? end.y}° where epsilon is a limit for each sample.`
    }`,
    alt: `Angle over epsilon from 0 to ${largestEpsilon}: the exact curve from ${at(0)}° to ${at(largestEpsilon)}°; trained learners: ${
      shared
        .map(
          ({ x, y }, i) =>
            `at ${x}, ${y}° with a shared budget and ${each[i]?.y ?? "not yet measured"}° with one each`,
        )
        .join("; ") || "none yet"
    }.`,
    x: { title: "epsilon, the adversary’s reach (L2)", min: 0, max: largestEpsilon },
    y: { title: "gradient off the class difference (degrees)", min: 0, max: 90 },
    series: [
      { label: "theorem 2", mark: 0, origin: "here", path: "open", points: exact },
      { label: "trained, shared budget", mark: 1, origin: "here", points: shared },
      { label: "trained, budget each", mark: 2, origin: "here", points: each },
    ],
    rules: [{ axis: "x", at: epsilon, label: "chosen" }],
  };
}

function stretch(outcomes: readonly Outcome[], first: Outcome): LineFigure[] {
  const shapes = first.stretch;
  const [round, chosen] = [shapes.at(0), shapes.at(-1)];
  const measured = shapes.flatMap(({ ratio }, i) => {
    const values = outcomes.flatMap((outcome) => outcome.stretch.slice(i, i + 1));
    const [only] = values;
    if (only === undefined || values.length < outcomes.length) return [];
    if (values.length > 1)
      return [
        spread(
          tenth(ratio),
          values.map((value) => value.measured),
        ),
      ];
    const [low, y, high] = [-2, 0, 2].map((errors) => tenth(only.measured + errors * only.error));
    return [{ x: tenth(ratio), y: y ?? 0, low: low ?? 0, high: high ?? 0 }];
  });
  return [
    {
      kind: "line",
      id: "stretch",
      title: "Stretched data are easier prey",
      caption:
        round === undefined || chosen === undefined || first.penalty === null
          ? "Without an adversary nothing is gained; raise epsilon."
          : `With the same total variance and the same price on moving a sample (C = ${first.penalty.toFixed(2)}), an adversary adds ${tenth(round.theory)} to the ordinary learner’s loss on round data, and ${tenth(chosen.theory)} on data ${tenth(chosen.ratio)} times as long as wide.`,
      alt: `The adversary’s gain over length by width, by formula: ${shapes.map(({ ratio, theory }) => `${tenth(theory)} at ${tenth(ratio)}`).join(", ")}; measured on samples: ${measured.map(({ x, y }) => `${y} at ${x}`).join(", ")}.`,
      x: {
        title: "length of a class by its width",
        min: 1,
        max: Math.max(2, tenth(chosen?.ratio ?? 1)),
      },
      y: { title: "gain (squared Mahalanobis distance)", min: 0 },
      series: [
        {
          label: "theorem 1",
          mark: 0,
          origin: "here",
          path: "open",
          points: shapes.map(({ ratio, theory }) => ({ x: tenth(ratio), y: tenth(theory) })),
        },
        { label: "measured", mark: 1, origin: "here", points: measured },
      ],
      rules: [],
    },
  ];
}

function numbers({ theory, mean }: Outcome, epsilon: number): TableFigure {
  const shown = theory.filter(
    (point) => Number.isInteger(point.epsilon) || point.epsilon === epsilon,
  );
  return {
    kind: "table",
    id: "numbers",
    title: "The solution in numbers",
    caption:
      "λ is what a unit of squared movement must cost the adversary so that it spends just epsilon; the last column is the largest angle any choice of centres could give.",
    alt: "Table of lambda, the learned covariance and the gradient’s angle for several epsilons.",
    columns: ["epsilon", "λ", "variance →", "covariance", "variance ↑", "angle", "worst angle"],
    rows: shown.map((point) => [
      point.epsilon,
      point.lambda === null ? "∞" : point.lambda.toFixed(4),
      point.covariance.xx.toFixed(3),
      point.covariance.xy.toFixed(3),
      point.covariance.yy.toFixed(3),
      `${angleBetween(point.gradient, mean).toFixed(2)}°`,
      `${((180 / Math.PI) * Math.acos(Math.min(1, point.worstAlignment))).toFixed(2)}°`,
    ]),
  };
}

/** The classes as each learner sees them, their gradients, the angle over epsilon, theorem 1, and the solution in numbers. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  const [first] = outcomes;
  if (first === undefined) return;
  yield* planes(first, params.epsilon);
  yield angles(outcomes, first, params);
  yield* stretch(outcomes, first);
  yield numbers(first, params.epsilon);
};
export default draw;
