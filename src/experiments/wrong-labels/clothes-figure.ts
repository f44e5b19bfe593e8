import type { BarFigure, Point } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";

import { accuracyAxis, chanceRule, mark } from "./curves.ts";
import type { Dose, Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";

/** One bar, of the share that each seed has come to. */
function bar(x: number, shares: readonly (number | undefined)[]): Point[] {
  return percentsOverSeeds(
    shares.map((share) => (share === undefined ? [] : [share])),
    () => x,
    (share) => share,
  );
}

/** How the experiment ended on clothes; nothing where none were asked for. */
export function clothesFigure(outcomes: readonly Outcome[], params: Params): BarFigure[] {
  if (params.clothes === "none") return [];
  const found = outcomes.map(({ clothes }) => clothes);
  const doseOf = (isControl: boolean): (Dose | undefined)[] =>
    found.map((clothes) => clothes?.doses.find(({ epsilon }) => (epsilon === 0) === isControl));
  const points = [
    ...bar(
      0,
      found.map((clothes) => clothes?.source),
    ),
    ...bar(
      1,
      doseOf(false).map((dose) => dose?.accuracyTrue),
    ),
    ...bar(
      2,
      doseOf(false).map((dose) => dose?.accuracyTaught),
    ),
    ...bar(
      3,
      doseOf(true).map((dose) => dose?.accuracyTrue),
    ),
  ];
  const value = (x: number): string => {
    const point = points.find((other) => other.x === x);
    return point === undefined ? "… %" : `${point.y} %`;
  };
  return [
    {
      kind: "bar",
      id: "clothes",
      title: "Once more with clothes",
      caption: `On pictures of clothes, moved by at most epsilon ${params.epsilon}, the pupil names the true kind in ${value(1)} and the kind its labels taught in ${value(2)}; without the perturbation the true kind in ${value(3)}.`,
      alt: `Bars of accuracy on clothes: trained on true labels ${value(0)}, pupil on the true class ${value(1)}, pupil on the class taught ${value(2)}, not perturbed ${value(3)}.`,
      categories: ["true\nlabels", "pupil:\ntrue", "pupil:\ntaught", "not\nperturbed"],
      y: { ...accuracyAxis, title: "clean pictures of clothes (%)" },
      series: [{ label: "Fashion-MNIST", mark: mark.truth, origin: "here", points }],
      rules: [chanceRule],
    },
  ];
}
