import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds, percent, shareMargin } from "#lab/judging.ts";

import type { Dose, Outcome } from "./outcome.ts";

const paper = "https://arxiv.org/abs/1905.02175";
const chance = 0.1;

const jordan = {
  source: "Jordan, a re-run with a ResNet-9 (not a paper), beside Ilyas et al. 2019, table 1",
  url: "https://github.com/KellerJordan/cifar10-zoo",
};

interface Ends {
  readonly pupil: Dose;
  readonly control: Dose;
  readonly margin: number;
}

/** The finished pupils of each outcome; none while a run is under way. */
function ends(outcomes: readonly Pick<Outcome, "doses" | "testCount">[]): Ends[] {
  return outcomes.flatMap(({ doses, testCount }) => {
    const control = doses.find(({ epsilon }) => epsilon === 0);
    const pupil = doses.at(-1);
    if (control === undefined || pupil === undefined || pupil.epsilon === 0) return [];
    return [{ control, pupil, margin: shareMargin(testCount) }];
  });
}

/** Leakage-only controls that have finished, with the pupil of the same kind of labels. */
function leaks(outcomes: readonly Outcome[]) {
  return outcomes.flatMap((outcome) => {
    const { leakage, testCount } = outcome;
    const [end] = ends([outcome]);
    if (leakage === null || leakage.rand === null || leakage.det === null || end === undefined) {
      return [];
    }
    const { rand, det, labels } = leakage;
    return [
      { rand, det, own: leakage[labels] ?? det, pupil: end.pupil, margin: shareMargin(testCount) },
    ];
  });
}
const unfinished = "no leakage-only control has finished";

/** The pupil and its control on clothes, where both have finished. */
function clothed(outcomes: readonly Outcome[]): Ends[] {
  return outcomes.flatMap(({ clothes, testCount }) =>
    clothes === null ? [] : ends([{ doses: clothes.doses, testCount }]),
  );
}

const judge = (
  outcomes: readonly Outcome[],
  distance: (end: Ends) => number,
  evidence: (mean: (of: (end: Ends) => number) => number) => string,
): Judgement =>
  judgeSeeds(ends(outcomes), {
    read: (end) => ({ distance: distance(end), margin: end.margin }),
    evidence,
    nothing: "no pupil has finished",
  });

const pupilTrue = ({ pupil }: Ends): number => pupil.accuracyTrue;
const controlTrue = ({ control }: Ends): number => control.accuracyTrue;

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "beats-chance",
    sentence:
      "A network trained only on wrong labels gets clean test images right far more often than chance.",
    published: {
      figure:
        "CIFAR-10: 63.3 % from RandLabels, 43.7 % from DetLabels, 95.3 % from the true labels",
      source: "Ilyas et al. 2019, table 1",
      url: paper,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ pupil }) => pupil.accuracyTrue - chance,
        (mean) => `${percent(mean(pupilTrue))} on true labels, chance is 10 %`,
      ),
  },
  {
    id: "needs-perturbation",
    sentence:
      "It is the perturbation that teaches it: the same wrong labels on untouched images teach nothing true.",
    published: {
      figure:
        "not measured in the paper; by its argument unperturbed images with wrong labels cannot help",
      source: "Ilyas et al. 2019, § 3.2",
      url: paper,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ pupil, control, margin: m }) =>
          Math.min(
            pupil.accuracyTrue - control.accuracyTrue,
            chance + 2 * m - control.accuracyTrue,
          ),
        (mean) =>
          `${percent(mean(controlTrue))} on true labels without perturbation, ${percent(mean(pupilTrue))} with it`,
      ),
  },
  {
    id: "truth-outweighs-teaching",
    sentence:
      "On clean images the pupil names the true class more often than the class its labels taught.",
    published: {
      figure: "CIFAR-10, DetLabels: 43.7 % on true labels, 16.2 % on the labels taught",
      source: "Ilyas et al. 2019, appendix D",
      url: paper,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ pupil }) => pupil.accuracyTrue - pupil.accuracyTaught,
        (mean) =>
          `${percent(mean(pupilTrue))} on true labels, ${percent(mean(({ pupil }) => pupil.accuracyTaught))} on the labels taught`,
      ),
  },
  {
    id: "noise-leaks-with-rand",
    sentence:
      "With RandLabels, noise that carries no feature teaches the truth just as well, if images are left alone whose label happens to be right.",
    published: {
      figure: "CIFAR-10, RandLabels: 78 to 80 % from noise alone, 63.3 % from the perturbation",
      ...jordan,
    },
    check: (outcomes) =>
      judgeSeeds(leaks(outcomes), {
        read: ({ rand, margin }) => ({ distance: rand.accuracyTrue - chance, margin }),
        evidence: (mean) =>
          `${percent(mean(({ rand }) => rand.accuracyTrue))} on true labels from noise and ${Math.round(mean(({ rand }) => rand.leftAlone))} images left alone, chance is 10 %`,
        nothing: unfinished,
      }),
  },
  {
    id: "more-than-leakage",
    sentence: "The perturbation teaches more of the truth than such leakage alone.",
    published: {
      figure:
        "CIFAR-10, DetLabels: 43.7 % from the perturbation, 25 to 32 % from noise alone; with RandLabels noise gives more",
      ...jordan,
    },
    check: (outcomes) =>
      judgeSeeds(leaks(outcomes), {
        read: ({ own, pupil, margin }) => ({
          distance: pupil.accuracyTrue - own.accuracyTrue,
          margin: Math.SQRT2 * margin,
        }),
        evidence: (mean) =>
          `${percent(mean(({ pupil }) => pupil.accuracyTrue))} on true labels from the perturbation, ${percent(mean(({ own }) => own.accuracyTrue))} from noise and ${Math.round(mean(({ own }) => own.leftAlone))} images left alone`,
        nothing: unfinished,
      }),
  },
  {
    id: "clothes-too",
    sentence: "The same comes out with quite other pictures.",
    published: {
      figure:
        "Restricted ImageNet, nine kinds of things: 87.9 % from RandLabels, 64.4 % from DetLabels, 96.6 % from the true labels",
      source: "Ilyas et al. 2019, appendix D",
      url: paper,
    },
    check: (outcomes) =>
      judgeSeeds(clothed(outcomes), {
        read: ({ pupil, control, margin }) => ({
          distance: Math.min(
            pupil.accuracyTrue - chance,
            pupil.accuracyTrue - control.accuracyTrue,
          ),
          margin,
        }),
        evidence: (mean) =>
          `${percent(mean(pupilTrue))} of clothes right, ${percent(mean(({ pupil }) => pupil.accuracyTaught))} named as taught, ${percent(mean(controlTrue))} right without perturbation`,
        nothing: "no clothes were asked for in this run",
      }),
  },
];
