import { symmetricEigen } from "#ml/eigen.ts";
import { dot, gram, type Matrix, matrix, row, transposed } from "#ml/matrix.ts";
import type { InUnits } from "#ml/units.ts";

import type { Half } from "./halves.ts";

/** A linear feature f(x) = aᵀx / ‖a‖_Σ, seen on held-out pictures (Goh 2019, response 3). */
export interface Feature {
  /** ‖a‖_Σ / ‖a‖₂: how long a move (L2) must be that changes f by its own standard deviation. */
  readonly robustness: number;
  /** E[y f(x)]. */
  readonly usefulness: number;
}

/** Standard deviation that rounding to 256 levels gives a pixel; a direction that varies less shows nothing of the data. */
export const rounding = 1 / 255 / Math.sqrt(12);

/** The second moments of centred pictures, E[xxᵀ]. */
export function* secondMoments({ pictures }: Half): InUnits<Matrix> {
  const sums = yield* gram(transposed(pictures));
  return { ...sums, values: sums.values.map((value) => value / pictures.rows) };
}

/** Right singular vectors of the pictures, the most varied first, of length 1; without those that vary less than rounding. */
export function* singularDirections(products: Matrix): InUnits<Matrix> {
  const { values, vectors } = yield* symmetricEigen(products);
  const count = values.filter((value) => value > rounding * rounding).length;
  return matrix(count, products.columns, vectors.values.subarray(0, count * products.columns));
}

/** Multiply-adds of a unit of work. */
const unit = 2_000_000;

/** aᵀx of every direction (a row) for every picture (a column). */
export function* responses(directions: Matrix, { pictures }: Half): InUnits<Matrix> {
  const made = matrix(directions.rows, pictures.rows);
  let work = 0;
  for (let i = 0; i < directions.rows; i += 1) {
    const direction = row(directions, i);
    for (let j = 0; j < pictures.rows; j += 1) {
      made.values[i * pictures.rows + j] = dot(direction, row(pictures, j));
      work += pictures.columns;
      if (work < unit) continue;
      work = 0;
      yield i / directions.rows;
    }
  }
  return made;
}

/** The feature of a vector of that length by its responses; one that never varies is neither robust nor useful. */
export function measure(values: Float64Array, sides: Float64Array, length: number): Feature {
  const { deviation, covariance } = moments(values, sides);
  if (deviation === 0) return { robustness: 0, usefulness: 0 };
  return { robustness: deviation / length, usefulness: covariance / deviation };
}

/** Standard deviation, and E[y (v − mean)]. */
export function moments(
  values: Float64Array,
  sides: Float64Array,
): { readonly deviation: number; readonly covariance: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let [squares, products] = [0, 0];
  for (let j = 0; j < values.length; j += 1) {
    const apart = (values[j] ?? 0) - mean;
    squares += apart * apart;
    products += (sides[j] ?? 0) * apart;
  }
  return { deviation: Math.sqrt(squares / values.length), covariance: products / values.length };
}
