import type { Random } from "#lab/runtime.ts";
import type { Scalar, Tensor, Tensor2D, Tf } from "#lab/tf.ts";

import type { Squares } from "./squares.ts";

/** Kernels and biases in turn, from the first layer to the last. */
type Layers = readonly Tensor[];

/** A network with its optimiser, in mid-training. */
export interface Student {
  readonly layers: Layers;
  /** Adam's two moments of each of the layers. */
  readonly moments: readonly (readonly [Tensor, Tensor])[];
  readonly steps: number;
}

/** A rectified network of two hidden layers with two logits; weights after He et al. 2015, biases zero. */
export function createStudent(
  tf: Tf,
  { size, width }: { readonly size: number; readonly width: number },
  random: Random,
): Student {
  const sizes = [size, width, width, 2];
  const layers = sizes.slice(1).flatMap((to, i): Tensor[] => {
    const from = sizes[i] ?? 1;
    const scale = Math.sqrt(2 / from);
    const values = Float32Array.from({ length: from * to }, () => scale * random.normal());
    return [tf.tensor2d(values, [from, to]), tf.zeros([to])];
  });
  const moments = layers.map((layer): readonly [Tensor, Tensor] => [
    tf.zerosLike(layer),
    tf.zerosLike(layer),
  ]);
  return { layers, moments, steps: 0 };
}

export function disposeStudent(tf: Tf, { layers, moments }: Student): void {
  tf.dispose([...layers, ...moments.flat()]);
}

/** `[batch, size]` → `[batch, 2]`, the logits of −1 and 1. */
function logits(tf: Tf, layers: Layers, pictures: Tensor): Tensor2D {
  const layer = (x: Tensor, i: number, activation: "relu" | "linear"): Tensor2D => {
    const [kernel, bias] = layers.slice(2 * i, 2 * i + 2);
    if (kernel === undefined || bias === undefined) throw new RangeError(`no layer ${i}`);
    return tf.dense(x, kernel, bias, activation);
  };
  return layer(layer(layer(pictures, 0, "relu"), 1, "relu"), 2, "linear");
}

/** Logit of 1 less that of −1, `[batch, 1]`. */
function margins(tf: Tf, layers: Layers, pictures: Tensor): Tensor {
  const both = logits(tf, layers, pictures);
  return tf.sub(tf.slice(both, [0, 1], [-1, 1]), tf.slice(both, [0, 0], [-1, 1]));
}

/** Pictures and the labels' targets `[count, 2]` as tensors; the caller disposes them. */
export function lesson(
  tf: Tf,
  { count, size, pixels, labels }: Squares,
): { readonly pictures: Tensor2D; readonly targets: Tensor2D } {
  const targets = new Float32Array(2 * count);
  for (const [i, label] of labels.entries()) targets[2 * i + (label > 0 ? 1 : 0)] = 1;
  return {
    pictures: tf.tensor2d(pixels, [count, size]),
    targets: tf.tensor2d(targets, [count, 2]),
  };
}

/** One step of Adam on all pictures at once. The tensors of `before` are disposed; the caller owns what comes back. */
export function learn(
  tf: Tf,
  before: Student,
  { pictures, targets }: ReturnType<typeof lesson>,
  learningRate: number,
): Student {
  const steps = before.steps + 1;
  const decays = [0.9, 0.999] as const;
  const rate =
    (learningRate * Math.sqrt(1 - power(decays[1], steps))) / (1 - power(decays[0], steps));
  const after = tf.tidy(() => {
    const loss = (...layers: Tensor[]): Scalar =>
      tf.softmaxCrossEntropy(logits(tf, layers, pictures), targets);
    const gradients = tf.grads(loss)([...before.layers]);
    return before.layers.flatMap((layer, i) => {
      const [gradient, moments] = [gradients[i], before.moments[i]];
      if (gradient === undefined || moments === undefined) return [];
      return tf.adam(layer, gradient, moments, { rate, decays, epsilon: 1e-8 });
    });
  });
  disposeStudent(tf, before);
  const every = (offset: number): Tensor[] => after.filter((_, i) => i % 3 === offset);
  const second = every(2);
  return {
    layers: every(0),
    moments: every(1).flatMap((first, i) =>
      second.slice(i, i + 1).map((last) => [first, last] as const),
    ),
    steps,
  };
}

/** The margin of each picture, positive for class 1. */
export async function scores(
  tf: Tf,
  { layers }: Student,
  { count, size, pixels }: Squares,
): Promise<Float32Array> {
  const found = tf.tidy(() => margins(tf, layers, tf.tensor2d(pixels, [count, size])));
  try {
    return Float32Array.from(await found.data());
  } finally {
    tf.dispose(found);
  }
}

/** Pixels of every picture after projected gradient descent in L∞ against its own prediction; a distance, so nothing is clipped to a range. */
export async function attacked(
  tf: Tf,
  { layers }: Student,
  { count, size, pixels }: Squares,
  predictions: ArrayLike<number>,
  { epsilon, steps }: { readonly epsilon: number; readonly steps: number },
): Promise<Float32Array> {
  const found = tf.tidy(() => {
    const start = tf.tensor2d(pixels, [count, size]);
    const signs = tf.tensor2d(
      Float32Array.from({ length: count }, (_, i) => ((predictions[i] ?? 0) > 0 ? -1 : 1)),
      [count, 1],
    );
    const goal = (x: Tensor): Scalar => tf.sum(tf.mul(signs, margins(tf, layers, x)));
    let x: Tensor = start;
    for (let step = 0; step < steps; step += 1) {
      const moved = tf.add(x, tf.mul(tf.sign(tf.grad(goal)(x)), (2.5 * epsilon) / steps));
      x = tf.maximum(tf.minimum(moved, tf.add(start, epsilon)), tf.sub(start, epsilon));
    }
    return x;
  });
  try {
    return Float32Array.from(await found.data());
  } finally {
    tf.dispose(found);
  }
}

/** By multiplication, which every engine rounds alike. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i += 1) result *= base;
  return result;
}
