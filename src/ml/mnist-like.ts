import type { Runtime } from "#lab/runtime.ts";

import { normalisedDigit } from "./digit-normalisation.ts";
import { type ImageSet, pictureSize } from "./images.ts";
import { loadPacked } from "./packed.ts";
import { drawStrokes } from "./strokes.ts";

/** Digits as networks trained on MNIST expect them. */
export type MnistLike = "strokes" | "mnist";

/** Strokes run from 0.1 to 0.9, with noise. */
const [dark, bright] = [0.2, 0.85];

/**
 * The first `count` digits of a part, with their labels: MNIST's own, fetched from the site, or strokes drawn from the stream `part` of the
 * run's seed, on a black ground and prepared like MNIST.
 */
export async function loadMnistLike(
  dataset: MnistLike,
  part: "train" | "test",
  count: number,
  { load, random }: Pick<Runtime, "load" | "random">,
): Promise<ImageSet> {
  if (dataset === "mnist") return loadPacked(load, dataset, part, count);
  const hand = random(`strokes for ${part}`);
  const drawn = drawStrokes({ count, texture: 0 }, { hand, patterns: random("texture") });
  const size = pictureSize(drawn);
  const pixels = new Float32Array(drawn.pixels.length);
  for (let i = 0; i < drawn.count; i += 1) {
    const picture = drawn.pixels.subarray(i * size, (i + 1) * size);
    const stretched = picture.map((value) =>
      Math.min(1, Math.max(0, (value - dark) / (bright - dark))),
    );
    pixels.set(normalisedDigit(stretched), i * size);
  }
  return { ...drawn, pixels };
}
