import type { Runtime } from "#lab/runtime.ts";
import type { Tensor4D } from "#lab/tf.ts";
import { attackStep } from "#ml/attacks.ts";
import { predict } from "#ml/evaluation.ts";
import { batches, type ImageSet, labelsAt, pictures, pictureSize } from "#ml/images.ts";
import { networks, type Weights } from "#ml/networks.ts";

import { batchSize } from "./plan.ts";
import type { Params } from "./spec.ts";

export interface Perturbed {
  /** Like the set's pixels; those of images from `finished` on are still empty. */
  readonly pixels: Float32Array;
  /** What the source network sees in each finished image. */
  readonly seen: Uint8Array;
  readonly finished: number;
}

/** Moves every image of `set` towards its target under the source network, yielding after every step of every batch. */
export async function* perturb(
  { network: name, steps }: Params,
  { tf }: Runtime,
  weights: Weights,
  set: ImageSet,
  targets: Uint8Array,
  epsilon: number,
): AsyncGenerator<Perturbed, Perturbed> {
  const network = networks[name];
  const pixels = new Float32Array(set.pixels.length);
  const seen = new Uint8Array(set.count);
  let finished = 0;
  for (const indices of batches(set.count, batchSize)) {
    const originals = pictures(tf, set, indices);
    const wanted = labelsAt(tf, targets, indices);
    let images: Tensor4D = originals;
    try {
      for (let step = 0; step < steps; step += 1) {
        const moved = attackStep(
          tf,
          network,
          weights,
          { images, originals, targets: wanted },
          { epsilon, steps },
        );
        if (images !== originals) tf.dispose(images);
        images = moved;
        if (step < steps - 1) yield { pixels, seen, finished };
      }
      const first = indices[0] ?? 0;
      pixels.set(await images.data(), first * pictureSize(set));
      seen.set(await predict(tf, network, weights, images), first);
    } finally {
      tf.dispose(images === originals ? [originals, wanted] : [images, originals, wanted]);
    }
    finished += indices.length;
    yield { pixels, seen, finished };
  }
  return { pixels, seen, finished };
}
