import type { Tensor1D, Tensor4D, Tf } from "#lab/tf.ts";

import { chosen, type Goal, logitsOf, lossTowards, type Model } from "./attack-losses.ts";

/** Slope of one class's logit in every pixel; `classes` names one class for each image. `[batch, height, width, channels]`, the caller's. */
export function logitGradient(tf: Tf, model: Model, images: Tensor4D, classes: Tensor1D): Tensor4D {
  return tf.tidy(
    () =>
      tf.grad((x) => tf.sum(chosen(tf, logitsOf(tf, model, x as Tensor4D), classes)))(
        images,
      ) as Tensor4D,
  );
}

/** Slope of the loss that an attack towards `goal` descends, in every pixel; of the mean over the batch, so divided by its size. */
export function lossGradient(tf: Tf, model: Model, images: Tensor4D, goal: Goal): Tensor4D {
  const loss = lossTowards(tf, model, goal);
  return tf.tidy(() => tf.grad((x) => loss(x as Tensor4D))(images) as Tensor4D);
}
