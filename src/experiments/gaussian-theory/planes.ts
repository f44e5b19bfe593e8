import type { LineFigure, Point } from "#lab/figure.ts";

import type { Outcome, TheoryPoint } from "./outcome.ts";
import { boundary, ellipse, plane, ray } from "./shapes.ts";
import { angleBetween, eigen, type Symmetric, type Vector } from "./symmetric.ts";

/** How many times as long as wide an ellipse is, in words. */
const shape = (covariance: Symmetric): string => {
  const [large, small] = eigen(covariance).values;
  return `${Math.sqrt(large / small).toFixed(1)} times as long as wide`;
};

const degrees = (point: TheoryPoint, mean: Vector): string =>
  `${angleBetween(point.gradient, mean).toFixed(1)}°`;

const axes = {
  x: { title: "first feature", min: -plane.x, max: plane.x },
  y: { title: "second feature", min: -plane.y, max: plane.y },
};

/** The classes as one learner sees them, one standard deviation each, and the boundary it draws. */
function classes(
  id: string,
  title: string,
  learner: string,
  point: TheoryPoint,
  mean: Vector,
): LineFigure {
  const [mx, my] = mean;
  return {
    kind: "line",
    id,
    title,
    caption: `${learner} takes each class for an ellipse ${shape(point.covariance)} (one standard deviation is drawn). Its boundary stands at a right angle to a gradient ${degrees(point, mean)} off the line between the centres.`,
    alt: `Two equal ellipses ${shape(point.covariance)}, centred at ${mx}, ${my} and ${-mx}, ${-my}, and a straight boundary between them; the gradient at a right angle to the boundary is ${degrees(point, mean)} off the line through the centres.`,
    ...axes,
    hasEqualScales: true,
    series: [
      {
        label: "class +1",
        mark: 0,
        origin: "here",
        path: "closed",
        points: ellipse(mean, point.covariance),
      },
      {
        label: "class −1",
        mark: 1,
        origin: "here",
        path: "closed",
        points: ellipse([-mx, -my], point.covariance),
      },
      {
        label: "boundary",
        mark: 2,
        origin: "here",
        path: "open",
        points: boundary(point.gradient),
      },
      {
        label: "centre to centre",
        mark: 3,
        origin: "here",
        path: "open",
        points: [
          { x: -mx, y: -my },
          { x: mx, y: my },
        ],
      },
    ],
    rules: [],
    handles: [{ x: "meanX", y: "meanY", label: "Mean of class +1" }],
  };
}

const around = ({ covariance }: TheoryPoint): Point[] => ellipse([0, 0], covariance);

/** What each learner believes the shape of a class to be, one over the other. */
function shapes(ordinary: TheoryPoint, robust: TheoryPoint): LineFigure {
  return {
    kind: "line",
    id: "shape",
    title: "The shape of a class",
    caption: `The data make an ellipse ${shape(ordinary.covariance)}; learned against epsilon ${robust.epsilon} it is larger and ${shape(robust.covariance)}.`,
    alt: `Two ellipses around one centre: that of the data, ${shape(ordinary.covariance)}, and a larger one around it, ${shape(robust.covariance)}.`,
    x: { title: "first feature, from the mean", min: -8, max: 8 },
    y: { title: "second feature, from the mean", min: -6, max: 6 },
    hasEqualScales: true,
    series: [
      { label: "the data", mark: 0, origin: "here", path: "closed", points: around(ordinary) },
      { label: "learned", mark: 1, origin: "here", path: "closed", points: around(robust) },
    ],
    rules: [],
    handles: [{ x: "axisX", y: "axisY", label: "End of the first axis" }],
  };
}

/** Where a small nudge changes each learner's answer most. */
function directions(ordinary: TheoryPoint, robust: TheoryPoint, mean: Vector): LineFigure {
  return {
    kind: "line",
    id: "directions",
    title: "Where a nudge works best",
    caption: `An adversary does best to push along the gradient. Without an adversary in training that is ${degrees(ordinary, mean)} off the line from one class to the other, against epsilon ${robust.epsilon} ${degrees(robust, mean)}.`,
    alt: `Three lines of length 1 from the middle: from one class to the other; the ordinary gradient, ${degrees(ordinary, mean)} away; the robust gradient, ${degrees(robust, mean)} away.`,
    x: { title: "first feature", min: -1.1, max: 1.1 },
    y: { title: "second feature", min: -1.1, max: 1.1 },
    hasEqualScales: true,
    series: [
      { label: "class to class", mark: 0, origin: "here", path: "open", points: ray(mean) },
      {
        label: "ordinary gradient",
        mark: 1,
        origin: "here",
        path: "open",
        points: ray(ordinary.gradient),
      },
      {
        label: "robust gradient",
        mark: 2,
        origin: "here",
        path: "open",
        points: ray(robust.gradient),
      },
    ],
    rules: [],
  };
}

/** What the two learners believe, and where their gradients point. */
export function planes({ theory, mean }: Outcome, epsilon: number): LineFigure[] {
  const ordinary = theory.find((point) => point.epsilon === 0);
  const robust = theory.find((point) => point.epsilon === epsilon);
  if (ordinary === undefined || robust === undefined) return [];
  return [
    classes("ordinary", "Without an adversary", "Maximum likelihood", ordinary, mean),
    classes("robust", `Against epsilon ${epsilon}`, "The robust learner", robust, mean),
    shapes(ordinary, robust),
    directions(ordinary, robust, mean),
  ];
}
