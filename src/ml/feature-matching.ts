import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";

import { direction } from "./attacks.ts";

/** A network's features of some images, `[batch, height, width, channels]` → `[batch, n]`. */
export type Features = (images: Tensor4D) => Tensor2D;

/**
 * One step of minimising ‖g(x_r) − g(x)‖₂ over x_r (Ilyas et al. 2019, eq. 6 and appendix C): by `stepSize` along the negative gradient of unit
 * length, pixels kept in 0 to 1, no ball around the start. `wanted` is g(x), `[batch, n]`. The caller owns the result.
 */
export function featureStep(
  tf: Tf,
  features: Features,
  { images, wanted }: { readonly images: Tensor4D; readonly wanted: Tensor2D },
  stepSize: number,
): Tensor4D {
  return tf.tidy(() => {
    // The square has the distance's direction, and a gradient also where the distance is 0.
    const loss = (x: Tensor): Scalar =>
      tf.sum<Scalar>(tf.square(tf.sub(features(x as Tensor4D), wanted)));
    const along = direction(tf, tf.grad(loss)(images), "l2");
    return tf.clipByValue<Tensor4D>(tf.sub(images, tf.mul(along, stepSize)), 0, 1);
  });
}

/** ‖g(x_r) − g(x)‖₂ of each image, `[batch]`; the caller's. */
export function featureDistances(
  tf: Tf,
  features: Features,
  { images, wanted }: { readonly images: Tensor4D; readonly wanted: Tensor2D },
): Tensor1D {
  return tf.tidy(() => tf.sqrt<Tensor1D>(tf.sum(tf.square(tf.sub(features(images), wanted)), 1)));
}
