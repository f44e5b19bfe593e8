import type { ImageGridFigure, ImageRow, Picture } from "#lab/figure.ts";
import { amplifiedChange, decodePixels } from "#lab/pixels.ts";

import { noisePattern, withNoise } from "./leakage.ts";
import type { Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";

const shape = { height: 28, width: 28 };

/** How much stronger than it is a perturbation is shown. */
const amplification = 4;

/** Originals, perturbations and results, each column one image with both its labels. */
export function imageGrid([first]: readonly Outcome[], params: Params): ImageGridFigure {
  const samples = first?.samples ?? [];
  const leakage = first?.leakage ?? null;
  const row = (label: string, picture: (sample: Outcome["samples"][number]) => Picture) => ({
    label,
    pictures: samples.map(picture),
  });
  return {
    kind: "images",
    id: "images",
    title: "The images the pupil learns from",
    caption: `Each image is moved by at most epsilon ${params.epsilon} towards its wrong label; the pupil sees only the third row, under the label below it. The perturbation is shown ${amplification} times as strong, grey meaning no change.${
      leakage === null
        ? ""
        : " In the last row the leakage-only control: noise of at most epsilon, the same for every image of a label."
    }`,
    alt:
      samples.length === 0
        ? "No image has been perturbed yet."
        : `${samples.length} pictures in rows: original, perturbation, result${leakage === null ? "" : ", noise instead"}; ${samples
            .map(
              ({ trueLabel, wrongLabel, seenAs }) =>
                `a ${trueLabel} labelled ${wrongLabel}, seen as ${seenAs}`,
            )
            .join("; ")}.`,
    ...shape,
    channels: 1,
    rows: [
      row("original", ({ original, trueLabel }) => ({
        pixels: decodePixels(original),
        label: `${trueLabel}`,
      })),
      row(`perturbation ×${amplification}`, ({ original, result }) => ({
        pixels: amplifiedChange(decodePixels(original), decodePixels(result), amplification),
        label: "",
      })),
      row("result", ({ result, wrongLabel }) => ({
        pixels: decodePixels(result),
        label: `“${wrongLabel}”`,
      })),
      ...(leakage === null ? [] : [noiseRow(leakage, samples, params)]),
    ],
  };
}

/** The same originals as the leakage-only control shows them. */
function noiseRow(
  { kernels, samplesLeftAlone }: NonNullable<Outcome["leakage"]>,
  samples: Outcome["samples"],
  { epsilon }: Params,
): ImageRow {
  const pictures = samples.map(({ original, wrongLabel }, i): Picture => {
    const pixels = decodePixels(original);
    if (samplesLeftAlone[i] === true) return { pixels, label: `“${wrongLabel}” (left alone)` };
    const pattern = noisePattern(kernels[wrongLabel] ?? [], shape, epsilon);
    const noisy = withNoise(
      pixels.map((value) => value / 255),
      pattern,
    );
    return { pixels: noisy.map((value) => Math.round(255 * value)), label: `“${wrongLabel}”` };
  });
  return { label: "noise instead", pictures };
}
