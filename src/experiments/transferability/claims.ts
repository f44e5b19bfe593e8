import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds, percent, shareMargin } from "#lab/judging.ts";
import { type ArchitectureName, architectureTitles } from "#ml/architectures.ts";

import { correlate, type Pair } from "./correlation.ts";
import { type Mean, meanRivals } from "./mean-rivals.ts";
import type { Outcome } from "./outcome.ts";

const paper = "https://arxiv.org/abs/1905.02175";

export const pairOf = ({ learnt, transfer }: Pick<Mean, "learnt" | "transfer">): Pair => ({
  x: learnt,
  y: transfer,
});

/** One outcome's architectures once all are there, the source's own apart. */
interface Cast {
  readonly own: Mean;
  readonly others: readonly Mean[];
  readonly margin: number;
}

/** Outcomes whose run compares the source's own architecture with others, so far as they have come. */
function castsOf(outcomes: readonly Outcome[]): Cast[] {
  return outcomes.flatMap((outcome) => {
    const means = meanRivals([outcome]);
    const own = means.find(({ architecture }) => architecture === outcome.sourceArchitecture);
    const others = means.filter((mean) => mean !== own);
    if (own === undefined || others.length === 0) return [];
    return [{ own, others, margin: Math.SQRT2 * shareMargin(outcome.testCount) }];
  });
}

const top = (means: readonly Mean[], of: (mean: Mean) => number): number =>
  Math.max(...means.map(of));
const learnt = ({ learnt: share }: Mean): number => share;
const transfer = ({ transfer: share }: Mean): number => share;

/** The others' hardest to fool. */
function hardest({ others }: Cast): Mean | undefined {
  return others.toSorted((a, b) => a.transfer - b.transfer)[0];
}

const name = (architecture: ArchitectureName): string =>
  architectureTitles[architecture].toLowerCase();

function judgeCorrelation(outcomes: readonly Outcome[]): Judgement {
  const means = meanRivals(outcomes);
  const found = correlate(means.map(pairOf));
  if (found === undefined) {
    return { verdict: "unclear", evidence: "fewer than four architectures have finished" };
  }
  const { pearson, low, high, spearman } = found;
  const interval = `95 % interval ${low.toFixed(2)} to ${high.toFixed(2)} by Fisher’s z over ${means.length} architectures`;
  const averaged = outcomes.length > 1 ? `, each a mean of ${outcomes.length} seeds` : "";
  return {
    verdict: low > 0 ? "holds" : high < 0 ? "fails" : "unclear",
    evidence: `Pearson’s r ${pearson.toFixed(2)} (${interval}${averaged}), Spearman’s ρ ${spearman.toFixed(2)}`,
  };
}

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "learns-what-fools",
    sentence:
      "The more of the truth an architecture learns from one network’s perturbed images, the better that network’s attacks transfer to it.",
    published: {
      figure:
        "CIFAR-10, from a ResNet-50: 28 % learnt and 65.5 % fooled (VGG-16) up to 44.7 % and 100 % (ResNet-50), five architectures in rising order, read off the figure",
      source: "Ilyas et al. 2019, fig. 3",
      url: paper,
    },
    check: judgeCorrelation,
  },
  {
    id: "own-kind-first",
    sentence:
      "A fresh network of the source’s own architecture learns most from its perturbed images and is fooled most by its attacks.",
    published: {
      figure:
        "CIFAR-10: ResNet-50 44.7 % learnt, the others 28 to 41.7 %; fooled 100 % against 65.5 to 92.5 %",
      source: "Ilyas et al. 2019, fig. 3",
      url: paper,
    },
    check: (outcomes) =>
      judgeSeeds(castsOf(outcomes), {
        read: ({ own, others, margin }) => ({
          distance: Math.min(
            own.learnt - top(others, learnt),
            own.transfer - top(others, transfer),
          ),
          margin,
        }),
        evidence: (mean) =>
          `own architecture: ${percent(mean(({ own }) => own.learnt))} learnt, ${percent(mean(({ own }) => own.transfer))} fooled; best of the others ${percent(mean(({ others }) => top(others, learnt)))} and ${percent(mean(({ others }) => top(others, transfer)))}`,
        nothing: "the source’s own architecture and another have not both finished",
      }),
  },
  {
    id: "fools-every-kind",
    sentence: "One network’s attacks fool every other architecture more often than not.",
    published: {
      figure:
        "CIFAR-10: 65.5 % for VGG-16, the least; Inception-v3 83 %, ResNet-18 92 %, DenseNet 92.5 %",
      source: "Ilyas et al. 2019, fig. 3",
      url: paper,
    },
    check: (outcomes) =>
      judgeSeeds(castsOf(outcomes), {
        read: (cast) => ({
          distance: (hardest(cast)?.transfer ?? 0) - 0.5,
          margin: shareMargin(hardest(cast)?.attacked ?? 0),
        }),
        evidence: (mean) => {
          const names = new Set(
            castsOf(outcomes).flatMap((cast) => {
              const least = hardest(cast);
              return least === undefined ? [] : [name(least.architecture)];
            }),
          );
          return `${percent(mean((cast) => hardest(cast)?.transfer ?? 0))} of the attacked images for the least fooled (${[...names].join(", ")})`;
        },
        nothing: "no other architecture has finished",
      }),
  },
];
