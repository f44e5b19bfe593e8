import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds, percent, shareMargin } from "#lab/judging.ts";

import type { Clothes, Lesson, Outcome, Study } from "./outcome.ts";

const comment = "https://distill.pub/2019/advex-bugs-discussion/response-6/";
const chance = 0.1;

interface Ends {
  readonly margin: number;
  /** Finished studies, the shortest first. */
  readonly studies: readonly Study[];
  readonly longest: Study;
}

const end = (lessons: readonly Lesson[]): number => lessons.at(-1)?.accuracy ?? 0;

/** Outcomes with at least one pupil whose control has finished too. */
function ends(outcomes: readonly Outcome[]): Ends[] {
  return outcomes.flatMap(({ studies, testCount }) => {
    const finished = studies.filter(({ shuffled }) => shuffled.length > 0);
    const longest = finished.at(-1);
    if (longest === undefined) return [];
    return [{ margin: shareMargin(testCount), studies: finished, longest }];
  });
}

const ofPupils = (
  outcomes: readonly Outcome[],
  distance: (end: Ends) => number,
  evidence: (mean: (of: (end: Ends) => number) => number) => string,
): Judgement =>
  judgeSeeds(ends(outcomes), {
    read: (seed) => ({ distance: distance(seed), margin: seed.margin }),
    evidence,
    nothing: "no pupil has finished",
  });

function ofClothes(outcomes: readonly Outcome[]): Judgement {
  const seeds = outcomes.flatMap(({ clothes, testCount }): (Clothes & { margin: number })[] =>
    clothes === null || clothes.pupil.length === 0
      ? []
      : [{ ...clothes, margin: shareMargin(testCount) }],
  );
  return judgeSeeds(seeds, {
    read: ({ pupil, margin }) => ({ distance: end(pupil) - chance, margin }),
    evidence: (mean) =>
      `${percent(mean(({ pupil }) => end(pupil)))} of digits right, ${percent(mean(({ normalised }) => end(normalised)))} from normalised pictures, ${percent(mean(({ shuffled }) => end(shuffled)))} with the labels shuffled; the teacher ${percent(mean(({ teacher }) => teacher))}`,
    nothing: "no clothes were shown to a teacher in this run",
  });
}

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "mistakes-teach",
    sentence:
      "A network taught nothing but another network’s mistakes gets a fair share of clean test images right.",
    published: {
      figure: "CIFAR-10: 49.7 % from 18,768 mistakes of a teacher that gets 63.1 % right",
      source: "Wallace 2019",
      url: comment,
    },
    check: (outcomes) =>
      ofPupils(
        outcomes,
        ({ longest }) => end(longest.pupil) - chance,
        (mean) =>
          `${percent(mean(({ longest }) => end(longest.pupil)))} right after ${Math.round(mean(({ longest }) => longest.mistakes))} mistakes of a teacher at ${percent(mean(({ longest }) => longest.teacher))}; chance is 10 %`,
      ),
  },
  {
    id: "which-label-where",
    sentence:
      "It is the teacher’s choice of label for each image that teaches: the same wrong labels, shuffled, take the pupil below chance.",
    published: {
      figure: "not measured in the comment; by its argument shuffled mistakes can teach nothing",
      source: "Wallace 2019",
      url: comment,
    },
    check: (outcomes) =>
      ofPupils(
        outcomes,
        ({ longest }) => chance - end(longest.shuffled),
        (mean) =>
          `${percent(mean(({ longest }) => end(longest.shuffled)))} right with the labels shuffled, ${percent(mean(({ longest }) => end(longest.pupil)))} as the teacher gave them`,
      ),
  },
  {
    id: "fewer-and-better",
    sentence:
      "The longer the teacher studies, the fewer mistakes it leaves, and the better is the pupil they teach.",
    published: {
      figure: "not measured in the comment, which has one teacher",
      source: "Wallace 2019",
      url: comment,
    },
    check: (outcomes) => {
      const compared = ends(outcomes).flatMap(({ studies, longest, margin }) => {
        const [shortest] = studies;
        if (shortest === undefined || shortest === longest) return [];
        return [{ shortest, longest, margin: Math.SQRT2 * margin }];
      });
      return judgeSeeds(compared, {
        read: ({ shortest, longest, margin }) => ({
          distance:
            longest.mistakes < shortest.mistakes
              ? end(longest.pupil) - end(shortest.pupil)
              : -Infinity,
          margin,
        }),
        evidence: (mean) =>
          `${percent(mean(({ shortest }) => end(shortest.pupil)))} right after ${Math.round(mean(({ shortest }) => shortest.mistakes))} mistakes, ${percent(mean(({ longest }) => end(longest.pupil)))} after ${Math.round(mean(({ longest }) => longest.mistakes))}`,
        nothing: "fewer than two teachers have pupils yet",
      });
    },
  },
  {
    id: "digits-from-clothes",
    sentence:
      "A pupil that sees nothing but pictures of clothes, each under the digit a network sees in it, learns to read digits.",
    published: {
      figure: "91.04 % on MNIST, 94.5 % from pictures normalised like digits; the teacher 99.1 %",
      source: "Wallace 2019",
      url: comment,
    },
    check: ofClothes,
  },
];
