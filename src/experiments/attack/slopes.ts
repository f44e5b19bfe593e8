import type { Tensor4D, Tf } from "#lab/tf.ts";
import type { Model } from "#ml/attack-losses.ts";
import { classCount } from "#ml/images.ts";
import { logitGradient } from "#ml/input-gradient.ts";

import { strongestClass } from "./answers.ts";

/** Slope of every class's logit in every pixel of one image `[1, 28, 28, 1]`: ten maps of 784. */
export async function logitSlopes(tf: Tf, model: Model, image: Tensor4D): Promise<Float32Array[]> {
  const gradient = tf.tidy(() => {
    const copies = tf.concat<Tensor4D>(Array.from({ length: classCount }, () => image));
    const classes = tf.tensor1d(
      Int32Array.from({ length: classCount }, (_, i) => i),
      "int32",
    );
    return logitGradient(tf, model, copies, classes);
  });
  const values = Float32Array.from(await gradient.data());
  tf.dispose(gradient);
  const size = values.length / classCount;
  return Array.from({ length: classCount }, (_, i) => values.subarray(i * size, (i + 1) * size));
}

/** Slope of each image's lead, its class's logit over the strongest other one, in every pixel; `[batch, 28, 28, 1]`, read back. */
export async function leadSlopes(
  tf: Tf,
  model: Model,
  images: Tensor4D,
  classes: ArrayLike<number>,
): Promise<Float32Array> {
  const logits = tf.tidy(() => model.network.logits(tf, model.weights, images));
  const values = await logits.data();
  tf.dispose(logits);
  const seconds = Int32Array.from(classes, (label, i) =>
    strongestClass(values.subarray(i * classCount, (i + 1) * classCount), label),
  );
  const lead = tf.tidy(() => {
    const own = tf.tensor1d(Int32Array.from(classes), "int32");
    const other = tf.tensor1d(seconds, "int32");
    return tf.sub(logitGradient(tf, model, images, own), logitGradient(tf, model, images, other));
  });
  const slopes = Float32Array.from(await lead.data());
  tf.dispose(lead);
  return slopes;
}
