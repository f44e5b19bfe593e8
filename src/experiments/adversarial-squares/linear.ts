import { leastSquares } from "#ml/least-squares.ts";
import { dot, matrix, row } from "#ml/matrix.ts";
import type { InUnits } from "#ml/units.ts";

import type { Squares } from "./squares.ts";

/** A linear classifier, sign(w · x). */
export type Direction = Float64Array;

/** Keeps the system solvable where there are as many pictures as pixels. */
const ridge = 1e-9;

/** The least squares fit of the labels; of several exact ones, as with fewer pictures than pixels, the shortest. */
export function* fitLinear({ count, size, pixels, labels }: Squares): InUnits<Direction> {
  const fitted = yield* leastSquares(matrix(count, size, pixels), matrix(count, 1, labels), ridge);
  return fitted.values;
}

/** Goes by the colour alone: the mean of all pixels. */
export function colourRule(size: number): Direction {
  return new Float64Array(size).fill(1 / size);
}

export interface Sturdiness {
  /** w · x of each picture. */
  readonly scores: Float64Array;
  /** The smallest L∞ perturbation that changes each picture's prediction: |w · x| / ‖w‖₁, exactly. */
  readonly critical: Float64Array;
}

export function sturdiness(direction: Direction, squares: Squares): Sturdiness {
  const length = direction.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const pictures = matrix(squares.count, squares.size, squares.pixels);
  const scores = Float64Array.from({ length: squares.count }, (_, i) =>
    dot(direction, row(pictures, i)),
  );
  return { scores, critical: scores.map((score) => Math.abs(score) / length) };
}

/** Share of positions at which a score has the sign of the ±1. */
export function signAgreement(scores: ArrayLike<number>, signs: Int8Array): number {
  let equal = 0;
  for (const [i, sign] of signs.entries()) if ((scores[i] ?? 0) > 0 === sign > 0) equal += 1;
  return equal / signs.length;
}

/** Share of pictures that some perturbation within `epsilon` flips. */
export function flippedShare(critical: Float64Array, epsilon: number): number {
  return critical.filter((distance) => distance <= epsilon).length / critical.length;
}
