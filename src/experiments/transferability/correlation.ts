export interface Pair {
  readonly x: number;
  readonly y: number;
}

/** Correlations of pairs, with an interval. */
export interface Correlation {
  /** Pearson's r. */
  readonly pearson: number;
  /** 95 % interval of r by Fisher's z; needs at least four pairs. */
  readonly low: number;
  readonly high: number;
  /** Spearman's ρ: Pearson's r of the ranks, equal values sharing theirs. */
  readonly spearman: number;
}

/** 97.5 % point of the normal distribution. */
const normalPoint = 1.959964;

/** Undefined for fewer than four pairs, or where all values on one side are equal. */
export function correlate(pairs: readonly Pair[]): Correlation | undefined {
  if (pairs.length < 4) return undefined;
  const [x, y] = [pairs.map((pair) => pair.x), pairs.map((pair) => pair.y)];
  const r = pearson(x, y);
  if (r === undefined) return undefined;
  const half = normalPoint / Math.sqrt(pairs.length - 3);
  // At the ends the interval has no width.
  const z = Math.atanh(r);
  return {
    pearson: r,
    low: Math.tanh(z - half),
    high: Math.tanh(z + half),
    spearman: pearson(ranks(x), ranks(y)) ?? 0,
  };
}

function pearson(x: readonly number[], y: readonly number[]): number | undefined {
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  x.forEach((value, i) => {
    const [a, b] = [value - meanX, (y[i] ?? 0) - meanY];
    xx += a * a;
    yy += b * b;
    xy += a * b;
  });
  if (xx === 0 || yy === 0) return undefined;
  return Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** From 1; equal values have the mean of the ranks they fill. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}
