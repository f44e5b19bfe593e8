/** Layers as functions of their input and of weights by name; each has a function that makes its weights, which the caller disposes. */
import type { Activation, ConvolutionSettings } from "#lab/layers.ts";
import type { Random } from "#lab/runtime.ts";
import type { Tensor, Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";

import { heNormal, weightOf, type Weights } from "./weights.ts";

/** Kernel `[from, to]` and bias `[to]`. */
export function denseWeights(
  tf: Tf,
  random: Random,
  name: string,
  from: number,
  to: number,
): Weights {
  return {
    [`${name}.kernel`]: heNormal(tf, random, [from, to], from),
    [`${name}.bias`]: tf.zeros([to]),
  };
}

/** activation(x · kernel + bias): `[batch, from]` → `[batch, to]`. */
export function dense(
  tf: Tf,
  weights: Weights,
  name: string,
  x: Tensor,
  activation: Activation,
): Tensor2D {
  const [kernel, bias] = [weightOf(weights, `${name}.kernel`), weightOf(weights, `${name}.bias`)];
  return tf.dense(x, kernel, bias, activation);
}

/** Kernel `[side, side, from, to]` and bias `[to]`. */
export function convolutionWeights(
  tf: Tf,
  random: Random,
  name: string,
  { side, from, to }: { readonly side: number; readonly from: number; readonly to: number },
): Weights {
  return {
    [`${name}.kernel`]: heNormal(tf, random, [side, side, from, to], side * side * from),
    [`${name}.bias`]: tf.zeros([to]),
  };
}

/** pool(activation(x ∗ kernel + bias)), padded so that only `stride` and `pool` make the image smaller. */
export function convolution(
  tf: Tf,
  weights: Weights,
  name: string,
  x: Tensor4D,
  settings: Partial<ConvolutionSettings> = {},
): Tensor4D {
  const [kernel, bias] = [weightOf(weights, `${name}.kernel`), weightOf(weights, `${name}.bias`)];
  const standard = { stride: 1, pad: "same", activation: "relu", pool: 1 } as const;
  return tf.convolution(x, kernel, bias, { ...standard, ...settings });
}

/** `[batch, …]` → `[batch, numbers of one]`. */
export function flat(tf: Tf, x: Tensor): Tensor2D {
  const [batch = 1] = x.shape;
  return tf.reshape<Tensor2D["rankType"]>(x, [batch, x.size / batch]);
}

/** Mean over height and width: `[batch, height, width, channels]` → `[batch, channels]`. */
export function globalAverage(tf: Tf, x: Tensor4D): Tensor2D {
  return tf.mean<Tensor2D>(x, [1, 2]);
}

/**
 * Dropout (Srivastava et al. 2014, § 4): each number is kept with probability 1 − `rate` and then divided by it, so that nothing has to
 * be scaled when the network is used; `rate` 0 to below 1.
 */
export function dropout(tf: Tf, random: Random, x: Tensor, rate: number): Tensor {
  if (rate === 0) return x;
  const kept = Float32Array.from({ length: x.size }, () =>
    random.uniform() < rate ? 0 : 1 / (1 - rate),
  );
  return tf.mul(x, tf.tensor(kept, x.shape));
}

/** Rows of the table `[vocabulary, units]` for int32 `indices` of any shape: `[…indices, units]`. */
export function embedding(tf: Tf, weights: Weights, name: string, indices: Tensor): Tensor {
  return tf.gather(weightOf(weights, `${name}.table`), indices);
}

/** A table `[vocabulary, units]` of normal numbers of variance 1 / `units`, so that a row is about 1 long. */
export function embeddingWeights(
  tf: Tf,
  random: Random,
  name: string,
  vocabulary: number,
  units: number,
): Weights {
  return { [`${name}.table`]: heNormal(tf, random, [vocabulary, units], 2 * units) };
}
