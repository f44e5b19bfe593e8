import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds, type Reading } from "#lab/judging.ts";

import type { Found, Outcome } from "./outcome.ts";

const comment = "https://distill.pub/2019/advex-bugs-discussion/response-3/";

/** A share of the best direction’s usefulness from which a direction counts as useful. */
const useful = 0.5;
/** How much more useful the ensemble must be than its best member. */
const gain = 2;
/** The part of the robust feature’s usefulness that the mixture must keep, and of the way to the fragile one’s robustness, on a logarithmic scale, that it must have gone. */
const kept = 0.75;

interface Seed {
  readonly found: Found;
  /** Half of a 99 % interval of a usefulness near 0. */
  readonly margin: number;
}

type MeanOf = (of: (seed: Seed) => number) => number;

const judge = (
  outcomes: readonly Outcome[],
  distance: (seed: Seed) => number,
  evidence: (mean: MeanOf) => string,
  /** Standard deviation of the distance, a usefulness near 0 having 1. */
  spread: (seed: Seed) => number = () => 1,
): Judgement =>
  judgeSeeds(
    outcomes.flatMap(({ found, heldOut }): Seed[] =>
      found === null ? [] : [{ found, margin: 2.58 / Math.sqrt(Math.max(1, heldOut)) }],
    ),
    {
      read: (seed): Reading => ({ distance: distance(seed), margin: seed.margin * spread(seed) }),
      evidence,
      nothing: "the directions are not measured yet",
    },
  );

/** The part of the way, on a logarithmic scale, from the robust feature’s robustness to the fragile one’s. */
export function wayToFragile({ robustness, robust, fragile }: Mixed): number {
  const whole = Math.log(robust.robustness / fragile.robustness);
  return whole === 0 ? 0 : Math.log(robust.robustness / robustness) / whole;
}

type Mixed = Pick<Found["mixture"], "robustness" | "robust" | "fragile">;

const digits = (value: number): string => value.toFixed(3);

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "none-useful-and-fragile",
    sentence: "No single direction is both useful and fragile.",
    published: {
      figure:
        "CIFAR-10, lorries against frogs: of 729 directions three are above 0.3, the best has 0.386; of the 349 most fragile none is above 0.027",
      source: "Goh 2019, the data of its first diagram",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ found }) => useful * found.best - found.ensemble.best,
        (mean) =>
          `the best of all directions has ${digits(mean(({ found }) => found.best))}, the best of the ${Math.round(mean(({ found }) => found.ensemble.members))} most fragile ${digits(mean(({ found }) => found.ensemble.best))}`,
      ),
  },
  {
    id: "many-fragile-are-useful",
    sentence: "The sum of hundreds of fragile, useless directions is useful.",
    published: {
      figure: "0.208 for the sum of 349, 0.027 for the best of them",
      source: "Goh 2019, the data of its second diagram",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ found: { ensemble } }) => ensemble.usefulness - gain * Math.max(0, ensemble.best),
        (mean) =>
          `${digits(mean(({ found }) => found.ensemble.usefulness))} for the sum of ${Math.round(mean(({ found }) => found.ensemble.members))} on held-out pictures, ${digits(mean(({ found }) => found.ensemble.best))} for the best of them; ${digits(mean(({ found }) => found.ensemble.inSample))} on the pictures that chose their signs, ${digits(mean(({ found }) => found.ensemble.shuffled))} there with shuffled labels`,
        () => Math.hypot(1, gain),
      ),
  },
  {
    id: "mixture-passes",
    sentence:
      "Mixed with junk, a robust and useful direction passes for a useful one that is fragile.",
    published: {
      figure:
        "0.286 of 0.314, nine tenths of the way from the robust direction’s robustness to the junk’s (logarithmic)",
      source: "Goh 2019, the data of its third diagram",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ found }) =>
          wayToFragile(found.mixture) < kept
            ? -Infinity
            : found.mixture.usefulness - kept * found.mixture.robust.usefulness,
        (mean) =>
          `${digits(mean(({ found }) => found.mixture.usefulness))} of ${digits(mean(({ found }) => found.mixture.robust.usefulness))}, ${Math.round(100 * mean(({ found }) => wayToFragile(found.mixture)))} % of the way to the junk’s robustness`,
        // The mixture is c · robust + s · junk with c² + s² = 1, measured on the same pictures.
        ({ found: { mixture } }) => {
          const length = Math.hypot(1 - mixture.alpha, mixture.alpha);
          return Math.hypot((1 - mixture.alpha) / length - kept, mixture.alpha / length);
        },
      ),
  },
];
