import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds, percent, shareMargin } from "#lab/judging.ts";

import type { Attack, Outcome } from "./outcome.ts";

const comment = "https://distill.pub/2019/advex-bugs-discussion/response-5/";
const chance = 0.1;

interface Pair {
  readonly plain: Attack;
  readonly aware: Attack;
  readonly testCount: number;
  readonly imageCount: number;
}

/** Both attacks of each outcome that has come so far; of a pupil under way the last exam counts once `isTaught` asks for one. */
function pairs(outcomes: readonly Outcome[], isTaught: boolean): Pair[] {
  return outcomes.flatMap(({ plain, aware, testCount, imageCount }) => {
    if (plain === null || aware === null) return [];
    if (isTaught && (plain.pupil.length === 0 || aware.pupil.length === 0)) return [];
    return [{ plain, aware, testCount, imageCount }];
  });
}

const knows = ({ pupil }: Attack): number => pupil.at(-1)?.accuracyTrue ?? 0;

/** Half of a 99 % interval of the difference of two shares that were each measured on `count` cases. */
function differenceMargin(a: number, b: number, count: number): number {
  return 2.58 * Math.sqrt((a * (1 - a) + b * (1 - b)) / Math.max(1, count));
}

/** Two attacks within so much of each other fool the target alike. */
const alike = 0.05;

const judge = (
  seeds: readonly Pair[],
  read: (pair: Pair) => { readonly distance: number; readonly margin: number },
  evidence: (mean: (of: (pair: Pair) => number) => number) => string,
): Judgement =>
  judgeSeeds(seeds, { read, evidence, nothing: "the two attacks are not yet finished" });

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "fools-alike",
    sentence: "Both attacks fool the network they are aimed at about equally often.",
    published: {
      figure: "CIFAR-10, L∞: 99.6 % plain, 98.6 % ensemble-aware; L2: 99.9 % and 99.3 %",
      source: "Nakkiran 2019",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        pairs(outcomes, false),
        ({ plain, aware, imageCount }) => ({
          distance: alike - Math.abs(plain.fooled - aware.fooled),
          margin: differenceMargin(plain.fooled, aware.fooled, imageCount),
        }),
        (mean) =>
          `${percent(mean(({ plain }) => plain.fooled))} plain, ${percent(mean(({ aware }) => aware.fooled))} ensemble-aware; alike is within 5 points`,
      ),
  },
  {
    id: "does-not-transfer",
    sentence:
      "An attack that spares an ensemble does not transfer: a network it has never met is hardly ever fooled.",
    published: {
      figure: "CIFAR-10, L∞: 52.1 % plain, 0.8 % ensemble-aware; L2: 82.5 % and 1.7 %",
      source: "Nakkiran 2019",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        pairs(outcomes, false),
        ({ plain, aware, imageCount }) => ({
          distance: Math.min(plain.transferred - aware.transferred, chance - aware.transferred),
          margin: differenceMargin(plain.transferred, aware.transferred, imageCount),
        }),
        (mean) =>
          `a fresh network is fooled by ${percent(mean(({ plain }) => plain.transferred))} of the plain attack’s images, by ${percent(mean(({ aware }) => aware.transferred))} of the ensemble-aware one’s`,
      ),
  },
  {
    id: "teaches-nothing",
    sentence:
      "Perturbations that do not transfer teach nothing: their pupil gets clean images right less often than chance, the other attack’s pupil more often than it.",
    published: {
      figure: "CIFAR-10, L∞: 23.7 % plain, 2.5 % ensemble-aware; L2: 33.2 % and 2.8 %",
      source: "Nakkiran 2019",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        pairs(outcomes, true),
        ({ plain, aware, testCount }) => ({
          distance: Math.min(knows(plain) - knows(aware), chance - knows(aware)),
          margin: Math.min(
            shareMargin(testCount),
            differenceMargin(knows(plain), knows(aware), testCount),
          ),
        }),
        (mean) =>
          `${percent(mean(({ plain }) => knows(plain)))} on true labels from the plain attack, ${percent(mean(({ aware }) => knows(aware)))} from the ensemble-aware one; chance is 10 %`,
      ),
  },
];
