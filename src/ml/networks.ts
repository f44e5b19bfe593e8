import type { Random } from "#lab/runtime.ts";
import type { Tensor, Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";

import { classCount } from "./images.ts";

/** Trainable tensors by name; the order of the keys is the order of gradients. */
export type Weights = Readonly<Record<string, Tensor>>;

/** A classifier as a pure function of its weights. */
export interface Network {
  /** Fresh weights (He et al. 2015, eq. 10), biases zero; the caller disposes them. */
  readonly create: (tf: Tf, random: Random) => Weights;
  /** `[batch, 28, 28, 1]` → logits `[batch, 10]`. */
  readonly logits: (tf: Tf, weights: Weights, images: Tensor4D) => Tensor2D;
  /** Multiply-adds of one image's forward pass. */
  readonly macs: number;
}

const pixels = 28 * 28;
const hidden = 128;

/** 784 → 128 → 10, one hidden layer of rectified units. */
const mlp: Network = {
  create: (tf, random) => ({
    ...dense(tf, random, "hidden", pixels, hidden),
    ...dense(tf, random, "output", hidden, classCount),
  }),
  logits: (tf, weights, images) => {
    const flat = tf.reshape(images, [images.shape[0], pixels]);
    const active = tf.relu(affine(tf, weights, "hidden", flat));
    return affine(tf, weights, "output", active);
  },
  macs: pixels * hidden + hidden * classCount,
};

/** Two 3×3 convolutions (16 and 32 channels) with 2×2 max-pooling, then 64 rectified units: about 1.1 million multiply-adds an image. */
const conv: Network = {
  create: (tf, random) => ({
    ...convolution(tf, random, "first", 1, 16),
    ...convolution(tf, random, "second", 16, 32),
    ...dense(tf, random, "hidden", 7 * 7 * 32, 64),
    ...dense(tf, random, "output", 64, classCount),
  }),
  logits: (tf, weights, images) => {
    const first = convolved(tf, weights, "first", images); // → [batch, 14, 14, 16]
    const second = convolved(tf, weights, "second", first); // → [batch, 7, 7, 32]
    const flat = tf.reshape(second, [images.shape[0], 7 * 7 * 32]);
    const active = tf.relu(affine(tf, weights, "hidden", flat));
    return affine(tf, weights, "output", active);
  },
  macs: pixels * 9 * 16 + 14 * 14 * 9 * 16 * 32 + 7 * 7 * 32 * 64 + 64 * classCount,
};

export const networks = { mlp, conv } as const;

function heNormal(tf: Tf, random: Random, shape: readonly number[], fanIn: number): Tensor {
  const scale = Math.sqrt(2 / fanIn);
  const count = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: count }, () => scale * random.normal()),
    [...shape],
  );
}

function dense(tf: Tf, random: Random, name: string, from: number, to: number): Weights {
  return {
    [`${name}.kernel`]: heNormal(tf, random, [from, to], from),
    [`${name}.bias`]: tf.zeros([to]),
  };
}

function convolution(tf: Tf, random: Random, name: string, from: number, to: number): Weights {
  return {
    [`${name}.kernel`]: heNormal(tf, random, [3, 3, from, to], 9 * from),
    [`${name}.bias`]: tf.zeros([to]),
  };
}

function affine(tf: Tf, weights: Weights, name: string, x: Tensor): Tensor2D {
  const product = tf.matMul<Tensor2D>(x, weight(weights, `${name}.kernel`));
  return tf.add(product, weight(weights, `${name}.bias`));
}

function convolved(tf: Tf, weights: Weights, name: string, x: Tensor4D): Tensor4D {
  const kernel = weight(weights, `${name}.kernel`) as Tensor4D;
  const sum = tf.add(tf.conv2d(x, kernel, 1, "same"), weight(weights, `${name}.bias`));
  return tf.maxPool(tf.relu(sum) as Tensor4D, 2, 2, "same");
}

function weight(weights: Weights, name: string): Tensor {
  const found = weights[name];
  if (found === undefined) throw new Error(`the network has no weights named ${name}`);
  return found;
}
