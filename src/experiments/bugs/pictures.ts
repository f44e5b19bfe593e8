import type { ImageGridFigure, ImageRow } from "#lab/figure.ts";
import { decodePixels } from "#lab/pixels.ts";

import type { Attack, Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";

/** How much stronger than it is a perturbation is shown. */
const amplification = 4;
const middleGrey = 128;

/** The same images before and after each attack, with the changes. */
export function imageGrid([first]: readonly Outcome[], params: Params): ImageGridFigure {
  const { originals = [], plain = null, aware = null } = first ?? {};
  return {
    kind: "images",
    id: "images",
    title: "Two perturbations of the same images",
    caption: `Both attacks move an image by at most epsilon ${params.epsilon}, towards the class under it in the rows of results. The changes are shown ${amplification} times as strong, grey meaning none.`,
    alt:
      originals.length === 0
        ? "No image has been drawn yet."
        : `${originals.length} digits: ${originals
            .map(({ trueLabel, wrongLabel }) => `a ${trueLabel} moved towards ${wrongLabel}`)
            .join(
              "; ",
            )}. ${plain === null ? "No attack has finished yet." : aware === null ? "Below them the plain attack’s changes and results." : "Below them the changes and results of the plain attack, then those of the ensemble-aware one."}`,
    width: 28,
    height: 28,
    channels: 1,
    rows: [
      {
        label: "original",
        pictures: originals.map(({ picture, trueLabel }) => ({
          pixels: decodePixels(picture),
          label: `${trueLabel}`,
        })),
      },
      ...rowsOf("plain", originals, plain),
      ...rowsOf("ensemble-aware", originals, aware),
    ],
  };
}

/** Before the attack has finished its rows are grey, so that the grid keeps its height. */
function rowsOf(name: string, originals: Outcome["originals"], attack: Attack | null): ImageRow[] {
  const pictures = originals.map(({ picture, wrongLabel }, i) => {
    const before = decodePixels(picture);
    const text = attack?.results[i];
    return { before, after: text === undefined ? undefined : decodePixels(text), wrongLabel };
  });
  return [
    {
      label: `${name}: change`,
      signedBy: amplification,
      pictures: pictures.map(({ before, after = before }) => ({
        pixels: before.map((value, pixel) => (after[pixel] ?? value) - value),
        label: "",
      })),
    },
    {
      label: `${name}: result`,
      pictures: pictures.map(({ before, after, wrongLabel }) => ({
        pixels: after ?? before.map(() => middleGrey),
        label: `“${wrongLabel}”`,
      })),
    },
  ];
}
