import { encodePixels } from "#lab/pixels.ts";
import { classCount, type ImageSet, pictureSize } from "#ml/images.ts";

import type { Outcome } from "./outcome.ts";

/** Indices of the images that are shown: of each true class the first of the first `finished` whose label is wrong. */
export function sampleIndices(set: ImageSet, wrongLabels: Uint8Array, finished: number): number[] {
  const done = set.labels.subarray(0, finished);
  return Array.from({ length: classCount }, (_, label) =>
    done.findIndex((other, i) => other === label && wrongLabels[i] !== label),
  ).filter((index) => index >= 0);
}

/** One finished image of each true class, before and after the attack, as bytes. */
export function samplePictures(
  set: ImageSet,
  pixels: Float32Array,
  wrongLabels: Uint8Array,
  seen: Uint8Array,
  finished: number,
): Outcome["samples"] {
  const size = pictureSize(set);
  const bytes = (from: Float32Array, index: number): string =>
    encodePixels(from.subarray(index * size, (index + 1) * size));
  return sampleIndices(set, wrongLabels, finished).map((index) => ({
    trueLabel: set.labels[index] ?? 0,
    wrongLabel: wrongLabels[index] ?? 0,
    seenAs: seen[index] ?? 0,
    original: bytes(set.pixels, index),
    result: bytes(pixels, index),
  }));
}
