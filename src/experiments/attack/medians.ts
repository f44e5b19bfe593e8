import type { NetworkName } from "./outcome.ts";
import type { Row } from "./rows.ts";

export interface Median {
  readonly median: number;
  /** Ends of its 99 % interval, from the ranks that a median can have (binomial, normal approximation). */
  readonly low: number;
  readonly high: number;
}

/** Median of the smallest epsilons of one network; one that no radius fools counts as above all others. */
export function medianEpsilon(rows: readonly Row[], name: NetworkName): Median {
  const sorted = rows.map((row) => row[name] ?? Infinity).toSorted((a, b) => a - b);
  const reach = 2.58 * 0.5 * Math.sqrt(sorted.length);
  const at = (rank: number): number =>
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(rank)))] ?? 0;
  const middle = (sorted.length - 1) / 2;
  const median = (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
  return { median, low: at(Math.floor(middle - reach)), high: at(Math.ceil(middle + reach)) };
}
