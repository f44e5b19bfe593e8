import type { Random } from "#lab/runtime.ts";
import type { Scalar, Tensor, Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";

import { classCount, type ImageSet, labelsAt, pictures } from "./images.ts";
import type { Network, Weights } from "./networks.ts";

/** Mean softmax cross-entropy of `logits` `[batch, 10]` against `labels` `[batch]`. */
export function crossEntropy(tf: Tf, logits: Tensor2D, labels: Tensor): Scalar {
  const targets = tf.oneHot(tf.cast(labels, "int32"), classCount);
  return tf.softmaxCrossEntropy(logits, tf.cast(targets, "float32"));
}

/** Adam's moments (Kingma and Ba 2015, algorithm 1), in the order of the weights; owned by who made them. */
interface AdamState {
  readonly first: readonly Tensor[];
  readonly second: readonly Tensor[];
  readonly steps: number;
}

function startAdam(tf: Tf, weights: Weights): AdamState {
  const zeros = (): Tensor[] => Object.values(weights).map((weight) => tf.zerosLike(weight));
  return { first: zeros(), second: zeros(), steps: 0 };
}

interface Trained {
  readonly weights: Weights;
  readonly adam: AdamState;
}

/** One Adam step on one batch. The tensors of `before` are disposed; the caller owns what comes back. */
function trainStep(
  tf: Tf,
  network: Network,
  before: Trained,
  batch: { readonly images: Tensor4D; readonly labels: Tensor },
  learningRate: number,
): Trained {
  const names = Object.keys(before.weights);
  const steps = before.adam.steps + 1;
  const [decay1, decay2] = [0.9, 0.999];
  const rate = (learningRate * Math.sqrt(1 - decay2 ** steps)) / (1 - decay1 ** steps);
  const after = tf.tidy(() => {
    const loss = (...values: Tensor[]): Scalar =>
      crossEntropy(tf, network.logits(tf, named(names, values), batch.images), batch.labels);
    const gradients = tf.grads(loss)(Object.values(before.weights));
    return gradients.flatMap((gradient, i) => {
      const [weight, m, v] = [
        at(Object.values(before.weights), i),
        at(before.adam.first, i),
        at(before.adam.second, i),
      ];
      return tf.adam(weight, gradient, [m, v], { rate, decays: [decay1, decay2], epsilon: 1e-8 });
    });
  });
  disposeTrained(tf, before);
  const every = (offset: number): Tensor[] => names.map((_, i) => at(after, 3 * i + offset));
  return {
    weights: named(names, every(0)),
    adam: { first: every(1), second: every(2), steps },
  };
}

/** Frees weights and moments. */
function disposeTrained(tf: Tf, { weights, adam }: Trained): void {
  tf.dispose([...Object.values(weights), ...adam.first, ...adam.second]);
}

export interface Schedule {
  readonly epochs: number;
  readonly batchSize: number;
  /** Falls to 0 along a half cosine (Loshchilov and Hutter 2017, eq. 5, without restarts). */
  readonly learningRate: number;
}

/** Steps of a whole training. */
function trainingSteps(count: number, { epochs, batchSize }: Schedule): number {
  return Math.ceil(count / batchSize) * epochs;
}

/**
 * Trains fresh weights on `set`, yielding after every step. Whoever takes `latest()` borrows; the generator frees everything
 * when it ends or is returned, unless `keep()` was called.
 */
export async function* train(
  tf: Tf,
  network: Network,
  set: ImageSet,
  schedule: Schedule,
  random: { readonly weights: Random; readonly order: Random },
): AsyncGenerator<{ readonly step: number; readonly weights: Weights }, Weights, void> {
  const weights = network.create(tf, random.weights);
  let state: Trained = { weights, adam: startAdam(tf, weights) };
  const total = trainingSteps(set.count, schedule);
  let isWhole = false;
  try {
    let step = 0;
    for (let epoch = 0; epoch < schedule.epochs; epoch += 1) {
      const order = random.order.permutation(set.count);
      for (let start = 0; start < set.count; start += schedule.batchSize) {
        const indices = order.subarray(start, start + schedule.batchSize);
        const images = pictures(tf, set, indices);
        const labels = labelsAt(tf, set.labels, indices);
        const rate = (schedule.learningRate * (1 + cosine(step / total))) / 2;
        try {
          state = trainStep(tf, network, state, { images, labels }, rate);
        } finally {
          tf.dispose([images, labels]);
        }
        step += 1;
        yield { step, weights: state.weights };
      }
    }
    isWhole = true;
    return state.weights;
  } finally {
    tf.dispose([...state.adam.first, ...state.adam.second]);
    if (!isWhole) tf.dispose(Object.values(state.weights));
  }
}

/** cos(πx) for x in 0 to 1, rounded so that every engine agrees. */
function cosine(x: number): number {
  return Math.round(Math.cos(Math.PI * x) * 1e9) / 1e9;
}

function named(names: readonly string[], values: readonly Tensor[]): Weights {
  return Object.fromEntries(names.map((name, i) => [name, at(values, i)]));
}

function at(values: readonly Tensor[], i: number): Tensor {
  const value = values[i];
  if (value === undefined) throw new RangeError(`no tensor at ${i}`);
  return value;
}
