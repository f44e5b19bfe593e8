/** Eigenvalues and eigenvectors of symmetric matrices in 64 bits, from + − × ÷ and √ alone, so that every engine agrees to the bit. */
import { dot, type Matrix, matrix, row } from "./matrix.ts";
import type { InUnits } from "./units.ts";

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** Row i is the vector of length 1 of value i; of its components the largest in size (of equals the first) is positive. */
  readonly vectors: Matrix;
}

/**
 * The decomposition of a symmetric matrix, of which the lower triangle is read: Householder's reduction to three diagonals, then
 * QL steps with implicit shifts (Golub and Van Loan 2013, sections 8.3.1 and 8.3.5). A unit of work takes about 20 n² operations.
 */
export function* symmetricEigen(given: Matrix): InUnits<Eigen> {
  const n = given.rows;
  if (given.columns !== n) {
    throw new RangeError(
      `a matrix of ${n} rows and ${given.columns} columns has no eigenvalues; give a square one`,
    );
  }
  const [a, scale] = scaledCopy(given);
  const { diagonal, below, reflections } = yield* tridiagonal(a);
  // Row i: what becomes the eigenvector of the diagonal's entry i.
  const z = matrix(n, n);
  for (let i = 0; i < n; i += 1) z.values[i * n + i] = 1;
  yield* rotateBack(a, reflections, z);
  yield* implicitQl(diagonal, below, z);
  return sorted(diagonal, z, scale);
}

/** The full matrix divided by a power of two that brings its largest entry near 1, so that no square leaves the format. */
function scaledCopy(given: Matrix): [copy: Matrix, scale: number] {
  const n = given.rows;
  let largest = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const value = given.values[i * n + j] ?? 0;
      if (!Number.isFinite(value)) {
        throw new RangeError(
          `the matrix has ${value} in row ${i}, column ${j}; only finite numbers have a decomposition`,
        );
      }
      largest = Math.max(largest, Math.abs(value));
    }
  }
  let scale = 1;
  while (largest / scale >= 2) scale *= 2;
  if (largest > 0) while (largest / scale < 1) scale /= 2;
  const copy = matrix(n, n);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const value = (given.values[i * n + j] ?? 0) / scale;
      copy.values[i * n + j] = value;
      copy.values[j * n + i] = value;
    }
  }
  return [copy, scale];
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Entry i lies between i and i + 1; the last is 0. */
  readonly below: Float64Array;
  /** 2 / |v|² of each reflection, 0 where none is needed; v lies right of the diagonal in its row. */
  readonly reflections: Float64Array;
}

/** T = Qᵀ a Q, its reflections left in the rows of `a`. */
function* tridiagonal(a: Matrix): InUnits<Tridiagonal> {
  const n = a.rows;
  const [diagonal, below, reflections] = [
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
  ];
  const w = new Float64Array(n);
  for (let k = 0; k < n; k += 1) {
    const v = row(a, k);
    diagonal[k] = v[k] ?? 0;
    if (k + 1 === n) break;
    const first = v[k + 1] ?? 0;
    const rest = dot(v, v, k + 2, n);
    below[k] = first;
    if (rest === 0) continue;
    const length = Math.sqrt(first * first + rest);
    const turned = first > 0 ? -length : length;
    below[k] = turned;
    v[k + 1] = first - turned;
    const factor = 2 / (rest + (first - turned) * (first - turned));
    reflections[k] = factor;
    for (let i = k + 1; i < n; i += 1) w[i] = factor * dot(row(a, i), v, k + 1, n);
    const overlap = (factor / 2) * dot(w, v, k + 1, n);
    for (let i = k + 1; i < n; i += 1) w[i] = (w[i] ?? 0) - overlap * (v[i] ?? 0);
    for (let i = k + 1; i < n; i += 1) {
      const line = row(a, i);
      const vi = v[i] ?? 0;
      const wi = w[i] ?? 0;
      for (let j = k + 1; j < n; j += 1) {
        line[j] = (line[j] ?? 0) - (vi * (w[j] ?? 0) + wi * (v[j] ?? 0));
      }
    }
    yield (0.3 * (k + 1)) / n;
  }
  return { diagonal, below, reflections };
}

