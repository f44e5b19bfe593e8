import type { Tensor1D, Tensor4D, Tf } from "#lab/tf.ts";

import { batches, type ImageSet, pictures } from "./images.ts";
import type { Network } from "./networks.ts";
import type { Weights } from "./weights.ts";

/** The class with the largest logit for each image, `[batch]`; of equal ones the first. */
export async function predict(
  tf: Tf,
  network: Network,
  weights: Weights,
  images: Tensor4D,
): Promise<Uint8Array> {
  const best = tf.tidy<Tensor1D>(() => tf.argMax(network.logits(tf, weights, images), 1));
  const values = await best.data();
  tf.dispose(best);
  return Uint8Array.from(values);
}

/** Predictions for a whole set, 250 images at a time. */
export async function predictSet(
  tf: Tf,
  network: Network,
  weights: Weights,
  set: ImageSet,
): Promise<Uint8Array> {
  const found = new Uint8Array(set.count);
  for (const indices of batches(set.count, 250)) {
    const images = pictures(tf, set, indices);
    found.set(await predict(tf, network, weights, images), indices[0] ?? 0);
    tf.dispose(images);
  }
  return found;
}

/** Share of equal numbers, 0 to 1; both of the same length, at least 1. */
export function agreement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(`cannot compare ${a.length} labels with ${b.length}`);
  }
  let equal = 0;
  for (let i = 0; i < a.length; i += 1) if (a[i] === b[i]) equal += 1;
  return equal / a.length;
}
