import type { Activation } from "#lab/layers.ts";
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
    const active = layer(tf, weights, "hidden", flat, "relu");
    return layer(tf, weights, "output", active, "linear");
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
    const active = layer(tf, weights, "hidden", flat, "relu");
    return layer(tf, weights, "output", active, "linear");
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

function layer(tf: Tf, weights: Weights, name: string, x: Tensor, kind: Activation): Tensor2D {
  return tf.dense(x, weight(weights, `${name}.kernel`), weight(weights, `${name}.bias`), kind);
}

function convolved(tf: Tf, weights: Weights, name: string, x: Tensor4D): Tensor4D {
  const [kernel, bias] = [weight(weights, `${name}.kernel`), weight(weights, `${name}.bias`)];
  return tf.convolution(x, kernel, bias, { stride: 1, pad: "same", activation: "relu", pool: 2 });
}

function weight(weights: Weights, name: string): Tensor {
  const found = weights[name];
  if (found === undefined) throw new Error(`the network has no weights named ${name}`);
  return found;
}
