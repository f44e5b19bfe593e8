/** A whole set of images moved until their features are those of their targets. */
import type { Tf } from "#lab/tf.ts";
import { featureDistances, type Features, featureStep } from "#ml/feature-matching.ts";
import { batches, type ImageSet, pictures, pictureSize } from "#ml/images.ts";

import { batchSize, stepSize } from "./plan.ts";

export interface Matched {
  /** Like the targets' pixels; those of images from `finished` on are still empty. */
  readonly pixels: Float32Array;
  readonly finished: number;
  /** Mean distance of the finished ones' features from the targets', as a share of that at the start. */
  readonly features: number;
}

/** Ilyas et al. 2019, § 3.1 and appendix C: image i begins as start i and is given the features of target i. Yields after every step of every batch. */
export async function* matchSet(
  tf: Tf,
  features: Features,
  { starts, targets }: { readonly starts: ImageSet; readonly targets: ImageSet },
  matchSteps: number,
): AsyncGenerator<Matched, Matched> {
  const pixels = new Float32Array(targets.pixels.length);
  let finished = 0;
  let left = 0;
  const state = (): Matched => ({ pixels, finished, features: left / Math.max(1, finished) });
  for (const indices of batches(targets.count, batchSize)) {
    const goal = pictures(tf, targets, indices);
    const wanted = features(goal);
    tf.dispose(goal);
    let images = pictures(tf, starts, indices);
    try {
      const far = await distances(tf, features, images, wanted);
      for (let step = 0; step < matchSteps; step += 1) {
        const moved = featureStep(tf, features, { images, wanted }, stepSize(step, matchSteps));
        tf.dispose(images);
        images = moved;
        if (step < matchSteps - 1) yield state();
      }
      pixels.set(await images.data(), (indices[0] ?? 0) * pictureSize(targets));
      const near = await distances(tf, features, images, wanted);
      near.forEach((distance, i) => {
        left += distance / Math.max(1e-9, far[i] ?? 0);
      });
    } finally {
      tf.dispose([images, wanted]);
    }
    finished += indices.length;
    yield state();
  }
  return state();
}

async function distances(
  tf: Tf,
  features: Features,
  images: Parameters<Features>[0],
  wanted: ReturnType<Features>,
): Promise<Float32Array> {
  const all = featureDistances(tf, features, { images, wanted });
  const values = Float32Array.from(await all.data());
  tf.dispose(all);
  return values;
}
