import type { Claim } from "#lab/claim.ts";
import { judgeSeeds, percent, type Reading, shareMargin } from "#lab/judging.ts";

import type { NetworkName, Outcome, Study } from "./outcome.ts";

const paper = "https://arxiv.org/abs/1905.02175";

interface Finished {
  readonly robust: Study;
  readonly standard: Study;
  readonly apart: number;
  readonly testCount: number;
}

/** Outcomes in which both sets are matched whole and read. */
function matched(outcomes: readonly Outcome[]): Finished[] {
  return outcomes.flatMap(({ robust, standard, apart, testCount }) =>
    robust === null || standard === null || apart === null || standard.readByOwn === 0
      ? []
      : [{ robust, standard, apart, testCount }],
  );
}

/** Those whose pupils have both sat every exam. */
function examined(outcomes: readonly Outcome[]): Finished[] {
  return matched(outcomes).filter(
    ({ robust, standard }) =>
      robust.exams.length > 1 && robust.exams.length === standard.exams.length,
  );
}

const accuracyAt = ({ exams }: Study, epsilon: number): number =>
  exams.find((exam) => exam.epsilon === epsilon)?.accuracy ?? 0;

/** The epsilon at which the two pupils are least apart, for their margin. */
function closest({ robust, standard, testCount }: Finished): Reading {
  const readings = robust.exams
    .filter(({ epsilon }) => epsilon > 0)
    .map(({ epsilon, accuracy }) => {
      const other = accuracyAt(standard, epsilon);
      // Half of a 99 % interval of a difference of shares.
      const variance = (accuracy * (1 - accuracy) + other * (1 - other)) / testCount;
      return { distance: accuracy - other, margin: 2.58 * Math.sqrt(variance) };
    });
  const [first = { distance: 0, margin: 0 }] = readings;
  return readings.reduce(
    (least, one) => (one.distance - one.margin < least.distance - least.margin ? one : least),
    first,
  );
}

/** How much nearer the matched images are to their targets than to their starts, of a pair's distance. */
const turned = ({ toStart, toTarget }: Study, apart: number): number =>
  (toStart - toTarget) / Math.max(1e-9, apart);

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "inherits-robustness",
    sentence:
      "A pupil of images made with a robust network withstands attacks better than a pupil of images made with a standard one, at every epsilon.",
    published: {
      figure:
        "CIFAR-10: 48.2 % against 0.8 % at an L2 epsilon of 0.25, 21.85 % against 0.0 % at 0.5",
      source: "Ilyas et al. 2019, table 7",
      url: paper,
    },
    check: (outcomes) =>
      judgeSeeds(examined(outcomes), {
        read: closest,
        evidence: (mean) =>
          (examined(outcomes)[0]?.robust.exams ?? [])
            .map(
              ({ epsilon }) =>
                `${percent(mean(({ robust }) => accuracyAt(robust, epsilon)))} against ${percent(mean(({ standard }) => accuracyAt(standard, epsilon)))} at ${epsilon}`,
            )
            .join(", "),
        nothing: "the two pupils have not been examined in this run",
      }),
  },
  {
    id: "turns-into-target",
    sentence:
      "Matched under the robust network an image moves further from its start and nearer to its target than under the standard one.",
    published: {
      figure: "shown in pictures, without a figure",
      source: "Ilyas et al. 2019, figure 2",
      url: paper,
    },
    check: (outcomes) =>
      judgeSeeds(matched(outcomes), {
        read: ({ robust, standard, apart }) => ({
          distance: turned(robust, apart) - turned(standard, apart),
          margin: 0.05,
        }),
        evidence: (mean) => {
          const of = (name: NetworkName): string =>
            `${mean((seed) => seed[name].toTarget).toFixed(2)} from the target and ${mean((seed) => seed[name].toStart).toFixed(2)} from the start under the ${name} network`;
          return `${of("robust")}, ${of("standard")}, where the two are ${mean(({ apart }) => apart).toFixed(2)} apart`;
        },
        nothing: "no two sets have been matched in this run",
      }),
  },
  {
    id: "read-by-the-other",
    sentence:
      "What is made with the robust network shows its target to the other network too, and more often than what is made with the standard one.",
    published: {
      figure: "not measured in the paper; by its argument only robust features are seen by both",
      source: "Ilyas et al. 2019, § 3.1",
      url: paper,
    },
    check: (outcomes) =>
      judgeSeeds(matched(outcomes), {
        read: ({ robust, standard }) => ({
          distance: robust.readByOther - standard.readByOther,
          margin: Math.SQRT2 * shareMargin(Math.min(robust.matched, standard.matched)),
        }),
        evidence: (mean) =>
          `${percent(mean(({ robust }) => robust.readByOther))} of the robust network’s images are read as their target by the standard one, ${percent(mean(({ standard }) => standard.readByOther))} the other way round`,
        nothing: "no two sets have been matched in this run",
      }),
  },
];
