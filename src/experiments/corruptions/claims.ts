import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds, percent, shareMargin } from "#lab/judging.ts";

import type { Net, Outcome, TrainingName } from "./outcome.ts";

const comment = "https://distill.pub/2019/advex-bugs-discussion/response-1/";

interface Pair {
  readonly standard: number;
  readonly adversarial: number;
  readonly noise: number;
  readonly margin: number;
}

/** Mean accuracy of a network under a corruption, over the severities tried; undefined before the first. */
export function accuracyUnder(net: Net, corruption: string): number | undefined {
  const found = net.exams.filter((exam) => exam.corruption === corruption);
  if (found.length === 0) return undefined;
  return found.reduce((sum, { accuracy }) => sum + accuracy, 0) / found.length;
}

/** Mean error under the waves in the outer half of the map, the high frequencies; undefined before the map is whole. */
export function errorUnderHighWaves({ waves }: Net): number | undefined {
  const side = Math.sqrt(waves.length);
  const half = (side - 1) / 2;
  const outer = waves.filter(
    (_, i) =>
      Math.max(Math.abs(Math.floor(i / side) - half), Math.abs((i % side) - half)) > half / 2,
  );
  let sum = 0;
  for (const error of outer) {
    if (error === null) return undefined;
    sum += error;
  }
  return outer.length === 0 ? undefined : sum / outer.length;
}

/** The three networks of each outcome in which all have been measured. */
function pairs(
  outcomes: readonly Outcome[],
  count: (outcome: Outcome) => number,
  read: (net: Net) => number | undefined,
): Pair[] {
  return outcomes.flatMap((outcome) => {
    const of = (name: TrainingName): number | undefined => {
      const net = outcome.nets.find(({ training }) => training === name);
      return net === undefined ? undefined : read(net);
    };
    const [standard, adversarial, noise] = [of("standard"), of("adversarial"), of("noise")];
    if (standard === undefined || adversarial === undefined || noise === undefined) return [];
    return [{ standard, adversarial, noise, margin: Math.SQRT2 * shareMargin(count(outcome)) }];
  });
}

function judge(found: readonly Pair[], sign: 1 | -1, what: string): Judgement {
  return judgeSeeds(found, {
    read: ({ standard, adversarial, margin }) => ({
      distance: sign * (adversarial - standard),
      margin,
    }),
    evidence: (mean) =>
      `${what}: standard ${percent(mean(({ standard }) => standard))}, adversarially trained ${percent(mean(({ adversarial }) => adversarial))}, noise-trained ${percent(mean(({ noise }) => noise))}`,
    nothing: "the three networks have not been examined yet",
  });
}

const under =
  (corruption: string, sign: 1 | -1, what: string) =>
  (outcomes: readonly Outcome[]): Judgement =>
    judge(
      pairs(
        outcomes,
        ({ testCount }) => testCount,
        (net) => accuracyUnder(net, corruption),
      ),
      sign,
      what,
    );

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "worse-in-fog",
    sentence: "Adversarial training makes a network worse in fog.",
    published: {
      figure: "CIFAR-10 in fog: 85.7 % right without adversarial training, 55.3 % with it",
      source: "Gilmer and Hendrycks 2019",
      url: comment,
    },
    check: under("fog", -1, "right in fog"),
  },
  {
    id: "worse-in-low-contrast",
    sentence: "Adversarial training makes a network worse where contrast is low.",
    published: {
      figure: "contrast is named beside fog, without a number",
      source: "Gilmer and Hendrycks 2019",
      url: comment,
    },
    check: under("contrast", -1, "right in low contrast"),
  },
  {
    id: "better-in-noise",
    sentence: "Adversarial training makes a network better in noise.",
    published: {
      figure: "shown as a map of frequencies, without a number",
      source: "Gilmer and Hendrycks 2019, figure 2",
      url: comment,
    },
    check: under("gaussian-noise", 1, "right in noise"),
  },
  {
    id: "steadier-under-fine-waves",
    sentence: "Adversarial training makes a network steadier against waves of high frequency.",
    published: {
      figure: "shown as a map of frequencies, without a number",
      source: "Gilmer and Hendrycks 2019, figure 2",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        pairs(outcomes, ({ waveCount }) => waveCount, errorUnderHighWaves),
        -1,
        "wrong under waves of high frequency",
      ),
  },
];
