import { classCount, type ImageSet, pictureSize } from "#ml/images.ts";

import type { Outcome } from "./outcome.ts";

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
  const done = set.labels.subarray(0, finished);
  return Array.from({ length: classCount }, (_, label) =>
    done.findIndex((other, i) => other === label && wrongLabels[i] !== label),
  )
    .filter((index) => index >= 0)
    .map((index) => ({
      trueLabel: set.labels[index] ?? 0,
      wrongLabel: wrongLabels[index] ?? 0,
      seenAs: seen[index] ?? 0,
      original: bytes(set.pixels, index),
      result: bytes(pixels, index),
    }));
}

/** Pixel values, 0 to 1, as base64 of one byte each. */
function encodePixels(values: Float32Array): string {
  return btoa(Array.from(values, (value) => String.fromCharCode(Math.round(255 * value))).join(""));
}
