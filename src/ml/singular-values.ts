import { isTurned, rotate, symmetricEigen } from "./eigen.ts";
import { dot, gram, type Matrix, matrix, row, transposed } from "./matrix.ts";
import type { InUnits } from "./units.ts";

/** a = Σ values[i] · left[i] ⊗ right[i], for as many i as the matrix has rank. */
export interface SingularValues {
  /** Largest first, all above 0. */
  readonly values: Float64Array;
  /** Row i has length 1 and one number for each row of the matrix. */
  readonly left: Matrix;
  /** Row i has length 1 and one number for each column; of these the largest in size (of equals the first) is positive. */
  readonly right: Matrix;
}

/**
 * The thin singular value decomposition of a tall matrix, without the directions that rounding makes of nothing: those whose
 * value is below rows · 2⁻⁵² of the largest. The eigenvectors of aᵀa turn the columns nearly orthogonal, Jacobi's rotations
 * (Hestenes 1958) finish them, so that small values do not suffer from the square.
 */
export function* thinSvd(given: Matrix): InUnits<SingularValues> {
  if (given.rows < given.columns) {
    throw new RangeError(
      `a matrix of ${given.rows} rows and ${given.columns} columns is not tall; give its transpose, and exchange left and right`,
    );
  }
  const a = transposed(given);
  const products = yield* shareOf(gram(a), 0, 0.1);
  const { vectors } = yield* shareOf(symmetricEigen(products), 0.1, 0.6);
  const columns = yield* shareOf(turnedColumns(a, vectors), 0.6, 0.7);
  yield* orthogonalise(columns, vectors);
  return ranked(columns, vectors);
}

/** Tells the share of a part of the work as one of the whole. */
function* shareOf<Result>(part: InUnits<Result>, from: number, to: number): InUnits<Result> {
  for (;;) {
    const { done, value } = part.next();
    if (done === true) return value;
    yield from + (to - from) * value;
  }
}

/** Row i: a's rows summed with the components of vector i. */
function* turnedColumns(a: Matrix, vectors: Matrix): InUnits<Matrix> {
  const made = matrix(a.rows, a.columns);
  for (let i = 0; i < made.rows; i += 1) {
    const to = row(made, i);
    for (let j = 0; j < a.rows; j += 1) {
      const factor = vectors.values[i * a.rows + j] ?? 0;
      const from = row(a, j);
      for (let k = 0; k < to.length; k += 1) to[k] = (to[k] ?? 0) + factor * (from[k] ?? 0);
      if (j % 64 === 63) yield i / made.rows;
    }
    yield i / made.rows;
  }
  return made;
}

const mostSweeps = 30;

/** Rotates pairs of rows until all are orthogonal, the rows of `vectors` alike. */
function* orthogonalise(columns: Matrix, vectors: Matrix): InUnits<void> {
  const n = columns.rows;
  const squares = new Float64Array(n);
  // What the rounding of an inner product amounts to.
  const tolerance = Math.sqrt(columns.columns) * 2 ** -51;
  for (let sweep = 0, isDone = false; !isDone; sweep += 1) {
    if (sweep === mostSweeps) throw new Error(`no singular values in ${mostSweeps} sweeps`);
    isDone = true;
    for (let i = 0; i < n; i += 1) squares[i] = dot(row(columns, i), row(columns, i));
    const negligible = squares.reduce((most, value) => Math.max(most, value), 0) * 2 ** -104;
    let work = 0;
    for (let i = 0; i < n; i += 1) {
      const x = row(columns, i);
      for (let j = i + 1; j < n; j += 1) {
        const y = row(columns, j);
        const product = dot(x, y);
        const xx = squares[i] ?? 0;
        const yy = squares[j] ?? 0;
        work += columns.columns;
        if (
          product !== 0 &&
          Math.abs(product) > tolerance * Math.sqrt(xx * yy) &&
          Math.min(xx, yy) > negligible
        ) {
          isDone = false;
          const ratio = (yy - xx) / (2 * product);
          const root = Math.abs(ratio) + Math.sqrt(1 + ratio * ratio);
          const tangent = (ratio < 0 ? -1 : 1) / root;
          const cosine = 1 / Math.sqrt(1 + tangent * tangent);
          rotate(x, y, cosine, cosine * tangent);
          rotate(row(vectors, i), row(vectors, j), cosine, cosine * tangent);
          squares[i] = dot(x, x);
          squares[j] = dot(y, y);
          work += 6 * columns.columns;
        }
        if (work > 2_000_000) {
          work = 0;
          yield 0.7 + 0.3 * (1 - 0.5 ** (sweep + i / n));
        }
      }
    }
  }
}

function ranked(columns: Matrix, vectors: Matrix): SingularValues {
  const lengths = Float64Array.from({ length: columns.rows }, (_, i) =>
    Math.sqrt(dot(row(columns, i), row(columns, i))),
  );
  const largest = lengths.reduce((most, value) => Math.max(most, value), 0);
  const order = [...lengths.keys()]
    .filter((i) => (lengths[i] ?? 0) > largest * columns.columns * 2 ** -52)
    .toSorted((i, j) => (lengths[j] ?? 0) - (lengths[i] ?? 0) || i - j);
  const left = matrix(order.length, columns.columns);
  const right = matrix(order.length, vectors.columns);
  order.forEach((from, to) => {
    const vector = row(vectors, from);
    const sign = isTurned(vector) ? -1 : 1;
    const scale = sign * (lengths[from] ?? 1);
    row(right, to).set(vector.map((value) => sign * value));
    row(left, to).set(row(columns, from).map((value) => value / scale));
  });
  return { values: Float64Array.from(order, (i) => lengths[i] ?? 0), left, right };
}
