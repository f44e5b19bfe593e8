import type { ImageGridFigure, Picture } from "#lab/figure.ts";

import type { Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";

/** How much stronger than it is a perturbation is shown. */
const amplification = 4;

/** Originals, perturbations and results, each column one image with both its labels. */
export function imageGrid([first]: readonly Outcome[], params: Params): ImageGridFigure {
  const samples = first?.samples ?? [];
  const row = (label: string, picture: (sample: Outcome["samples"][number]) => Picture) => ({
    label,
    pictures: samples.map(picture),
  });
  return {
    kind: "images",
    id: "images",
    title: "The images the pupil learns from",
    caption: `Each image is moved by at most epsilon ${params.epsilon} towards its wrong label; the pupil sees only the bottom row, under the label below it. The perturbation is shown ${amplification} times as strong, grey meaning no change.`,
    alt:
      samples.length === 0
        ? "No image has been perturbed yet."
        : `${samples.length} digits in three rows: original, perturbation, result; ${samples
            .map(
              ({ trueLabel, wrongLabel, seenAs }) =>
                `a ${trueLabel} labelled ${wrongLabel}, seen as ${seenAs}`,
            )
            .join("; ")}.`,
    width: 28,
    height: 28,
    channels: 1,
    rows: [
      row("original", ({ original, trueLabel }) => ({
        pixels: decodePixels(original),
        label: `${trueLabel}`,
      })),
      row(`perturbation ×${amplification}`, ({ original, result }) => ({
        pixels: amplified(decodePixels(original), decodePixels(result)),
        label: "",
      })),
      row("result", ({ result, wrongLabel }) => ({
        pixels: decodePixels(result),
        label: `“${wrongLabel}”`,
      })),
    ],
  };
}

/** The change from one picture to the other, amplified around middle grey. */
function amplified(before: readonly number[], after: readonly number[]): number[] {
  return before.map((value, i) =>
    Math.min(255, Math.max(0, 128 + amplification * ((after[i] ?? 0) - value))),
  );
}

/** The bytes of a picture of the outcome. */
function decodePixels(text: string): number[] {
  return Array.from(atob(text), (character) => character.charCodeAt(0));
}