/** z = Qᵀ from the reflections, the last first. */
function* rotateBack(a: Matrix, reflections: Float64Array, z: Matrix): InUnits<void> {
  const n = a.rows;
  for (let k = n - 3; k >= 0; k -= 1) {
    const factor = reflections[k] ?? 0;
    if (factor === 0) continue;
    const v = row(a, k);
    for (let i = k + 1; i < n; i += 1) {
      const line = row(z, i);
      const part = factor * dot(line, v, k + 1, n);
      for (let j = k + 1; j < n; j += 1) line[j] = (line[j] ?? 0) - part * (v[j] ?? 0);
    }
    yield 0.3 + (0.2 * (n - k)) / n;
  }
}

const mostSteps = 60;

/** Makes `below` zero by rotations, which the rows of z take part in. */
function* implicitQl(diagonal: Float64Array, below: Float64Array, z: Matrix): InUnits<void> {
  const n = diagonal.length;
  const size = diagonal.reduce(
    (most, value, i) => Math.max(most, Math.abs(value) + Math.abs(below[i] ?? 0)),
    0,
  );
  const negligible = size * Number.EPSILON;
  for (let first = 0; first < n; first += 1) {
    for (let step = 0; ; step += 1) {
      let last = first;
      while (last + 1 < n && Math.abs(below[last] ?? 0) > negligible) last += 1;
      if (last === first) break;
      if (step === mostSteps) {
        throw new Error(`eigenvalue ${first} of ${n} is not found in ${mostSteps} steps`);
      }
      chase(diagonal, below, z, first, last);
      yield 0.5 + (0.5 * first) / n;
    }
  }
}

/** One QL step on the block from `first` to `last`: the shift of Wilkinson, then a rotation for each pair of neighbours, upwards. */
function chase(
  diagonal: Float64Array,
  below: Float64Array,
  z: Matrix,
  first: number,
  last: number,
): void {
  const [top, corner] = [diagonal[first] ?? 0, below[first] ?? 0];
  const ratio = ((diagonal[first + 1] ?? 0) - top) / (2 * corner);
  const root = Math.sqrt(ratio * ratio + 1);
  const shift = top - corner / (ratio + (ratio < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let moved = 0;
  let bulge = (diagonal[last] ?? 0) - shift;
  for (let i = last - 1; i >= first; i -= 1) {
    const off = below[i] ?? 0;
    const along = sine * off;
    const across = cosine * off;
    const radius = Math.sqrt(along * along + bulge * bulge);
    below[i + 1] = radius;
    if (radius === 0) {
      // The block falls apart here; its upper part goes on in the next step.
      diagonal[i + 1] = (diagonal[i + 1] ?? 0) - moved;
      below[last] = 0;
      return;
    }
    sine = along / radius;
    cosine = bulge / radius;
    const reduced = (diagonal[i + 1] ?? 0) - moved;
    const change = ((diagonal[i] ?? 0) - reduced) * sine + 2 * cosine * across;
    moved = sine * change;
    diagonal[i + 1] = reduced + moved;
    bulge = cosine * change - across;
    rotate(row(z, i), row(z, i + 1), cosine, sine);
  }
  diagonal[first] = (diagonal[first] ?? 0) - moved;
  below[first] = bulge;
  below[last] = 0;
}

/** (x, y) becomes (c x − s y, s x + c y). */
export function rotate(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < x.length; k += 1) {
    const left = x[k] ?? 0;
    const right = y[k] ?? 0;
    x[k] = cosine * left - sine * right;
    y[k] = sine * left + cosine * right;
  }
}

function sorted(diagonal: Float64Array, z: Matrix, scale: number): Eigen {
  const n = diagonal.length;
  const order = [...diagonal.keys()].toSorted(
    (i, j) => (diagonal[j] ?? 0) - (diagonal[i] ?? 0) || i - j,
  );
  const vectors = matrix(n, n);
  order.forEach((from, to) => {
    const vector = row(vectors, to);
    vector.set(row(z, from));
    if (isTurned(vector)) vector.forEach((value, k) => (vector[k] = -value));
  });
  return { values: Float64Array.from(order, (i) => (diagonal[i] ?? 0) * scale), vectors };
}

/** Whether the component that is largest in size, of equals the first, is negative. */
export function isTurned(vector: Float64Array): boolean {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0;
}
