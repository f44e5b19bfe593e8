import type { Tensor4D, Tf } from "#lab/tf.ts";
import { filtered } from "#ml/fourier.ts";
import { batches, type ImageSet, pictures, pictureSize } from "#ml/images.ts";

import type { Pass } from "./outcome.ts";

/** Levels of brightness, as a screen has them. */
const levels = 255;

/** Middle grey, where a high-pass picture lies: it has no mean of its own. */
const middle = 128 / levels;

/**
 * The pictures of a band as a screen would show them: rounded to 256 levels, a high-pass around middle grey. So a network gets nothing
 * that is not in the picture before a reader's eyes.
 */
export async function shownBand(
  tf: Tf,
  set: ImageSet,
  pass: Pass,
  cutoff: number,
): Promise<ImageSet> {
  const pixels = new Float32Array(set.pixels.length);
  const band = pass === "low" ? { upTo: cutoff } : { above: cutoff };
  for (const indices of batches(set.count, 500)) {
    const left = tf.tidy(() => {
      const images = pictures(tf, set, indices);
      const part = filtered(tf, images, { shape: "square", ...band });
      const offset = pass === "high" ? middle : 0;
      return tf.clipByValue<Tensor4D>(tf.add(part, offset), 0, 1);
    });
    try {
      const shown = Float32Array.from(
        await left.data(),
        (value) => Math.round(levels * value) / levels,
      );
      pixels.set(shown, (indices[0] ?? 0) * pictureSize(set));
    } finally {
      tf.dispose(left);
    }
  }
  return { ...set, pixels };
}

/** Mean and standard deviation over all pixels. */
export function momentsOf({ pixels }: ImageSet): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (const value of pixels) sum += value;
  const mean = sum / pixels.length;
  for (const value of pixels) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / pixels.length) };
}

/** Brought to mean 0 and deviation 1 by the moments of the training images, or a faint picture would hardly move a weight. */
export function standardised(
  set: ImageSet,
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
): ImageSet {
  const scale = Math.max(deviation, 1e-6);
  return { ...set, pixels: set.pixels.map((value) => (value - mean) / scale) };
}
