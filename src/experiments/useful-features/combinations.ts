import { type Matrix, matrix, row } from "#ml/matrix.ts";

import { type Feature, measure, moments } from "./directions.ts";
import type { Half } from "./halves.ts";

/** Directions with what both halves say of them. */
export interface Examined {
  /** Orthogonal, of length 1, one a row. */
  readonly vectors: Matrix;
  /** Responses of the first half, one row a direction. */
  readonly first: Matrix;
  /** Responses of the held-out half. */
  readonly heldOut: Matrix;
  readonly firstSides: Float64Array;
  readonly heldOutSides: Float64Array;
  /** Which way each direction points to the first class, by the first half: 1 or −1. */
  readonly signs: Float64Array;
  /** Each direction, turned that way, on the held-out half. */
  readonly features: readonly Feature[];
}

/** Turns every direction towards the first class by the first half, and measures it on the other. */
export function examine(
  vectors: Matrix,
  [first, heldOut]: readonly [Matrix, Matrix],
  [firstHalf, secondHalf]: readonly [Half, Half],
): Examined {
  const signs = Float64Array.from({ length: vectors.rows }, (_, i) =>
    moments(row(first, i), firstHalf.sides).covariance < 0 ? -1 : 1,
  );
  const features = Array.from({ length: vectors.rows }, (_, i) => {
    const { robustness, usefulness } = measure(row(heldOut, i), secondHalf.sides, 1);
    return { robustness, usefulness: (signs[i] ?? 1) * usefulness };
  });
  return {
    vectors,
    first,
    heldOut,
    firstSides: firstHalf.sides,
    heldOutSides: secondHalf.sides,
    signs,
    features,
  };
}

/** A weighted sum of directions: its feature on the held-out half, and its vector. */
export interface Combination extends Feature {
  readonly vector: Float64Array;
}

/** Weights are those of the directions as they stand, before any turn. */
function combine({ vectors, heldOut, heldOutSides }: Examined, weights: Float64Array): Combination {
  const values = new Float64Array(heldOut.columns);
  const vector = new Float64Array(vectors.columns);
  let squares = 0;
  weights.forEach((weight, i) => {
    if (weight === 0) return;
    squares += weight * weight;
    addTo(values, row(heldOut, i), weight);
    addTo(vector, row(vectors, i), weight);
  });
  return { ...measure(values, heldOutSides, Math.sqrt(squares)), vector };
}

function addTo(sum: Float64Array, values: Float64Array, weight: number): void {
  for (let k = 0; k < sum.length; k += 1) sum[k] = (sum[k] ?? 0) + weight * (values[k] ?? 0);
}

/** The directions from the least robust on. */
export function fromFragile({ features }: Pick<Examined, "features">): number[] {
  return [...features.keys()].toSorted(
    (i, j) => (features[i]?.robustness ?? 0) - (features[j]?.robustness ?? 0) || i - j,
  );
}

/** The sum of some directions, each turned towards the first class: Goh's ensemble, a = Σ sign(E[y aᵢᵀx]) aᵢ. */
export function ensemble(examined: Examined, members: readonly number[]): Combination {
  const weights = new Float64Array(examined.vectors.rows);
  for (const i of members) weights[i] = examined.signs[i] ?? 0;
  return combine(examined, weights);
}

/**
 * Usefulness of the same sum on the very pictures, and for the very labels, that decided its signs. With shuffled labels that is what
 * chance alone makes of so many directions.
 */
export function ensembleInSample(
  first: Matrix,
  sides: Float64Array,
  members: readonly number[],
): number {
  const values = new Float64Array(first.columns);
  for (const i of members) {
    const response = row(first, i);
    addTo(values, response, moments(response, sides).covariance < 0 ? -1 : 1);
  }
  return measure(values, sides, 1).usefulness;
}

/** (1 − alpha) times one feature of variance 1 plus alpha times another: Goh's containment. */
export function mixture(
  examined: Examined,
  [robust, fragile]: readonly [number, number],
  alpha: number,
): Combination {
  const { signs, features, vectors } = examined;
  const weights = new Float64Array(vectors.rows);
  const scaled = (i: number, part: number): number =>
    (part * (signs[i] ?? 1)) / (features[i]?.robustness || 1);
  weights[robust] = scaled(robust, 1 - alpha);
  weights[fragile] = (weights[fragile] ?? 0) + scaled(fragile, alpha);
  return combine(examined, weights);
}

/** The linear feature that fits the labels of the first half best, Σ⁻¹ E[y x]: the end of the front of what linear features can be. */
export function leastSquaresFeature(examined: Examined): Combination {
  const { first, firstSides, vectors } = examined;
  const weights = Float64Array.from({ length: vectors.rows }, (_, i) => {
    const { deviation, covariance } = moments(row(first, i), firstSides);
    return deviation === 0 ? 0 : covariance / (deviation * deviation);
  });
  return combine(examined, weights);
}

/** The direction that the first half finds most useful. */
export function mostUseful({ first, firstSides }: Examined): number {
  let [found, best] = [0, -1];
  for (let i = 0; i < first.rows; i += 1) {
    const { deviation, covariance } = moments(row(first, i), firstSides);
    const usefulness = deviation === 0 ? 0 : Math.abs(covariance) / deviation;
    if (usefulness > best) [found, best] = [i, usefulness];
  }
  return found;
}

/** Some rows of a matrix. */
export function rowsOf(given: Matrix, kept: readonly number[]): Matrix {
  const made = matrix(kept.length, given.columns);
  kept.forEach((from, to) => row(made, to).set(row(given, from)));
  return made;
}
