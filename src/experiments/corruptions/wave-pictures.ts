import type { ImageGridFigure, Picture } from "#lab/figure.ts";
import { meanInterval } from "#lab/intervals.ts";
import { percent } from "#lab/judging.ts";
import { decodePixels } from "#lab/pixels.ts";
import { classNames, imageShape } from "#ml/data-sets.ts";

import { netsOf, type Outcome, trainings, trainingWords } from "./outcome.ts";
import { frame } from "./pictures.ts";
import { chosenCell, frequenciesOf, mapSide } from "./plan.ts";
import type { Params } from "./spec.ts";
import { waved } from "./waves.ts";

/** Middle grey, on which a wave is seen by itself. */
const grey = 128;

/** Frequencies a side of the grid of all waves. */
const shownSide = 5;

/** Even grey and the test images without and with the wave of the cell that the reader looks at, and what it does to each network. */
export function chosenWave(outcomes: readonly Outcome[], params: Params): ImageGridFigure {
  const shape = imageShape(params.dataset);
  const [height, width, channels] = shape;
  const { frequency } = chosenCell(params);
  const samples = outcomes[0]?.samples ?? [];
  const plain: Picture[] = samples.map(({ original, label }) => ({
    pixels: decodePixels(original),
    label: classNames[params.dataset][label] ?? "",
  }));
  const even: Picture = {
    pixels: Array.from({ length: height * width * channels }, () => grey),
    label: "even grey",
  };
  const shown = samples.length === 0 ? [] : [even, ...plain];
  const wave = `${frequency[0]} cycles down and ${frequency[1]} across`;
  const told = errorsInWords(outcomes, params);
  return {
    kind: "images",
    id: "wave",
    title: "The picked wave",
    caption: `Without and with the wave of ${wave}, of L2 length ${params.wave} on each channel. ${told} Click a cell of a map to see its wave.`,
    alt:
      samples.length === 0
        ? "No picture has come yet."
        : `An even grey and ${samples.length} test images (${plain.map(({ label }) => label).join(", ")}), in a row as they are and in a row under the wave of ${wave}. ${told}`,
    ...frame(params),
    rows: [
      { label: "without", pictures: shown },
      {
        label: "with the wave",
        pictures: shown.map(({ pixels }) => ({
          pixels: waved(pixels, shape, frequency, params.wave),
          label: "",
        })),
      },
    ],
  };
}

function errorsInWords(outcomes: readonly Outcome[], params: Params): string {
  const { cell } = chosenCell(params);
  const place = cell.row * mapSide(params) + cell.column;
  const found = trainings.flatMap((name) => {
    const errors = netsOf(outcomes, name).flatMap((net) => net?.waves[place] ?? []);
    if (errors.length < outcomes.length || errors.length === 0) return [];
    return [`${percent(meanInterval(errors).mean)} by the ${trainingWords[name]}`];
  });
  return found.length < trainings.length
    ? "The networks have not all seen it yet."
    : `Seen wrong under it: ${found.join(", ")} network.`;
}

/** One test image under waves from all over the map, laid out as the map is. */
export function allWaves([first]: readonly Outcome[], params: Params): ImageGridFigure {
  const all = frequenciesOf(params);
  const side = Math.min(shownSide, mapSide(params));
  const shown = Array.from(
    { length: side },
    (_, i) => all[Math.round((i * (all.length - 1)) / (side - 1))] ?? 0,
  );
  const [sample] = first?.samples ?? [];
  const bytes = sample === undefined ? undefined : decodePixels(sample.original);
  return {
    kind: "images",
    id: "waved",
    title: "What a cell of the map shows",
    caption: `One test image with the wave of each frequency added, cycles down and across below it, laid out as the maps are. All these waves have the same L2 length, ${params.wave} on each channel.`,
    alt:
      bytes === undefined
        ? "No picture has come yet."
        : `One picture ${side * side} times, each with stripes: coarse in the middle, fine at the edges; at the centre a change of brightness.`,
    ...frame(params),
    rows: shown.map((u) => ({
      label: "",
      pictures:
        bytes === undefined
          ? []
          : shown.map((v) => ({
              pixels: waved(bytes, imageShape(params.dataset), [u, v], params.wave),
              label: `${u}, ${v}`,
            })),
    })),
  };
}
