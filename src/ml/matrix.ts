/** A matrix of 64-bit numbers, row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** The matrix of these values, or of zeros. */
export function matrix(rows: number, columns: number, values?: ArrayLike<number>): Matrix {
  if (values !== undefined && values.length !== rows * columns) {
    throw new RangeError(
      `${values.length} values are no matrix of ${rows} rows and ${columns} columns; that has ${rows * columns}`,
    );
  }
  const made = values === undefined ? new Float64Array(rows * columns) : Float64Array.from(values);
  return { rows, columns, values: made };
}

/** A row, where it lies: writing changes the matrix. */
export function row({ columns, values }: Matrix, i: number): Float64Array {
  return values.subarray(i * columns, (i + 1) * columns);
}

export function transposed(a: Matrix): Matrix {
  const made = matrix(a.columns, a.rows);
  for (let i = 0; i < a.rows; i += 1) {
    for (let j = 0; j < a.columns; j += 1) {
      made.values[j * a.rows + i] = a.values[i * a.columns + j] ?? 0;
    }
  }
  return made;
}

/** Σ x · y from `first` to before `end`. Summed in four parts, in this order on every engine. */
export function dot(x: Float64Array, y: Float64Array, first = 0, end = x.length): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let k = first;
  for (; k + 4 <= end; k += 4) {
    a += (x[k] ?? 0) * (y[k] ?? 0);
    b += (x[k + 1] ?? 0) * (y[k + 1] ?? 0);
    c += (x[k + 2] ?? 0) * (y[k + 2] ?? 0);
    d += (x[k + 3] ?? 0) * (y[k + 3] ?? 0);
  }
  for (; k < end; k += 1) a += (x[k] ?? 0) * (y[k] ?? 0);
  return a + b + (c + d);
}

/** Multiply-adds between two points where a computation may pause: a few milliseconds. */
const unit = 2_000_000;

/** The inner products of all pairs of rows, a · aᵀ; only the lower triangle where a symmetric matrix is read from it. */
export function* gram(a: Matrix): Generator<number, Matrix, void> {
  const made = matrix(a.rows, a.rows);
  let work = 0;
  for (let i = 0; i < a.rows; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const product = dot(row(a, i), row(a, j));
      made.values[i * a.rows + j] = product;
      made.values[j * a.rows + i] = product;
      work += a.columns;
      if (work < unit) continue;
      work = 0;
      yield (i / a.rows) ** 2;
    }
  }
  return made;
}
