import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";

import { crossEntropies, logitRatios, logitsOf, type Model } from "./attack-losses.ts";
import { direction, type Norm, project } from "./attacks.ts";
import { controlSteps } from "./auto-pgd-steps.ts";

export interface AutoPgdSettings {
  readonly norm: Norm;
  readonly epsilon: number;
  readonly steps: number;
  /** What is ascended: the cross-entropy, or the difference of logits ratio, which large logits cannot flatten. */
  readonly loss: "cross-entropy" | "logit-ratio";
}

export interface AutoPgdBatch {
  /** Where the walk begins, in the ball around `originals`. */
  readonly start: Tensor4D;
  readonly originals: Tensor4D;
  /** True classes, `[batch]`. */
  readonly labels: Tensor1D;
}

/** The walk after a step; tensors stay the generator's. */
export interface AutoPgdStep {
  readonly step: number;
  /** Of each image the point of the highest loss so far. */
  readonly best: Tensor4D;
  readonly bestLosses: Float32Array;
  readonly stepSizes: Float32Array;
  /** 1 for each image that has been misclassified at some point of the walk. */
  readonly fooled: Uint8Array;
}

interface Points {
  images: Tensor4D;
  before: Tensor4D;
  gradient: Tensor4D;
  best: Tensor4D;
  bestGradient: Tensor4D;
}

/**
 * Automatic projected gradient ascent away from the true classes (Croce and Hein 2020, algorithm 1): a momentum of 0.25, and steps that
 * choose their own length (`controlSteps`). There is nothing to tune, so a network that hides its gradient from one setting of PGD is
 * not thereby taken for a robust one.
 */
export async function* autoPgd(
  tf: Tf,
  model: Model,
  { start, originals, labels }: AutoPgdBatch,
  settings: AutoPgdSettings,
): AsyncGenerator<AutoPgdStep, void, void> {
  const truth = await labels.data();
  const fooled = new Uint8Array(originals.shape[0]);
  const examine = async (images: Tensor4D): Promise<[Tensor4D, Float32Array]> => {
    const { gradient, losses, seen } = await ascent(tf, model, images, labels, settings.loss);
    for (const [i, label] of truth.entries()) if (seen[i] !== label) fooled[i] = 1;
    return [gradient, losses];
  };

  const [firstGradient, firstLosses] = await examine(start);
  const control = controlSteps(firstLosses, settings);
  const { bestLosses, stepSizes } = control;
  const at: Points = {
    images: copy(tf, start),
    before: copy(tf, start),
    gradient: firstGradient,
    best: copy(tf, start),
    bestGradient: copy(tf, firstGradient),
  };
  const replace = (name: keyof Points, tensor: Tensor4D): void => {
    tf.dispose(at[name]);
    at[name] = tensor;
  };
  try {
    for (let step = 1; step <= settings.steps; step += 1) {
      const moved = ascend(tf, at, originals, stepSizes, step === 1 ? 1 : 0.75, settings);
      replace("before", at.images);
      at.images = moved;
      const [gradient, losses] = await examine(moved);
      replace("gradient", gradient);
      const { isBest, isHalved } = control.judge(step, losses);
      replace("best", mixed(tf, isBest, at.images, at.best));
      replace("bestGradient", mixed(tf, isBest, at.gradient, at.bestGradient));
      replace("images", mixed(tf, isHalved, at.best, at.images));
      replace("gradient", mixed(tf, isHalved, at.bestGradient, at.gradient));
      yield { step, best: at.best, bestLosses, stepSizes, fooled };
    }
  } finally {
    tf.dispose(Object.values(at));
  }
}

/** Algorithm 1, lines 7 and 8: a projected step, then part of it and part of the last move. */
function ascend(
  tf: Tf,
  { images, before, gradient }: Points,
  originals: Tensor4D,
  stepSizes: Float32Array,
  part: number,
  ball: AutoPgdSettings,
): Tensor4D {
  return tf.tidy(() => {
    const sizes = tf.tensor4d(stepSizes, [stepSizes.length, 1, 1, 1]);
    const along = direction(tf, enlarged(tf, gradient), ball.norm);
    const aim = project(tf, tf.add(images, tf.mul(along, sizes)), originals, ball);
    const step = tf.mul(tf.sub(aim, images), part);
    const momentum = tf.mul(tf.sub(images, before), 1 - part);
    return project(tf, tf.add(images, tf.add(step, momentum)), originals, ball);
  });
}

/** Each image's gradient with 1 as its largest entry: the squares of a tiny one would vanish in 32 bits. */
function enlarged(tf: Tf, gradient: Tensor4D): Tensor {
  const largest = tf.max(tf.abs(gradient), [1, 2, 3], true);
  return tf.div(gradient, tf.maximum(largest, 1e-37));
}

/** Gradient, losses and predictions at some images, from one pass there and back; the gradient is the caller's. */
async function ascent(
  tf: Tf,
  model: Model,
  images: Tensor4D,
  labels: Tensor1D,
  loss: AutoPgdSettings["loss"],
): Promise<{ gradient: Tensor4D; losses: Float32Array; seen: ArrayLike<number> }> {
  const [gradient, losses, seen] = tf.tidy<[Tensor4D, Tensor1D, Tensor1D]>(() => {
    const found: { logits?: Tensor2D; losses?: Tensor1D } = {};
    const lossesOf = loss === "cross-entropy" ? crossEntropies : logitRatios;
    const slope = tf.grad((x) => {
      // Kept, or the gradient's own scope would free them.
      found.logits = tf.keep(logitsOf(tf, model, x as Tensor4D));
      found.losses = tf.keep(lossesOf(tf, found.logits, labels));
      return tf.sum(found.losses);
    })(images) as Tensor4D;
    if (found.logits === undefined || found.losses === undefined) throw new Error("no loss");
    const best = tf.argMax<Tensor1D>(found.logits, 1);
    tf.dispose(found.logits);
    return [slope, found.losses, best];
  });
  const [values, classes] = await Promise.all([losses.data(), seen.data()]);
  tf.dispose([losses, seen]);
  return { gradient, losses: Float32Array.from(values), seen: classes };
}

/** Of each image `a` where the mask is 1, else `b`. */
function mixed(tf: Tf, isA: Uint8Array, a: Tensor4D, b: Tensor4D): Tensor4D {
  return tf.tidy(() => {
    const mask = tf.tensor4d(Float32Array.from(isA), [isA.length, 1, 1, 1]);
    return tf.add<Tensor4D>(tf.mul(a, mask), tf.mul(b, tf.sub(1, mask)));
  });
}

function copy(tf: Tf, x: Tensor4D): Tensor4D {
  return tf.tidy(() => tf.add<Tensor4D>(x, 0));
}
