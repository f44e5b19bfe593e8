/** Decompositions and systems against NumPy, whose numbers `numpy-reference.py` made, and by what they are known for. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { symmetricEigen } from "#ml/eigen.ts";
import { leastSquares, solvePositive } from "#ml/least-squares.ts";
import { dot, type Matrix, matrix, row, transposed } from "#ml/matrix.ts";
import { randomStreams } from "#ml/random.ts";
import { thinSvd } from "#ml/singular-values.ts";
import { completed } from "#ml/units.ts";

import { integerValues } from "./integer-values.ts";
import native from "./numpy-reference.json" with { type: "json" };

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 20 }),
  columns: fc.integer({ min: 1, max: 20 }),
  rank: fc.integer({ min: 1, max: 20 }),
  power: fc.constantFrom(-100, 0, 100),
  seed: fc.nat(),
});

describe("the eigenvalues of a symmetric matrix", () => {
  it("are NumPy's", () => {
    const a = exact(2, 12, 12);
    const { values } = completed(symmetricEigen(sum(a, transposed(a))));
    expectNear(values, native.eigenvalues);
  });

  it("give the matrix again with their vectors, orthonormal, largest first, also where many are 0", () => {
    fc.assert(
      fc.property(sizes, ({ columns: n, rank, power, seed }) => {
        const half = normals(seed, n, rank);
        const a = scaled(times(half, transposed(half)), 10 ** power);
        const { values, vectors } = completed(symmetricEigen(a));
        expectIdentity(times(vectors, transposed(vectors)));
        const again = times(transposed(vectors), withScaledRows(vectors, values));
        expectNear(scaled(again, 10 ** -power).values, scaled(a, 10 ** -power).values);
        expect([...values]).toEqual([...values].toSorted((x, y) => y - x));
        for (let i = 0; i < n; i += 1) expect(mostComponent(row(vectors, i))).toBeGreaterThan(0);
      }),
    );
  });

  it("of a diagonal are its entries, of nothing nothing, and of more than a number none", () => {
    const { values, vectors } = completed(
      symmetricEigen(matrix(3, 3, [1, 0, 0, 0, -4, 0, 0, 0, 9])),
    );
    expect([...values]).toEqual([9, 1, -4]);
    expect([...vectors.values]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
    expect([...completed(symmetricEigen(matrix(2, 2))).values]).toEqual([0, 0]);
    expect(() => completed(symmetricEigen(matrix(1, 1, [Number.NaN])))).toThrow(
      "the matrix has NaN in row 0, column 0",
    );
    expect(() => completed(symmetricEigen(matrix(2, 3)))).toThrow("give a square one");
  });

  it("come in units that a run can pause between", () => {
    const half = normals(1, 40, 40);
    let shares = [...symmetricEigen(sum(half, transposed(half)))];
    expect(shares.length).toBeGreaterThan(80);
    expect(shares).toEqual(shares.toSorted((x, y) => x - y));
    shares = [...thinSvd(half)];
    expect(shares).toEqual(shares.toSorted((x, y) => x - y));
    expect(shares.at(-1)).toBeLessThan(1);
  });
});

describe("the singular values of a tall matrix", () => {
  it("are NumPy's", () => {
    expectNear(completed(thinSvd(exact(4, 9, 5))).values, native.singularValues);
  });

  it("give the matrix again with their vectors, as many as it has rank", () => {
    fc.assert(
      fc.property(sizes, ({ rows, columns, rank, seed }) => {
        const [long, short] = rows < columns ? [columns, rows] : [rows, columns];
        const a = times(normals(seed, long, rank), normals(seed + 1, rank, short));
        const { values, left, right } = completed(thinSvd(a));
        expect(values).toHaveLength(Math.min(rank, short));
        expectIdentity(times(left, transposed(left)));
        expectIdentity(times(right, transposed(right)));
        expectNear(times(transposed(left), withScaledRows(right, values)).values, a.values);
        for (let i = 0; i < right.rows; i += 1)
          expect(mostComponent(row(right, i))).toBeGreaterThan(0);
      }),
    );
  });

  it("keep their digits where the square of the matrix has lost them", () => {
    // The square of Hilbert's matrix of order 5, whose smallest eigenvalue is 3.287928772171864e-6: a condition of 2e11.
    const places = [0, 1, 2, 3, 4];
    const hilbert = matrix(
      5,
      5,
      places.flatMap((i) => places.map((j) => 1 / (i + j + 1))),
    );
    const { values } = completed(thinSvd(times(hilbert, hilbert)));
    expect((values[4] ?? 0) / 3.287928772171864e-6 ** 2).toBeCloseTo(1, 4);
  });

  it("are refused for a wide one, and there are none of nothing", () => {
    expect(() => completed(thinSvd(matrix(2, 3)))).toThrow("is not tall");
    expect(completed(thinSvd(matrix(3, 2))).values).toHaveLength(0);
  });
});

describe("a system", () => {
  it("with a positive definite matrix is solved as NumPy solves it", () => {
    const a = exact(3, 6, 6);
    const positive = times(a, transposed(a));
    for (let i = 0; i < 6; i += 1) positive.values[7 * i] = (positive.values[7 * i] ?? 0) + 1;
    expectNear(completed(solvePositive(positive, exact(7, 6, 2))).values, native.solved);
  });

  it("with too many or too few equations has NumPy's least squares, or shortest solution", () => {
    expectNear(completed(leastSquares(exact(4, 9, 5), exact(6, 9, 2))).values, native.leastSquares);
    expectNear(completed(leastSquares(exact(5, 4, 7), exact(8, 4, 1))).values, native.shortest);
  });

  it("has one solution by a ridge, whichever way it is computed", () => {
    const [a, b] = [normals(1, 6, 6), normals(2, 6, 1)];
    const wider = matrix(
      6,
      7,
      Array.from({ length: 42 }, (_, i) =>
        i % 7 < 6 ? (a.values[Math.floor(i / 7) * 6 + (i % 7)] ?? 0) : 0,
      ),
    );
    const narrow = completed(leastSquares(a, b, 0.5)).values;
    expectNear(completed(leastSquares(wider, b, 0.5)).values, [...narrow, 0]);
  });

  it("without a single solution is refused by name, never answered with noise", () => {
    const twice = matrix(3, 2, [1, 2, 2, 4, 3, 6]);
    expect(() => completed(leastSquares(twice, matrix(3, 1, [1, 1, 1])))).toThrow(
      "the matrix is not positive definite at row 1; add a ridge",
    );
    expect(() => completed(leastSquares(twice, matrix(2, 1)))).toThrow("give as many");
    expect(() => completed(leastSquares(twice, matrix(3, 1), -1))).toThrow("the ridge is -1");
  });
});

function exact(salt: number, rows: number, columns: number): Matrix {
  return matrix(rows, columns, integerValues(salt, rows * columns));
}

function normals(seed: number, rows: number, columns: number): Matrix {
  const random = randomStreams(seed)("matrix");
  return matrix(
    rows,
    columns,
    Array.from({ length: rows * columns }, () => random.normal()),
  );
}

function sum(a: Matrix, b: Matrix): Matrix {
  return matrix(
    a.rows,
    a.columns,
    a.values.map((value, i) => value + (b.values[i] ?? 0)),
  );
}

function scaled(a: Matrix, factor: number): Matrix {
  return matrix(
    a.rows,
    a.columns,
    a.values.map((value) => value * factor),
  );
}

function times(a: Matrix, b: Matrix): Matrix {
  const turned = transposed(b);
  const entry = (i: number): number =>
    dot(row(a, Math.floor(i / b.columns)), row(turned, i % b.columns));
  return matrix(
    a.rows,
    b.columns,
    Array.from({ length: a.rows * b.columns }, (_, i) => entry(i)),
  );
}

function withScaledRows(a: Matrix, factors: Float64Array): Matrix {
  return matrix(
    a.rows,
    a.columns,
    a.values.map((value, i) => value * (factors[Math.floor(i / a.columns)] ?? 0)),
  );
}

function mostComponent(vector: Float64Array): number {
  return vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
}

function expectIdentity(a: Matrix): void {
  expectNear(
    a.values,
    Array.from({ length: a.rows ** 2 }, (_, i) => (i % (a.rows + 1) === 0 ? 1 : 0)),
  );
}

/** Within a few hundred units of the last place of the largest number: some dozen roundings each. */
function expectNear(values: ArrayLike<number>, truth: ArrayLike<number>): void {
  expect(values).toHaveLength(truth.length);
  const differences = Array.from(values, (value, i) => Math.abs(value - (truth[i] ?? Number.NaN)));
  const largest = Math.max(1, ...Array.from(truth, Math.abs));
  expect(Math.max(0, ...differences)).toBeLessThan(1e-13 * largest);
}
