import { fromEigen, type Symmetric, type Vector } from "./symmetric.ts";

/** Largest epsilon of the exact curve and of the slider. */
export const largestEpsilon = 5;
export const epsilonStep = 0.25;

/** Shapes at which theorem 1 is measured, from round to the chosen one. */
const shapes = 8;

interface Shape {
  readonly meanX: number;
  readonly meanY: number;
  readonly axisX: number;
  readonly axisY: number;
  readonly deviation: number;
}

interface Doses {
  readonly epsilon: number;
  readonly doses: number;
}

export function meanOf({ meanX, meanY }: Shape): Vector {
  return [meanX, meanY];
}

/** Variances along the first axis and across it, unsorted. */
export function variancesOf({ axisX, axisY, deviation }: Shape): Vector {
  return [axisX * axisX + axisY * axisY, deviation * deviation];
}

/** The first axis as a unit vector. */
export function firstAxis({ axisX, axisY }: Shape): Vector {
  const length = Math.sqrt(axisX * axisX + axisY * axisY);
  return [axisX / length, axisY / length];
}

export function covarianceOf(shape: Shape): Symmetric {
  return fromEigen({ values: variancesOf(shape), first: firstAxis(shape) });
}

/** Epsilons of the exact curve: 0 to the largest, in steps of the slider. */
export function curveEpsilons(): number[] {
  return Array.from({ length: largestEpsilon / epsilonStep + 1 }, (_, i) => i * epsilonStep);
}

/** Epsilons at which a learner trains: evenly spaced, the last is the chosen one; none without an adversary. */
export function doseEpsilons({ epsilon, doses }: Doses): number[] {
  if (epsilon === 0) return [];
  return Array.from(
    { length: doses },
    (_, i) => Math.round((1e6 * epsilon * (i + 1)) / doses) / 1e6,
  );
}

/** How many times as long as wide the classes are made for theorem 1, from 1 to what they are; none without an adversary. */
export function stretchRatios(shape: Shape & Doses): number[] {
  if (shape.epsilon === 0) return [];
  const [along, across] = variancesOf(shape);
  const ratio = Math.sqrt(Math.max(along, across) / Math.min(along, across));
  if (ratio === 1) return [1];
  return Array.from({ length: shapes }, (_, i) => 1 + ((ratio - 1) * i) / (shapes - 1));
}

/** Units of a run: the exact part, one a shape, one a training. */
export function countUnits(params: Shape & Doses): number {
  return 1 + stretchRatios(params).length + 1 + 2 * doseEpsilons(params).length;
}
