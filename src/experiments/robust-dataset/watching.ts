/** One pair of images: the start is moved until its features are the target's, under both networks at once. */
import { encodePixels } from "#lab/pixels.ts";
import type { Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";
import { featureDistances, type Features, featureStep } from "#ml/feature-matching.ts";

import { pixelDistance } from "./distances.ts";
import { type Course, networkNames, type NetworkName } from "./outcome.ts";
import { frameSteps, stepSize } from "./plan.ts";

export interface Pair {
  readonly start: Float32Array;
  readonly target: Float32Array;
}

const rounded = (value: number): number => Math.round(1e4 * value) / 1e4;

/** Yields both courses after every step; they grow as it goes on. */
export async function* watchPair(
  tf: Tf,
  features: Readonly<Record<NetworkName, Features>>,
  { start, target }: Pair,
  matchSteps: number,
): AsyncGenerator<Readonly<Record<NetworkName, Course>>, void> {
  const begun = (): Course => ({
    frames: [{ step: 0, picture: encodePixels(start) }],
    features: [1],
    toTarget: rounded(pixelDistance(start, target)),
    toStart: 0,
  });
  const courses = { robust: begun(), standard: begun() };
  const held = new Set<Tensor4D | Tensor2D>();
  const kept = <T extends Tensor4D | Tensor2D>(tensor: T): T => {
    held.add(tensor);
    return tensor;
  };
  try {
    const goal = tf.tensor4d(target, [1, 28, 28, 1]);
    const wanted = {
      robust: kept(features.robust(goal)),
      standard: kept(features.standard(goal)),
    };
    tf.dispose(goal);
    const images = {
      robust: kept(tf.tensor4d(start, [1, 28, 28, 1])),
      standard: kept(tf.tensor4d(start, [1, 28, 28, 1])),
    };
    const far = {
      robust: await distance(tf, features.robust, images.robust, wanted.robust),
      standard: await distance(tf, features.standard, images.standard, wanted.standard),
    };
    for (let step = 1; step <= matchSteps; step += 1) {
      for (const name of networkNames) {
        const before = images[name];
        const walk = { images: before, wanted: wanted[name] };
        images[name] = kept(featureStep(tf, features[name], walk, stepSize(step - 1, matchSteps)));
        held.delete(before);
        tf.dispose(before);
        const pixels = await images[name].data();
        const course = courses[name];
        const left = await distance(tf, features[name], images[name], wanted[name]);
        course.features.push(rounded(left / Math.max(1e-9, far[name])));
        course.toTarget = rounded(pixelDistance(pixels, target));
        course.toStart = rounded(pixelDistance(pixels, start));
        if (frameSteps(matchSteps).includes(step)) {
          course.frames.push({ step, picture: encodePixels(pixels) });
        }
      }
      yield courses;
    }
  } finally {
    tf.dispose([...held]);
  }
}

async function distance(
  tf: Tf,
  features: Features,
  images: Tensor4D,
  wanted: Tensor2D,
): Promise<number> {
  const all = featureDistances(tf, features, { images, wanted });
  const [first = 0] = await all.data();
  tf.dispose(all);
  return first;
}
