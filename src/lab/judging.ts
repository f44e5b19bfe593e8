import type { Judgement, Verdict } from "./claim.ts";
import { meanInterval } from "./intervals.ts";

/** A share, 0 to 1, in words: `"61.3 %"`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Half of a 99 % interval of a share measured on `count` cases, normal approximation, at its widest. */
export function shareMargin(count: number): number {
  return 2.58 * Math.sqrt(0.25 / Math.max(1, count));
}

/** What one seed says of a claim: how far its number lies on the claim's side, and how far it must to count. */
export interface Reading {
  readonly distance: number;
  readonly margin: number;
}

/** Holds or fails only when every seed says so beyond its margin; `evidence` is a clause with the seeds' numbers. */
export function judgeSeeds<Seed>(
  seeds: readonly Seed[],
  {
    read,
    evidence,
    nothing,
  }: {
    readonly read: (seed: Seed) => Reading;
    readonly evidence: (mean: (of: (seed: Seed) => number) => number) => string;
    /** What is said before any seed has come so far. */
    readonly nothing: string;
  },
): Judgement {
  if (seeds.length === 0) return { verdict: "unclear", evidence: nothing };
  const verdicts = seeds.map((seed): Verdict => {
    const { distance, margin } = read(seed);
    return distance > margin ? "holds" : distance < -margin ? "fails" : "unclear";
  });
  const [first = "unclear"] = verdicts;
  const said = evidence((of) => meanInterval(seeds.map(of)).mean);
  return {
    verdict: verdicts.every((other) => other === first) ? first : "unclear",
    evidence: seeds.length > 1 ? `${said}, mean of ${seeds.length} seeds` : said,
  };
}
