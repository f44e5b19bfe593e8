import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds, percent, shareMargin } from "#lab/judging.ts";

import type { Dose, Outcome } from "./outcome.ts";
import type { LabelKind } from "./plan.ts";

const comment = "https://distill.pub/2019/advex-bugs-discussion/response-2/";
export const chance = 0.1;

/** The part of a pupil’s lead over chance that counts as a good part: the published 23.5 of 63.3 % is a quarter. */
const goodPart = 0.25;

interface Ends {
  readonly margin: number;
  readonly radius: number;
  readonly kept: number;
  readonly control: Dose;
  /** The largest dose for which the templates are certified. */
  readonly dose: Dose;
}

/** The largest finished dose within the certified radius. */
export function certifiedDose(doses: readonly Dose[], radius: number): Dose | undefined {
  return doses.findLast(({ epsilon }) => epsilon > 0 && epsilon <= radius);
}

function ends(outcomes: readonly Outcome[], kind: LabelKind): Ends[] {
  return outcomes.flatMap(({ studies, radius, certificate, testCount }) => {
    const doses = studies.find(({ labels }) => labels === kind)?.doses ?? [];
    const control = doses.find(({ epsilon }) => epsilon === 0);
    const dose = certifiedDose(doses, radius);
    if (control === undefined || dose === undefined || certificate === null) return [];
    return [{ control, dose, radius, kept: certificate.kept, margin: shareMargin(testCount) }];
  });
}

/** Says why nothing can be judged. */
function lack(outcomes: readonly Outcome[], kind: LabelKind): string {
  const doses = outcomes.flatMap(({ studies }) =>
    studies.filter(({ labels }) => labels === kind).flatMap((study) => study.doses),
  );
  const perturbed = doses.filter(({ epsilon }) => epsilon > 0);
  return perturbed.length > 0 && outcomes.every(({ radius }) => !certifiedDose(perturbed, radius))
    ? "no data set lies within the certified radius, so “robust” says nothing of its features"
    : `no pupil of ${kind === "rand" ? "RandLabels" : "DetLabels"} and its control have finished`;
}

type MeanOf = (of: (end: Ends) => number) => number;

const judge = (
  outcomes: readonly Outcome[],
  kind: LabelKind,
  distance: (end: Ends) => number,
  evidence: (mean: MeanOf) => string,
): Judgement =>
  judgeSeeds(ends(outcomes, kind), {
    read: (end) => ({ distance: distance(end), margin: end.margin }),
    evidence: (mean) =>
      `${evidence(mean)}; epsilon ${mean(({ dose }) => dose.epsilon)}, certified to ${mean(({ radius }) => radius)}, where ${percent(mean(({ kept }) => kept))} of predictions are kept`,
    nothing: lack(outcomes, kind),
  });

const readout = ({ dose }: Ends): number => dose.readout;
const pupil = ({ dose }: Ends): number => dose.pupil;

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "rand-leaks",
    sentence: "Robust features alone explain a good part of what a network learns from RandLabels.",
    published: {
      figure:
        "CIFAR-10: 23.5 % from robust features, where a network reaches 63.3 %; the 88 % printed beside it is another data set’s, Restricted ImageNet’s",
      source: "Goh 2019; Ilyas et al. 2019, table 1",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        "rand",
        ({ dose, control }) =>
          Math.min(
            dose.readout - chance - goodPart * Math.max(0, dose.pupil - chance),
            dose.readout - control.readout,
          ),
        (mean) =>
          `${percent(mean(readout))} from robust features, ${percent(mean(pupil))} by the network, ${percent(mean(({ control }) => control.readout))} from robust features without perturbation`,
      ),
  },
  {
    id: "det-does-not-leak",
    sentence:
      "On DetLabels the same robust features get clean images right less often than chance.",
    published: {
      figure: "CIFAR-10: 6.81 % from robust features",
      source: "Goh 2019",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        "det",
        ({ dose }) => chance - dose.readout,
        (mean) => `${percent(mean(readout))} from robust features, chance is 10 %`,
      ),
  },
  {
    id: "det-still-teaches",
    sentence:
      "A network nevertheless learns the truth from DetLabels, and so from something that is not robust.",
    published: {
      figure: "CIFAR-10: 43.7 % by a network, 6.81 % from robust features",
      source: "Ilyas et al. 2019, table 1; Goh 2019",
      url: comment,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        "det",
        ({ dose }) => Math.min(dose.pupil - chance, dose.pupil - dose.readout),
        (mean) =>
          `${percent(mean(pupil))} by the network, ${percent(mean(readout))} from robust features, chance is 10 %`,
      ),
  },
];
