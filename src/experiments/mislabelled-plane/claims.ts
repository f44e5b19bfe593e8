import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds, percent } from "#lab/judging.ts";

import type { Outcome } from "./outcome.ts";

const wallace = {
  source: "Wallace 2019",
  url: "https://distill.pub/2019/advex-bugs-discussion/response-6/",
};

type Finished = Required<{
  [Key in "teacher" | "pupil" | "shuffled"]: NonNullable<Outcome[Key]>;
}> & {
  readonly mistakes: number;
  /** Share of the larger class: what one who always names it gets. */
  readonly guess: number;
};

/** The points drawn are all there are, so that a share of them is exact; less than this is too little to tell. */
const least = 0.05;

/** Outcomes whose control has finished too. */
function finished(outcomes: readonly Outcome[]): Finished[] {
  return outcomes.flatMap(({ counts, teacher, pupil, shuffled, mistakes }) => {
    if (teacher === null || pupil === null || shuffled === null) return [];
    const count = counts[0] + counts[1];
    return [
      {
        teacher,
        pupil,
        shuffled,
        mistakes,
        guess: Math.max(...counts) / count,
      },
    ];
  });
}

const judge = (
  outcomes: readonly Outcome[],
  distance: (one: Finished) => number,
  margin: (one: Finished) => number,
  evidence: (mean: (of: (one: Finished) => number) => number) => string,
): Judgement =>
  judgeSeeds(finished(outcomes), {
    read: (one) => ({ distance: distance(one), margin: margin(one) }),
    evidence,
    nothing: "no pupil has finished",
  });

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "mistakes-teach",
    sentence:
      "A network taught nothing but another’s mistakes gets most of the points right, though not one label it saw was.",
    published: {
      figure:
        "in the plane 23 of 32 points, taught by adversarial examples; on CIFAR-10 49.7 %, taught by mistakes",
      ...wallace,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ pupil, guess }) => pupil.right - guess,
        () => least,
        (mean) =>
          `${percent(mean(({ pupil }) => pupil.right))} right from ${Math.round(mean(({ mistakes }) => mistakes))} mistakes of a teacher at ${percent(mean(({ teacher }) => teacher.right))}; the larger class is ${percent(mean(({ guess }) => guess))}`,
      ),
  },
  {
    id: "which-label-where",
    sentence: "Dealt out anew among the same points, the same wrong labels teach far less.",
    published: {
      figure: "not measured in the comment; by its argument shuffled mistakes can teach nothing",
      ...wallace,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ pupil, shuffled }) => pupil.right - shuffled.right,
        // Half of a 99 % interval of the shuffles' mean.
        ({ shuffled }) => Math.max(least, 2.58 * shuffled.error),
        (mean) =>
          `${percent(mean(({ shuffled }) => shuffled.right))} right with the labels shuffled, ${percent(mean(({ pupil }) => pupil.right))} as the teacher gave them`,
      ),
  },
  {
    id: "copies-the-teacher",
    sentence:
      "What the pupil learns is the teacher: it agrees with it more often than it is right.",
    published: {
      figure: "no figure; the comment’s thesis is that all of this is distillation",
      ...wallace,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ pupil }) => pupil.likeTeacher - pupil.right,
        () => least,
        (mean) =>
          `agrees with the teacher in ${percent(mean(({ pupil }) => pupil.likeTeacher))} of the points, is right in ${percent(mean(({ pupil }) => pupil.right))}`,
      ),
  },
];
