import type { Scalar, Tensor, Tensor4D, Tf } from "#lab/tf.ts";

import type { Network, Weights } from "./networks.ts";
import { crossEntropy } from "./training.ts";

export interface AttackSettings {
  /** Radius of the L2 ball around the original; pixel values are 0 to 1. */
  readonly epsilon: number;
  readonly steps: number;
}

/** Length of one step: 2.5 epsilon / steps, so that the walk can reach the rim and return. */
function stepSize({ epsilon, steps }: AttackSettings): number {
  return (2.5 * epsilon) / steps;
}

/**
 * One step of targeted projected gradient descent in L2 (Madry et al. 2018, eq. 2; Ilyas et al. 2019, appendix C): down the loss at
 * `targets` by a gradient of unit length, back into the ball around `originals`, pixels kept in 0 to 1.
 * `[batch, 28, 28, 1]` in and out; the caller owns the result.
 */
export function attackStep(
  tf: Tf,
  network: Network,
  weights: Weights,
  { images, originals, targets }: { images: Tensor4D; originals: Tensor4D; targets: Tensor },
  settings: AttackSettings,
): Tensor4D {
  return tf.tidy(() => {
    const loss = (x: Tensor): Scalar =>
      crossEntropy(tf, network.logits(tf, weights, x as Tensor4D), targets);
    const gradient = tf.grad(loss)(images);
    const direction = tf.div(gradient, lengths(tf, gradient));
    const moved = tf.sub(images, tf.mul(direction, stepSize(settings)));
    const offset = tf.sub(moved, originals);
    const scale = tf.minimum(1, tf.div(settings.epsilon, lengths(tf, offset)));
    return tf.clipByValue<Tensor4D>(tf.add(originals, tf.mul(offset, scale)), 0, 1);
  });
}

/** L2 length of each picture, `[batch, 1, 1, 1]`, kept above 0 so that a zero gradient stays zero. */
function lengths(tf: Tf, x: Tensor): Tensor {
  return tf.maximum(tf.sqrt(tf.sum(tf.square(x), [1, 2, 3], true)), 1e-12);
}
