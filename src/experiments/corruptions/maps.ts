import type { HeatmapFigure } from "#lab/figure.ts";

import { errorUnderHighWaves } from "./claims.ts";
import { netsOf, type Outcome, type TrainingName, trainingWords } from "./outcome.ts";
import { chosenCell, frequenciesOf, mapSide } from "./plan.ts";
import type { Params } from "./spec.ts";

/** End of the colours of all maps: the least of these percentages that no cell is beyond. */
const ends = [20, 50, 100] as const;

function largestShown(outcomes: readonly Outcome[]): number {
  const largest = Math.max(
    0,
    ...outcomes.flatMap(({ nets }) =>
      nets.flatMap(({ waves }) => waves.map((error) => error ?? 0)),
    ),
  );
  return ends.find((end) => 100 * largest <= end) ?? 100;
}

/** The error of a network under a wave of each frequency, mean over the seeds that have come so far. */
export function waveMap(
  outcomes: readonly Outcome[],
  params: Params,
  name: TrainingName,
): HeatmapFigure {
  const frequencies = frequenciesOf(params);
  const side = mapSide(params);
  const nets = netsOf(outcomes, name).filter((net) => net !== undefined);
  const cells = Array.from({ length: side ** 2 }, (_, i) => {
    const errors = nets.flatMap(({ waves }) => waves[i] ?? []);
    if (errors.length < outcomes.length || errors.length === 0) return null;
    return Math.round((1000 * errors.reduce((sum, error) => sum + error, 0)) / errors.length) / 10;
  });
  const highs = nets.flatMap((net) => errorUnderHighWaves(net) ?? []);
  const high = highs.reduce((sum, error) => sum + error, 0) / Math.max(1, highs.length);
  const middle = cells[(cells.length - 1) / 2];
  return {
    kind: "heatmap",
    id: `waves-${name}`,
    title: `Waves on the ${trainingWords[name]} network`,
    caption:
      highs.length === 0 || middle === undefined || middle === null
        ? "The map is not whole yet."
        : `Test images seen wrong with a wave of L2 length ${params.wave} on each channel. In the middle, the wave of frequency 0, ${middle} %; in the outer half, mean ${(100 * high).toFixed(1)} %.`,
    alt: `Error by frequency, ${side} by ${side} cells, frequency 0 in the middle: ${
      highs.length === 0
        ? "not whole yet"
        : `${middle} % there, ${(100 * high).toFixed(1)} % on the mean of the outer half`
    }.`,
    x: { title: "frequency across (cycles a picture)", names: frequencies.map((v) => `${v}`) },
    y: { title: "frequency down (cycles a picture)", names: frequencies.map((u) => `${u}`) },
    values: frequencies.map((_, row) => cells.slice(row * side, (row + 1) * side)),
    key: { title: "test images seen wrong (%)", min: 0, max: largestShown(outcomes) },
    pick: { x: "column", y: "row" },
    chosen: chosenCell(params).cell,
  };
}
