import type { Cell } from "#lab/figure.ts";
import { architectures, macsOf } from "#ml/architectures.ts";
import { type ImageDataSet, imageShape } from "#ml/data-sets.ts";
import { classCount } from "#ml/images.ts";
import type { Training } from "#ml/pretrained-manifest.ts";

import { type TrainingName, trainings } from "./outcome.ts";

export const batchSize = 100;

/** Images of an exam that cost about as much as a batch that is learnt. */
const examBatch = 250;

/** The corruptions of the panel, by their names in `ml/corruptions.ts`. */
export const shownCorruptions = ["fog", "contrast", "blur", "gaussian-noise"] as const;

interface Sizes {
  readonly dataset: ImageDataSet;
  readonly network: "mlp" | "conv" | "conv-strided" | "residual";
  readonly size: number;
  readonly epochs: number;
  readonly epsilon: number;
  readonly attackSteps: number;
  readonly sigma: number;
  readonly severities: number;
  readonly testSize: number;
  readonly reach: number;
  readonly waveImages: number;
}

type ChosenOf = Pick<Sizes, "reach" | "dataset"> & Cell;

/** Severities that are tried: evenly spaced, the last is 5. */
export function severitiesOf({ severities }: Pick<Sizes, "severities">): (1 | 2 | 3 | 4 | 5)[] {
  const count = severities;
  const chosen = Array.from({ length: count }, (_, i) => Math.round((5 * (i + 1)) / count));
  return ([1, 2, 3, 4, 5] as const).filter((level) => chosen.includes(level));
}

/** Frequencies along one side of the map, in cycles over the picture: rising, 0 in the middle. */
export function frequenciesOf({ reach, dataset }: Pick<Sizes, "reach" | "dataset">): number[] {
  const [height] = imageShape(dataset);
  const highest = height / 2 - 1;
  return Array.from({ length: mapSide({ reach }) }, (_, i) =>
    Math.round(((i - reach) * highest) / reach),
  );
}

/** The cell of the maps that a reader looks at, within them, and the frequencies of its wave down and across. */
export function chosenCell({ column, row, ...sizes }: ChosenOf): {
  readonly cell: Cell;
  readonly frequency: readonly [number, number];
} {
  const frequencies = frequenciesOf(sizes);
  const last = frequencies.length - 1;
  const cell = { column: Math.min(last, column), row: Math.min(last, row) };
  return { cell, frequency: [frequencies[cell.row] ?? 0, frequencies[cell.column] ?? 0] };
}

/** Cells of the map that are tried; each other one has the wave of its mirror image. */
function triedCells({ reach }: Pick<Sizes, "reach">): number {
  return (mapSide({ reach }) ** 2 + 1) / 2;
}

/** How a network of that name is trained. */
export function trainingOf(name: TrainingName, { epsilon, attackSteps, sigma }: Sizes): Training {
  switch (name) {
    case "standard":
      return { kind: "standard" };
    case "adversarial":
      return { kind: "adversarial", norm: "l2", epsilon, steps: attackSteps, rampEpochs: 1 };
    case "noise":
      return { kind: "noise", sigma };
  }
}

/** Units of one step of training, of one pass over the test images, and of one cell of the map. */
export function stepUnits(name: TrainingName, { attackSteps }: Sizes): number {
  return name === "adversarial" ? 1 + attackSteps : 1;
}
export function examUnits({ testSize }: Sizes): number {
  return Math.ceil(testSize / examBatch);
}
export function waveUnits({ waveImages }: Sizes): number {
  return Math.ceil(waveImages / examBatch);
}

/** A unit is a batch learnt, or examined. */
export function countUnits(sizes: Sizes): number {
  const steps = Math.ceil(sizes.size / batchSize) * sizes.epochs;
  const learning = trainings.reduce((sum, name) => sum + steps * stepUnits(name, sizes), 0);
  const exams = 1 + shownCorruptions.length * sizes.severities;
  const examined = exams * examUnits(sizes) + triedCells(sizes) * waveUnits(sizes);
  return learning + trainings.length * examined;
}

/** Multiply-adds of one unit: forward and backward are three forward passes. */
export function unitMacs({ dataset, network }: Sizes): number {
  return 3 * batchSize * macsOf(architectures[network], imageShape(dataset), classCount);
}

/** Cells along a side of the map of frequencies; the middle one is frequency 0. */
export function mapSide({ reach }: Pick<Sizes, "reach">): number {
  return 2 * reach + 1;
}
