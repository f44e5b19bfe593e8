import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, LineFigure, Mark, Point } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";

import { accuracyUnder } from "./claims.ts";
import { waveMap } from "./maps.ts";
import { netsOf, type Outcome, type TrainingName, trainings, trainingWords } from "./outcome.ts";
import { corruptedPictures } from "./pictures.ts";
import { shownCorruptions } from "./plan.ts";
import type { Params } from "./spec.ts";
import { allWaves, chosenWave } from "./wave-pictures.ts";

const marks: Readonly<Record<TrainingName, Mark>> = { standard: 0, adversarial: 1, noise: 2 };
const accuracyAxis = { title: "corrupted test images right (%)", min: 0, max: 100 };

/** Mean accuracy of each network under each corruption. */
function panel(outcomes: readonly Outcome[]): BarFigure {
  const bars = (name: TrainingName): Point[] =>
    [undefined, ...shownCorruptions].flatMap((corruption, x) =>
      percentsOverSeeds(
        netsOf(outcomes, name).map((net) => {
          const share =
            net === undefined || corruption === undefined
              ? net?.clean
              : accuracyUnder(net, corruption);
          return share === undefined ? [] : [share];
        }),
        () => x,
        (share) => share,
      ),
    );
  const series = trainings.map((name) => ({ name, points: bars(name) }));
  const value = (name: TrainingName, x: number): string => {
    const found = series.find((one) => one.name === name)?.points.find((point) => point.x === x);
    return found === undefined ? "not measured yet" : `${found.y} %`;
  };
  const isMeasured = series.every(({ points }) => points.length > 1);
  return {
    kind: "bar",
    id: "panel",
    title: "Which network breaks where",
    caption: isMeasured
      ? `In fog the standard network gets ${value("standard", 1)} right, the adversarially trained one ${value("adversarial", 1)}, the noise-trained one ${value("noise", 1)}; in noise ${value("standard", 4)}, ${value("adversarial", 4)} and ${value("noise", 4)}. Means over the severities tried.`
      : "The three networks have not all been examined yet.",
    alt: `Bars of accuracy. ${trainings
      .map(
        (name) =>
          `${trainingWords[name]}: clean ${value(name, 0)}, fog ${value(name, 1)}, contrast ${value(name, 2)}, blur ${value(name, 3)}, noise ${value(name, 4)}`,
      )
      .join("; ")}.`,
    categories: ["clean", "fog", "low\ncontrast", "blur", "noise"],
    y: accuracyAxis,
    series: series.map(({ name, points }) => ({
      label: trainingWords[name],
      mark: marks[name],
      origin: "here",
      points,
    })),
    rules: [{ axis: "y", at: 10, label: "chance" }],
  };
}

const fromFirst = (points: readonly Point[]): string =>
  `from ${points.at(0)?.y ?? 0} % to ${points.at(-1)?.y ?? 0} %`;

function fog(outcomes: readonly Outcome[]): LineFigure {
  const curves = trainings.map((name) => ({
    name,
    points: percentsOverSeeds(
      netsOf(outcomes, name).map((net) =>
        net === undefined
          ? []
          : [
              { severity: 0, accuracy: net.clean },
              ...net.exams.filter(({ corruption }) => corruption === "fog"),
            ],
      ),
      ({ severity }) => severity,
      ({ accuracy }) => accuracy,
    ),
  }));
  const last = curves.map(({ points }) => points.at(-1));
  return {
    kind: "line",
    id: "fog",
    title: "Into the fog",
    caption: last.every((point) => point !== undefined)
      ? `From clear air to the thickest fog tried: ${curves.map(({ name, points }) => `${trainingWords[name]} ${fromFirst(points)}`).join(", ")}.`
      : "The three networks have not all been in the fog yet.",
    alt: `Accuracy over the severity of fog, 0 being none. ${curves
      .map(
        ({ name, points }) =>
          `${trainingWords[name]}: ${points.map(({ x, y }) => `${y} % at ${x}`).join(", ") || "no value yet"}`,
      )
      .join("; ")}.`,
    x: { title: "severity of fog (0: none)", min: 0, max: 5 },
    y: accuracyAxis,
    series: curves.map(({ name, points }) => ({
      label: trainingWords[name],
      mark: marks[name],
      origin: "here",
      points,
    })),
    rules: [{ axis: "y", at: 10, label: "chance" }],
  };
}

/** The panel, fog by severity, what the corruptions look like, the maps of frequencies, the wave that the reader picked on them and all the others; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield panel(outcomes);
  yield fog(outcomes);
  yield corruptedPictures(outcomes, params);
  for (const name of trainings) yield waveMap(outcomes, params, name);
  yield chosenWave(outcomes, params);
  yield allWaves(outcomes, params);
};
export default draw;
