import type { Random } from "#lab/runtime.ts";
import type { Scalar, Tensor, Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";

import { expectFinite } from "./finite.ts";
import { type ImageSet, labelsAt, pictures } from "./images.ts";
import type { Network } from "./networks.ts";
import { adam, type Optimiser, type OptimiserState, stateTensors } from "./optimisers.ts";
import { cosine, type RateSchedule } from "./rates.ts";
import { at, named, type Weights } from "./weights.ts";

/** Mean softmax cross-entropy of `logits` `[batch, classes]` against `labels` `[batch]`. */
export function crossEntropy(tf: Tf, logits: Tensor2D, labels: Tensor): Scalar {
  const targets = tf.oneHot(tf.cast(labels, "int32"), logits.shape[1]);
  return tf.softmaxCrossEntropy(logits, tf.cast(targets, "float32"));
}

export interface Schedule {
  readonly epochs: number;
  readonly batchSize: number;
  /** At its largest. */
  readonly learningRate: number;
  /** How it changes; a half cosine to 0 without it. */
  readonly rates?: RateSchedule;
  /** Adam without it. */
  readonly optimiser?: Optimiser;
}

/** A batch about to be learnt, with the network as it is then. */
export interface Lesson {
  readonly model: { readonly network: Network; readonly weights: Weights };
  readonly images: Tensor4D;
  readonly labels: Tensor;
  /** Epochs gone by, with fractions. */
  readonly epoch: number;
}

interface Trained {
  readonly weights: Weights;
  readonly state: OptimiserState;
}

/** One step on one batch. The tensors of `before` are disposed; the caller owns what comes back. */
function trainStep(
  tf: Tf,
  network: Network,
  before: Trained,
  batch: { readonly images: Tensor4D; readonly labels: Tensor },
  { optimiser, rate }: { readonly optimiser: Optimiser; readonly rate: number },
): Trained {
  const names = Object.keys(before.weights);
  const count = names.length;
  const lists = before.state.moments.length;
  let steps = 0;
  const after = tf.tidy(() => {
    const loss = (...values: Tensor[]): Scalar =>
      crossEntropy(tf, network.logits(tf, named(names, values), batch.images), batch.labels);
    const gradients = tf.grads(loss)(Object.values(before.weights));
    const next = optimiser.step(tf, before.weights, gradients, before.state, rate);
    steps = next.state.steps;
    return [...Object.values(next.weights), ...stateTensors(next.state)];
  });
  tf.dispose([...Object.values(before.weights), ...stateTensors(before.state)]);
  return {
    weights: named(names, after),
    state: {
      moments: Array.from({ length: lists }, (_, list) =>
        names.map((_name, i) => at(after, (1 + list) * count + i)),
      ),
      steps,
    },
  };
}

/** Steps of a whole training. */
function trainingSteps(count: number, { epochs, batchSize }: Schedule): number {
  return Math.ceil(count / batchSize) * epochs;
}

/**
 * Trains fresh weights on `set`, yielding after every step. Whoever takes the weights of a step borrows; the generator frees everything
 * when it is returned early, and hands the weights over when it ends. `perturb` gives the images that are learnt in place of a batch's
 * own (adversarial ones, noisy ones): the generator disposes them. Throws a NotANumberError after a pass that diverged.
 */
export async function* train(
  tf: Tf,
  network: Network,
  set: ImageSet,
  schedule: Schedule,
  random: { readonly weights: Random; readonly order: Random },
  perturb?: (lesson: Lesson) => Tensor4D,
): AsyncGenerator<{ readonly step: number; readonly weights: Weights }, Weights, void> {
  const { batchSize, epochs, learningRate, rates = cosine, optimiser = adam() } = schedule;
  const weights = network.create(tf, random.weights);
  let trained: Trained = { weights, state: optimiser.start(tf, weights) };
  const total = trainingSteps(set.count, schedule);
  let isWhole = false;
  try {
    let step = 0;
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      const order = random.order.permutation(set.count);
      for (let start = 0; start < set.count; start += batchSize) {
        const indices = order.subarray(start, start + batchSize);
        const images = pictures(tf, set, indices);
        const labels = labelsAt(tf, set.labels, indices);
        const model = { network, weights: trained.weights };
        const rate = learningRate * rates(step / total);
        let learnt: Tensor4D | undefined;
        try {
          learnt = perturb?.({ model, images, labels, epoch: (step * batchSize) / set.count });
          const batch = { images: learnt ?? images, labels };
          trained = trainStep(tf, network, trained, batch, { optimiser, rate });
        } finally {
          tf.dispose([images, labels, ...(learnt === undefined ? [] : [learnt])]);
        }
        step += 1;
        if (start + batchSize >= set.count) {
          await expectFinite(tf, trained.weights, `after pass ${epoch + 1}`);
        }
        yield { step, weights: trained.weights };
      }
    }
    isWhole = true;
    return trained.weights;
  } finally {
    tf.dispose(stateTensors(trained.state));
    if (!isWhole) tf.dispose(Object.values(trained.weights));
  }
}
