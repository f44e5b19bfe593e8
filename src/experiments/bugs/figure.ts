import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, LineFigure, Point } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";

import type { Attack, Lesson, Outcome } from "./outcome.ts";
import { imageGrid } from "./pictures.ts";
import type { Params } from "./spec.ts";
import { worlds } from "./worlds.ts";

type Kind = "plain" | "aware";

const fooled = ({ fooled: share }: Attack): number => share;
const transferred = ({ transferred: share }: Attack): number => share;
const truth = ({ pupil }: Attack): number | undefined => pupil.at(-1)?.accuracyTrue;
const taught = ({ pupil }: Attack): number | undefined => pupil.at(-1)?.accuracyTaught;
const accuracyTrue = ({ accuracyTrue: share }: Lesson): number => share;
const ended = (points: readonly Point[]): string => `${points.at(-1)?.y ?? "no value yet"}`;

const percentAxis = { min: 0, max: 100 };
const chance = { axis: "y", at: 10, label: "chance" } as const;

/** One bar an entry: the share that `of` reads from an attack of every outcome; none where one lacks it. */
function bars(
  outcomes: readonly Outcome[],
  entries: readonly { readonly kind: Kind; readonly of: (attack: Attack) => number | undefined }[],
): Point[] {
  return entries.flatMap(({ kind, of }, x) => {
    const seeds = outcomes.map((outcome) => {
      const attack = outcome[kind];
      const share = attack === null ? undefined : of(attack);
      return share === undefined ? [] : [share];
    });
    return percentsOverSeeds(
      seeds,
      () => x,
      (share) => share,
    );
  });
}

const said = (points: readonly Point[], x: number): string => {
  const found = points.find((point) => point.x === x);
  return found === undefined ? "not yet measured" : `${found.y} %`;
};

function fooling(outcomes: readonly Outcome[]): BarFigure {
  const points = bars(outcomes, [
    { kind: "plain", of: fooled },
    { kind: "aware", of: fooled },
    { kind: "plain", of: transferred },
    { kind: "aware", of: transferred },
  ]);
  const value = (x: number): string => said(points, x);
  return {
    kind: "bar",
    id: "fooling",
    title: "Whom the attacks fool",
    caption:
      points.length === 0
        ? "No attack has finished yet."
        : `The target sees the wrong class in ${value(0)} of the plain attack’s images and ${value(1)} of the ensemble-aware one’s; a fresh network in ${value(2)} and ${value(3)}.`,
    alt: `Bars. Target fooled: plain ${value(0)}, ensemble-aware ${value(1)}. Fresh network fooled: plain ${value(2)}, ensemble-aware ${value(3)}. Published, L2: 99.9, 99.3, 82.5 and 1.7 %.`,
    categories: ["target:\nplain", "target:\naware", "fresh:\nplain", "fresh:\naware"],
    y: { ...percentAxis, title: "images seen as the wrong class (%)" },
    series: [
      {
        label: "published (CIFAR-10)",
        mark: 1,
        origin: "published",
        points: [99.9, 99.3, 82.5, 1.7].map((y, x) => ({ x, y })),
      },
      { label: "here", mark: 0, origin: "here", points },
    ],
    rules: [],
  };
}

function gauges(outcomes: readonly Outcome[]): BarFigure {
  const points = bars(outcomes, [
    { kind: "plain", of: truth },
    { kind: "plain", of: taught },
    { kind: "aware", of: truth },
    { kind: "aware", of: taught },
  ]);
  const value = (x: number): string => said(points, x);
  return {
    kind: "bar",
    id: "gauges",
    title: "What their pupils know",
    caption:
      points.length === 0
        ? "No pupil has been examined yet."
        : `Taught by the plain attack, a pupil names the true class of ${value(0)} of clean images and the one that its labels taught of ${value(1)}; taught by the ensemble-aware one ${value(2)} and ${value(3)}.`,
    alt: `Bars. Pupil of the plain attack: true class ${value(0)}, class taught ${value(1)}. Pupil of the ensemble-aware attack: true class ${value(2)}, class taught ${value(3)}. Published, L2: 33.2, 27.3, 2.8 and 70.8 %.`,
    categories: ["plain:\ntrue", "plain:\ntaught", "aware:\ntrue", "aware:\ntaught"],
    y: { ...percentAxis, title: "clean test images (%)" },
    series: [
      {
        label: "published (CIFAR-10)",
        mark: 1,
        origin: "published",
        points: [33.2, 27.3, 2.8, 70.8].map((y, x) => ({ x, y })),
      },
      { label: "here", mark: 0, origin: "here", points },
    ],
    rules: [chance],
  };
}

function learning(outcomes: readonly Outcome[], params: Params): LineFigure {
  const curve = (kind: Kind, y: (lesson: Lesson) => number): Point[] =>
    percentsOverSeeds(
      outcomes.map((outcome) => outcome[kind]?.pupil ?? []),
      ({ epoch }) => epoch,
      y,
    );
  const [plain, aware] = [curve("plain", accuracyTrue), curve("aware", accuracyTrue)];
  return {
    kind: "line",
    id: "learning",
    title: "What is learnt, pass by pass",
    caption:
      plain.length === 0
        ? "No pupil has been to school yet."
        : `After ${plain.length} passes the pupil of the plain attack gets ${ended(plain)} % right${aware.length === 0 ? "" : `, that of the ensemble-aware one ${ended(aware)} %`}.`,
    alt: `True class on clean test images over passes: pupil of the plain attack ends at ${ended(plain)} %, of the ensemble-aware attack at ${ended(aware)} %.`,
    x: { title: "passes over the perturbed images", min: 0, max: params.epochs },
    y: { ...percentAxis, title: "clean test images right (%)" },
    series: [
      { label: "plain attack", mark: 0, origin: "here", points: plain },
      { label: "ensemble-aware", mark: 2, origin: "here", points: aware },
    ],
    rules: [chance],
  };
}

/** Transfer against teaching, whom the attacks fool, what their pupils know, and the images; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield worlds(outcomes, params);
  yield fooling(outcomes);
  yield gauges(outcomes);
  yield learning(outcomes, params);
  yield imageGrid(outcomes, params);
};
export default draw;
