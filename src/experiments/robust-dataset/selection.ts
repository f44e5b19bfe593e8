import { encodePixels } from "#lab/pixels.ts";
import type { Random } from "#lab/runtime.ts";
import { classCount, type ImageSet, pictureSize } from "#ml/images.ts";

import type { Sample } from "./outcome.ts";

/** Pairs that are shown of the sets. */
const shown = 3;

/** One picture of a set. */
export function pictureAt(set: ImageSet, index: number): Float32Array {
  const size = pictureSize(set);
  return set.pixels.subarray(index * size, (index + 1) * size);
}

/** The number of one image of each class, drawn at random; 0 for a class that the set lacks. */
export function pickedAt(set: ImageSet, random: Random): number[] {
  const order = random.permutation(set.count);
  return Array.from(
    { length: classCount },
    (_, label) => order.find((index) => set.labels[index] === label) ?? 0,
  );
}

/** The first pairs of the sets. */
export function samplesOf(starts: ImageSet, targets: ImageSet): Sample[] {
  return Array.from({ length: Math.min(shown, targets.count) }, (_, i) => ({
    label: targets.labels[i] ?? 0,
    start: encodePixels(pictureAt(starts, i)),
    target: encodePixels(pictureAt(targets, i)),
    robust: null,
    standard: null,
  }));
}
