import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";

import type { Network } from "./networks.ts";
import { crossEntropy } from "./training.ts";
import type { Weights } from "./weights.ts";

/** A network with the weights it is attacked at. */
export interface Model {
  readonly network: Network;
  readonly weights: Weights;
}

/** Where an attack wants its images to go; labels and targets are `[batch]`. */
export type Goal =
  /** Towards other classes: descend L(f, x, t). */
  | { readonly kind: "targeted"; readonly targets: Tensor }
  /** Away from the true classes: ascend L(f, x, y). */
  | { readonly kind: "untargeted"; readonly labels: Tensor }
  /** Towards other classes for this model, still right for the models of `ensemble` (Nakkiran 2019: such attacks do not transfer). */
  | {
      readonly kind: "untransferable";
      readonly targets: Tensor;
      readonly labels: Tensor;
      readonly ensemble: readonly Model[];
    };

/** What an attack descends. Of a batch, every image's gradient depends on that image alone. */
export type Loss = (images: Tensor4D) => Scalar;

/** The loss whose descent leads to `goal`: L is the mean cross-entropy, for `untransferable` L(f, x, t) + mean over i of L(fᵢ, x, y). */
export function lossTowards(tf: Tf, model: Model, goal: Goal): Loss {
  switch (goal.kind) {
    case "targeted":
      return (images) => crossEntropy(tf, logitsOf(tf, model, images), goal.targets);
    case "untargeted":
      return (images) => tf.neg<Scalar>(crossEntropy(tf, logitsOf(tf, model, images), goal.labels));
    case "untransferable": {
      const { ensemble, labels, targets } = goal;
      if (ensemble.length === 0) {
        throw new RangeError("an untransferable attack needs at least one model in its ensemble");
      }
      return (images) => {
        const others = ensemble.map((other) =>
          crossEntropy(tf, logitsOf(tf, other, images), labels),
        );
        const own = crossEntropy(tf, logitsOf(tf, model, images), targets);
        return tf.add<Scalar>(own, tf.div(tf.addN(others), ensemble.length));
      };
    }
  }
}

export function logitsOf(tf: Tf, { network, weights }: Model, images: Tensor4D): Tensor2D {
  return network.logits(tf, weights, images);
}

/** −log softmax(z)_y of each image, `[batch]`. */
export function crossEntropies(tf: Tf, logits: Tensor2D, labels: Tensor): Tensor1D {
  return tf.neg(chosen(tf, tf.logSoftmax(logits), labels));
}

/**
 * Difference of logits ratio, −(z_y − max over i ≠ y of z_i) / (z_π1 − z_π3) with z_π1 ≥ z_π2 ≥ … (Croce and Hein 2020, eq. 6), `[batch]`:
 * positive where the image is misclassified. Scaling or shifting the logits leaves it as it is, so large logits cannot hide the gradient. Of two
 * classes there is no third logit, and the numerator stands alone.
 */
export function logitRatios(tf: Tf, logits: Tensor2D, labels: Tensor): Tensor1D {
  const own = chosen(tf, logits, labels);
  const other = largest(tf, without(tf, logits, labels));
  if (logits.shape[1] < 3) return tf.sub(other, own);
  const first = tf.argMax(logits, 1);
  const rest = without(tf, logits, first);
  const third = largest(tf, without(tf, rest, tf.argMax(rest, 1)));
  const spread = tf.maximum(tf.sub(largest(tf, logits), third), 1e-12);
  return tf.div(tf.sub(other, own), spread);
}

/** The logit of one class for each image. */
export function chosen(tf: Tf, logits: Tensor2D, labels: Tensor): Tensor1D {
  return tf.sum(tf.mul(logits, mask(tf, logits, labels)), 1);
}

/** The logits with one class of each image so far down that it is no maximum. */
function without(tf: Tf, logits: Tensor2D, labels: Tensor): Tensor2D {
  return tf.sub(logits, tf.mul(mask(tf, logits, labels), 1e9));
}

function largest(tf: Tf, logits: Tensor2D): Tensor1D {
  return tf.max(logits, 1);
}

function mask(tf: Tf, logits: Tensor2D, labels: Tensor): Tensor {
  return tf.cast(tf.oneHot(tf.cast(labels, "int32"), logits.shape[1]), "float32");
}
