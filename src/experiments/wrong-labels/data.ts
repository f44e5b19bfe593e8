import type { Random, Runtime } from "#lab/runtime.ts";
import { classCount, type ImageSet } from "#ml/images.ts";
import { loadPacked } from "#ml/packed.ts";
import { drawStrokes } from "#ml/strokes.ts";

import type { Params } from "./spec.ts";

/** Training and test images with their true labels; strokes carry a texture of that amplitude. */
export async function loadImages(
  { dataset, size, testSize }: Params,
  texture: number,
  { load, random }: Runtime,
): Promise<{ readonly training: ImageSet; readonly test: ImageSet }> {
  if (dataset !== "strokes") {
    const training = await loadPacked(load, dataset, "train", size);
    return { training, test: await loadPacked(load, dataset, "test", testSize) };
  }
  const drawn = (count: number, hand: Random): ImageSet =>
    drawStrokes({ count, texture }, { hand, patterns: random("texture") });
  return {
    training: drawn(size, random("training images")),
    test: drawn(testSize, random("test images")),
  };
}

/** `rand`: uniform over all classes, the true one included (Ilyas et al. 2019, D_rand). `det`: the next class (D_det). */
export function wrongLabels(
  labels: Uint8Array,
  kind: Params["labels"],
  random: Random,
): Uint8Array {
  return labels.map((label) =>
    kind === "det" ? (label + 1) % classCount : random.integer(classCount),
  );
}
