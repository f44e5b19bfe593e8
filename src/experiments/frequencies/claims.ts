import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds, percent, shareMargin } from "#lab/judging.ts";

import type { Band, Outcome, Pass } from "./outcome.ts";

const comment = "https://distill.pub/2019/advex-bugs-discussion/response-1/";
const chance = 0.1;

interface Reached extends Band {
  readonly margin: number;
}

/** What is least left by a filter: the high-pass of the largest cutoff, the low-pass of the smallest. */
export function leastOf(bands: readonly Band[], pass: Pass): Band | undefined {
  const found = bands.filter((band) => band.pass === pass).toSorted((a, b) => a.cutoff - b.cutoff);
  return pass === "high" ? found.at(-1) : found.at(0);
}

function beyond(outcomes: readonly Outcome[], pass: Pass, bound: number): Judgement {
  const reached = outcomes.flatMap(({ bands, testCount }): Reached[] => {
    const band = leastOf(bands, pass);
    return band === undefined ? [] : [{ ...band, margin: shareMargin(testCount) }];
  });
  const [first] = reached;
  const words = pass === "high" ? "beyond" : "up to";
  return judgeSeeds(reached, {
    read: ({ accuracy, margin }) => ({ distance: accuracy - bound, margin }),
    evidence: (mean) =>
      `${percent(mean(({ accuracy }) => accuracy))} right by frequencies ${words} ${first?.cutoff ?? 0}, where the pixels’ standard deviation is ${percent(mean(({ contrast }) => contrast))} of full brightness; chance is 10 %`,
    nothing: "no network has finished",
  });
}

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "grey-speaks",
    sentence:
      "A network shown only the high frequencies of a picture, which a person sees as an even grey, is right far more often than chance.",
    published: {
      figure: "ImageNet, 1,000 classes: 50 % right from high frequencies",
      source: "Gilmer and Hendrycks 2019, figure 1",
      url: comment,
    },
    check: (outcomes) => beyond(outcomes, "high", chance),
  },
  {
    id: "half-of-grey",
    sentence: "From such a grey the network is right at least half of the time.",
    published: {
      figure: "ImageNet: 51 % right from the high-pass of size 105",
      source: "Gilmer and Hendrycks 2019, figure 1",
      url: comment,
    },
    check: (outcomes) => beyond(outcomes, "high", 0.5),
  },
  {
    id: "blobs-suffice",
    sentence:
      "Nothing but blobs, the lowest frequencies, is enough to be right more than 30 % of the time.",
    published: {
      figure: "ImageNet: above 30 % from the low-pass of size 7",
      source: "Gilmer and Hendrycks 2019, figure 1",
      url: comment,
    },
    check: (outcomes) => beyond(outcomes, "low", 0.3),
  },
];
