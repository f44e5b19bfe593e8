import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, LineFigure, Point } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";

import { mark } from "./marks.ts";
import { type NetworkName, networkNames, type Outcome } from "./outcome.ts";
import { choice, setPictures, watchedPair } from "./pictures.ts";
import { epsilons } from "./plan.ts";
import type { Params } from "./spec.ts";

/** Ilyas et al. 2019, table 7, sets made from images. */
const published: Readonly<Record<NetworkName, readonly Point[]>> = {
  robust: [
    { x: 0, y: 85.4 },
    { x: 0.25, y: 48.2 },
    { x: 0.5, y: 21.85 },
  ],
  standard: [
    { x: 0, y: 87.68 },
    { x: 0.25, y: 0.82 },
    { x: 0.5, y: 0 },
  ],
};

const setName = { robust: "robust net’s images", standard: "standard net’s images" } as const;

function robustness(outcomes: readonly Outcome[]): LineFigure {
  const curve = (name: NetworkName): Point[] =>
    percentsOverSeeds(
      outcomes.map((outcome) => outcome[name]?.exams ?? []),
      ({ epsilon }) => epsilon,
      ({ accuracy }) => accuracy,
    );
  const curves = { robust: curve("robust"), standard: curve("standard") };
  const said = curves.robust.flatMap(({ x, y }, i) => {
    const other = curves.standard[i];
    return other === undefined ? [] : [`${y} % against ${other.y} % at epsilon ${x}`];
  });
  const told =
    said.length === 0
      ? "No pupil has been examined yet."
      : `Pupil of the robust network’s images against pupil of the standard network’s: ${said.join(", ")}.`;
  return {
    kind: "line",
    id: "robustness",
    title: "What the pupils withstand",
    caption: `${told} Same images, same training: only the network whose features were matched differs. Grey is the paper, on CIFAR-10: only the order can be compared.`,
    alt: `Share of test images seen right over the attack’s epsilon. ${told}`,
    x: { title: "epsilon of the attack on the pupil (L2)", min: 0, max: epsilons.at(-1) ?? 1 },
    y: { title: "test images right (%)", min: 0, max: 100 },
    series: networkNames.flatMap((name) => [
      {
        label: setName[name],
        mark: mark[name],
        origin: "here" as const,
        points: curves[name],
      },
      {
        label: `${name}, published`,
        mark: mark[name],
        origin: "published" as const,
        points: published[name],
      },
    ]),
    rules: [],
  };
}

function featureDistance(outcomes: readonly Outcome[], params: Params): LineFigure {
  const curve = (name: NetworkName): Point[] =>
    percentsOverSeeds(
      outcomes.map(({ watched }) =>
        (watched?.[name].features ?? []).map((left, step) => ({ step, left })),
      ),
      ({ step }) => step,
      ({ left }) => left,
    );
  const curves = { robust: curve("robust"), standard: curve("standard") };
  const ends = networkNames.map(
    (name) => `${curves[name].at(-1)?.y ?? 100} % for the ${name} network`,
  );
  const told =
    curves.robust.length === 0
      ? "Nothing has been moved yet."
      : `After ${curves.robust.length - 1} steps the features’ distance is down to ${ends.join(" and ")}: to each network by itself the start has become the target.`;
  return {
    kind: "line",
    id: "features",
    title: "How near the features come",
    caption: told,
    alt: `Distance of the features from the target’s over matching steps, falling for both networks. ${told}`,
    x: { title: "matching steps", min: 0, max: params.matchSteps },
    y: { title: "distance of the features (% of the first)", min: 0, max: 100 },
    series: networkNames.map((name) => ({
      label: `${name} network`,
      mark: mark[name],
      origin: "here",
      points: curves[name],
    })),
    rules: [],
  };
}

function readers(outcomes: readonly Outcome[]): BarFigure {
  const read = (name: NetworkName, share: "readByOwn" | "readByOther", x: number): Point[] =>
    percentsOverSeeds(
      outcomes.map((outcome) => {
        const study = outcome[name];
        return study === null || study.readByOwn === 0 ? [] : [study[share]];
      }),
      () => x,
      (value) => value,
    );
  const bars = (share: "readByOwn" | "readByOther"): Point[] =>
    networkNames.flatMap((name, x) => read(name, share, x));
  const [own, other] = [bars("readByOwn"), bars("readByOther")];
  const told =
    other.length < 2
      ? "The sets are not matched yet."
      : `Of the images made with the robust network the standard one reads ${other[0]?.y} % as their target; of those made with the standard network the robust one reads ${other[1]?.y} %.`;
  return {
    kind: "bar",
    id: "readers",
    title: "Who else sees the target",
    caption: `${told} The network that made them reads ${own[0]?.y ?? 0} % and ${own[1]?.y ?? 0} %.`,
    alt: `Bars of the share of images read as their target. ${told}`,
    categories: ["made with the\nrobust network", "made with the\nstandard network"],
    y: { title: "images read as their target (%)", min: 0, max: 100 },
    series: [
      { label: "by the network that made them", mark: 2, origin: "here", points: own },
      { label: "by the other network", mark: 3, origin: "here", points: other },
    ],
    rules: [],
  };
}

/** The watched pair, the pupils' robustness, the sets and who can read them; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield watchedPair(outcomes, params);
  yield choice(outcomes, params, "start");
  yield choice(outcomes, params, "target");
  yield robustness(outcomes);
  yield featureDistance(outcomes, params);
  yield setPictures(outcomes);
  yield readers(outcomes);
};
export default draw;
