import type { Runtime } from "#lab/runtime.ts";

import type { ImageDataSettings } from "./data-sets.ts";
import { type ImageSet, pictureSize } from "./images.ts";
import { loadPacked } from "./packed.ts";
import { drawStrokes } from "./strokes.ts";

export interface ImageData {
  readonly training: ImageSet;
  readonly test: ImageSet;
}

/** Training and test images with their true labels: strokes are drawn from the run's seed, the others fetched from the site. */
export async function loadImageData(
  { dataset, size, testSize, texture = 0 }: ImageDataSettings,
  { load, random }: Pick<Runtime, "load" | "random">,
): Promise<ImageData> {
  if (dataset !== "strokes") {
    const training = await loadPacked(load, dataset, "train", size);
    return { training, test: await loadPacked(load, dataset, "test", testSize) };
  }
  const drawn = (count: number, hand: string): ImageSet =>
    drawStrokes({ count, texture }, { hand: random(hand), patterns: random("texture") });
  return { training: drawn(size, "training images"), test: drawn(testSize, "test images") };
}

/** The first `count` pictures; nothing is copied. */
export function firstPictures(set: ImageSet, count: number): ImageSet {
  const kept = Math.min(count, set.count);
  const pixels = set.pixels.subarray(0, kept * pictureSize(set));
  return { ...set, count: kept, pixels, labels: set.labels.subarray(0, kept) };
}

/** The pictures of some classes, in their order; each label becomes its class's place in `classes`. */
export function ofClasses(set: ImageSet, classes: readonly number[]): ImageSet {
  if (new Set(classes).size < classes.length) {
    throw new RangeError(`classes ${classes.join(", ")}: one of them stands there twice`);
  }
  const kept = Array.from({ length: set.count }, (_, i) => i).filter((i) =>
    classes.includes(set.labels[i] ?? -1),
  );
  const size = pictureSize(set);
  const pixels = new Float32Array(kept.length * size);
  kept.forEach((from, to) => {
    pixels.set(set.pixels.subarray(from * size, (from + 1) * size), to * size);
  });
  const labels = Uint8Array.from(kept, (i) => classes.indexOf(set.labels[i] ?? -1));
  return { ...set, count: kept.length, pixels, labels };
}
