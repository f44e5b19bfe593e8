/** Linear systems by Cholesky's factors in 64 bits, from + − × ÷ and √ alone, so that every engine agrees to the bit. */
import { dot, gram, type Matrix, matrix, row, transposed } from "./matrix.ts";
import type { InUnits } from "./units.ts";

/**
 * x of a · x = b for a symmetric positive definite matrix, of which the lower triangle is read; one column of x for each of b.
 * A unit of work is one row.
 */
export function* solvePositive(a: Matrix, b: Matrix): InUnits<Matrix> {
  const n = a.rows;
  if (a.columns !== n || b.rows !== n) {
    throw new RangeError(
      `a system of ${n} × ${a.columns} with ${b.rows} right-hand rows has no solution; it is n × n with n rows`,
    );
  }
  const factor = yield* cholesky(a);
  const upper = transposed(factor);
  const columns = transposed(b);
  for (let c = 0; c < columns.rows; c += 1) {
    const x = row(columns, c);
    // L y = b from the top, then Lᵀ x = y from the bottom.
    for (let i = 0; i < n; i += 1) {
      x[i] = ((x[i] ?? 0) - dot(row(factor, i), x, 0, i)) / (factor.values[i * n + i] ?? 1);
    }
    for (let i = n - 1; i >= 0; i -= 1) {
      x[i] = ((x[i] ?? 0) - dot(row(upper, i), x, i + 1, n)) / (factor.values[i * n + i] ?? 1);
    }
    yield 0.5 + (0.5 * c) / columns.rows;
  }
  return transposed(columns);
}

/**
 * The x of least |a · x − b|² + ridge · |x|², by the normal equations; one column for each of b. Without a ridge the matrix has
 * full rank: a tall one then gives the least squares, a wide one the shortest of the exact solutions. A product's condition is
 * the square of the matrix's: about 1e-16 of it is lost to rounding.
 */
export function* leastSquares(a: Matrix, b: Matrix, ridge = 0): InUnits<Matrix> {
  if (a.rows !== b.rows) {
    throw new RangeError(
      `a matrix of ${a.rows} rows cannot fit ${b.rows} right-hand rows; give as many`,
    );
  }
  if (!(ridge >= 0)) throw new RangeError(`the ridge is ${ridge}; give 0 or more`);
  const turned = transposed(a);
  // (aᵀa + ridge) x = aᵀb, or x = aᵀ y with (a aᵀ + ridge) y = b.
  const isTall = a.rows >= a.columns;
  const products = yield* gram(isTall ? turned : a);
  for (let i = 0; i < products.rows; i += 1) {
    const at = i * products.rows + i;
    products.values[at] = (products.values[at] ?? 0) + ridge;
  }
  if (isTall) return yield* solvePositive(products, yield* product(turned, b));
  return yield* product(turned, yield* solvePositive(products, b));
}

/** L of L · Lᵀ = a. */
function* cholesky(a: Matrix): InUnits<Matrix> {
  const n = a.rows;
  const factor = matrix(n, n);
  for (let i = 0; i < n; i += 1) {
    const line = row(factor, i);
    for (let j = 0; j < i; j += 1) {
      const rest = (a.values[i * n + j] ?? 0) - dot(line, row(factor, j), 0, j);
      line[j] = rest / (factor.values[j * n + j] ?? 1);
    }
    const rest = (a.values[i * n + i] ?? 0) - dot(line, line, 0, i);
    // What rounding leaves of a dependent row is nothing that could be divided by.
    if (!(rest > n * Number.EPSILON * Math.abs(a.values[i * n + i] ?? 0))) {
      throw new RangeError(
        `the matrix is not positive definite at row ${i}; add a ridge, or leave out what depends on the rows before`,
      );
    }
    line[i] = Math.sqrt(rest);
    yield (0.5 * i) / n;
  }
  return factor;
}

function* product(a: Matrix, b: Matrix): InUnits<Matrix> {
  const columns = transposed(b);
  const made = matrix(a.rows, b.columns);
  for (let i = 0; i < a.rows; i += 1) {
    for (let c = 0; c < columns.rows; c += 1) {
      made.values[i * b.columns + c] = dot(row(a, i), row(columns, c));
    }
    yield i / a.rows;
  }
  return made;
}
