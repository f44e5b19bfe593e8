import type { Point } from "./figure.ts";

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % points of Student's t by degrees of freedom, from 1; beyond the last the normal's. */
const studentPoints = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
] as const;

/** Mean of at least one value with its 95 % confidence interval by Student's t; of a single value all three are the same. */
export function meanInterval(values: readonly number[]): Interval {
  if (values.length === 0) throw new RangeError("no values to take the mean of");
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const freedom = values.length - 1;
  if (freedom === 0) return { mean, low: mean, high: mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = (studentPoints[freedom - 1] ?? 1.96) * Math.sqrt(squares / freedom / values.length);
  return { mean, low: mean - half, high: mean + half };
}

/**
 * Rows of several seeds as points, one an x that every seed has reached: the mean of `y`, and over several seeds its 95 % interval,
 * rounded to four digits.
 */
export function overSeeds<Row>(
  seeds: readonly (readonly Row[])[],
  x: (row: Row) => number,
  y: (row: Row) => number,
): Point[] {
  return points(seeds, x, y, (value) => Number(value.toPrecision(4)));
}

const percentage = (value: number): number =>
  Math.round(1000 * Math.min(1, Math.max(0, value))) / 10;

/** Like `overSeeds` for shares, 0 to 1: as percentages with one decimal, within 0 and 100. */
export function percentsOverSeeds<Row>(
  seeds: readonly (readonly Row[])[],
  x: (row: Row) => number,
  share: (row: Row) => number,
): Point[] {
  return points(seeds, x, share, percentage);
}

function points<Row>(
  seeds: readonly (readonly Row[])[],
  x: (row: Row) => number,
  y: (row: Row) => number,
  round: (value: number) => number,
): Point[] {
  const [first = [], ...others] = seeds;
  const reached = Math.min(first.length, ...others.map((rows) => rows.length));
  return first.slice(0, reached).map((row, i) => {
    const values = seeds.flatMap((rows) => rows.slice(i, i + 1)).map((other) => y(other));
    const { mean, low, high } = meanInterval(values);
    const point = { x: x(row), y: round(mean) };
    return values.length === 1 ? point : { ...point, low: round(low), high: round(high) };
  });
}
