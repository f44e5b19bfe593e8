import type { Claim, Judgement, Verdict } from "#lab/claim.ts";

import type { Dose, Outcome } from "./outcome.ts";

const paper = "https://arxiv.org/abs/1905.02175";
const chance = 0.1;

/** Half of a 99 % interval of a share measured on `count` images, normal approximation, at its widest. */
const margin = (count: number): number => 2.58 * Math.sqrt(0.25 / Math.max(1, count));

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

interface Ends {
  readonly pupil: Dose;
  readonly control: Dose;
  readonly margin: number;
}

/** The finished pupils of each outcome; none while a run is under way. */
function ends(outcomes: readonly Outcome[]): Ends[] {
  return outcomes.flatMap(({ doses, testCount }) => {
    const control = doses.find(({ epsilon }) => epsilon === 0);
    const pupil = doses.at(-1);
    if (control === undefined || pupil === undefined || pupil.epsilon === 0) return [];
    return [{ control, pupil, margin: margin(testCount) }];
  });
}

/** Holds or fails only when every seed says so beyond its margin. */
function judge(
  outcomes: readonly Outcome[],
  distance: (end: Ends) => number,
  evidence: (end: Ends) => string,
): Judgement {
  const all = ends(outcomes);
  if (all.length === 0) return { verdict: "unclear", evidence: "no pupil has finished" };
  const verdicts = all.map((end): Verdict => {
    const by = distance(end);
    return by > end.margin ? "holds" : by < -end.margin ? "fails" : "unclear";
  });
  const [first = "unclear"] = verdicts;
  const verdict = verdicts.every((other) => other === first) ? first : "unclear";
  return {
    verdict,
    evidence: evidence(average(all)) + (all.length > 1 ? `, mean of ${all.length} seeds` : ""),
  };
}

function average(all: readonly Ends[]): Ends {
  const mean = (of: (end: Ends) => number): number =>
    all.reduce((sum, end) => sum + of(end), 0) / all.length;
  const dose = (of: (end: Ends) => Dose): Dose => ({
    epsilon: mean((end) => of(end).epsilon),
    fooled: mean((end) => of(end).fooled),
    accuracyTrue: mean((end) => of(end).accuracyTrue),
    accuracyTaught: mean((end) => of(end).accuracyTaught),
  });
  return {
    pupil: dose((end) => end.pupil),
    control: dose((end) => end.control),
    margin: mean((end) => end.margin),
  };
}

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
        ({ pupil }) => `${percent(pupil.accuracyTrue)} on true labels, chance is 10 %`,
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
        ({ pupil, control }) =>
          `${percent(control.accuracyTrue)} on true labels without perturbation, ${percent(pupil.accuracyTrue)} with it`,
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
        ({ pupil }) =>
          `${percent(pupil.accuracyTrue)} on true labels, ${percent(pupil.accuracyTaught)} on the labels taught`,
      ),
  },
];
