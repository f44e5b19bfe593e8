import type { ImageGridFigure, Picture } from "#lab/figure.ts";
import { decodePixels } from "#lab/pixels.ts";
import { corrupted } from "#ml/corruptions.ts";
import { classNames, imageShape } from "#ml/data-sets.ts";
import type { ImageSet } from "#ml/images.ts";
import { randomStreams } from "#ml/random.ts";

import type { Outcome } from "./outcome.ts";
import { shownCorruptions } from "./plan.ts";
import type { Params } from "./spec.ts";

const words: Readonly<Record<(typeof shownCorruptions)[number], string>> = {
  fog: "fog",
  contrast: "low contrast",
  blur: "blur",
  "gaussian-noise": "noise",
};

/** Size and colours of a picture of the data set. */
export const frame = ({
  dataset,
}: Params): Pick<ImageGridFigure, "width" | "height" | "channels"> => {
  const [height, width, channels] = imageShape(dataset);
  return { width, height, channels: channels === 3 ? 3 : 1 };
};

/** A few test images under each corruption at its worst, drawn again from the run's own streams. */
export function corruptedPictures([first]: readonly Outcome[], params: Params): ImageGridFigure {
  const samples = first?.samples ?? [];
  const originals = setOf(samples, params);
  const random = randomStreams(params.seed);
  return {
    kind: "images",
    id: "corrupted",
    title: "What the networks are shown",
    caption: `Test images as they are, and in ${Object.values(words).join(", ")}, each at severity 5.`,
    alt:
      samples.length === 0
        ? "No picture has been corrupted yet."
        : `${samples.length} test images (${samples.map(({ label }) => classNames[params.dataset][label]).join(", ")}) in a row as they are, and in a row each in ${Object.values(words).join(", ")}.`,
    ...frame(params),
    rows: [
      {
        label: "clean",
        pictures: samples.map(({ original, label }) => ({
          pixels: decodePixels(original),
          label: classNames[params.dataset][label] ?? "",
        })),
      },
      ...shownCorruptions.map((corruption) => ({
        label: words[corruption],
        pictures: picturesOf(corrupted(originals, corruption, 5, random(`${corruption} 5`))),
      })),
    ],
  };
}

function setOf(samples: Outcome["samples"], { dataset }: Params): ImageSet {
  const [height, width, channels] = imageShape(dataset);
  const bytes = samples.flatMap(({ original }) => decodePixels(original));
  return {
    count: samples.length,
    height,
    width,
    channels,
    pixels: Float32Array.from(bytes, (byte) => byte / 255),
    labels: Uint8Array.from(samples, ({ label }) => label),
  };
}

function picturesOf({ count, pixels }: ImageSet): Picture[] {
  const size = pixels.length / Math.max(1, count);
  return Array.from({ length: count }, (_, i) => ({
    pixels: Array.from(pixels.subarray(i * size, (i + 1) * size), (value) =>
      Math.round(255 * value),
    ),
    label: "",
  }));
}
