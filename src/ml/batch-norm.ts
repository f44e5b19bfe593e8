/** Batch normalisation (Ioffe and Szegedy 2015) with its state in the caller's hands. */
import type { Tensor, Tf } from "#lab/tf.ts";

import { weightOf, type Weights } from "./weights.ts";

/** Mean and variance of each channel, `[channels]`: of a batch while training, running ones afterwards. */
export interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** Scale γ of ones and shift β of zeros, `[channels]`. */
export function batchNormWeights(tf: Tf, name: string, channels: number): Weights {
  return { [`${name}.scale`]: tf.ones([channels]), [`${name}.shift`]: tf.zeros([channels]) };
}

/** The moments of a batch over all axes but the last (algorithm 1, lines 1 and 2): divided by the count, not by one less. */
export function batchMoments(tf: Tf, x: Tensor): Moments {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const mean = tf.mean(x, axes);
  return { mean, variance: tf.mean(tf.square(tf.sub(x, mean)), axes) };
}

/** γ (x − mean) / √(variance + ε) + β (algorithm 1, lines 3 and 4), ε being 10⁻⁵. */
export function batchNorm(
  tf: Tf,
  weights: Weights,
  name: string,
  x: Tensor,
  { mean, variance }: Moments,
): Tensor {
  const deviation = tf.sqrt(tf.add(variance, 1e-5));
  const scaled = tf.mul(tf.div(tf.sub(x, mean), deviation), weightOf(weights, `${name}.scale`));
  return tf.add(scaled, weightOf(weights, `${name}.shift`));
}

/** The moments before the first batch: mean 0, variance 1; the caller disposes them. */
export function startMoments(tf: Tf, channels: number): Moments {
  return { mean: tf.zeros([channels]), variance: tf.ones([channels]) };
}

/** Running moments after one more batch, of which `share` is taken in; the variance of `count` numbers is made unbiased. The caller owns what comes back. */
export function runningMoments(
  tf: Tf,
  before: Moments,
  batch: Moments,
  { count, share = 0.1 }: { readonly count: number; readonly share?: number },
): Moments {
  if (count < 2) throw new RangeError(`${count} numbers a channel have no variance`);
  const mixed = (old: Tensor, fresh: Tensor, factor: number): Tensor =>
    tf.tidy(() => tf.add(tf.mul(old, 1 - share), tf.mul(fresh, share * factor)));
  return {
    mean: mixed(before.mean, batch.mean, 1),
    variance: mixed(before.variance, batch.variance, count / (count - 1)),
  };
}
