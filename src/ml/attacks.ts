import type { Random } from "#lab/runtime.ts";
import type { Tensor, Tensor4D, Tf } from "#lab/tf.ts";

import { type Goal, type Loss, lossTowards, type Model } from "./attack-losses.ts";

/** How the size of a perturbation is measured: its Euclidean length, or its largest change of a pixel. */
export type Norm = "l2" | "linf";

/** The ball around each original that an attack stays in. */
export interface Ball {
  readonly norm: Norm;
  /** Its radius, for all images or one each, `[batch, 1, 1, 1]`; pixel values are 0 to 1. */
  readonly epsilon: number | Tensor;
}

export interface AttackSettings extends Ball {
  readonly steps: number;
  /** Length of one step; without it 2.5 epsilon / steps, so that the walk can reach the rim and return. */
  readonly stepSize?: number | Tensor;
}

/** A walk under way: where the images are and where they began. */
export interface Walk {
  readonly images: Tensor4D;
  readonly originals: Tensor4D;
}

/**
 * One step of projected gradient descent towards `goal` (Madry et al. 2018, eq. 2; Ilyas et al. 2019, appendix C): by a gradient of unit
 * length in L2, by its sign in L∞; back into the ball around `originals`, pixels kept in 0 to 1.
 * `[batch, height, width, channels]` in and out; the caller owns the result.
 */
export function attackStep(
  tf: Tf,
  model: Model,
  { goal, ...walk }: Walk & { readonly goal: Goal },
  settings: AttackSettings,
): Tensor4D {
  return descend(tf, lossTowards(tf, model, goal), walk, settings);
}

/** The same step down any loss. */
function descend(
  tf: Tf,
  loss: Loss,
  { images, originals }: Walk,
  settings: AttackSettings,
): Tensor4D {
  return tf.tidy(() => {
    const gradient = tf.grad((x) => loss(x as Tensor4D))(images);
    const moved = tf.sub(
      images,
      tf.mul(direction(tf, gradient, settings.norm), stepSize(tf, settings)),
    );
    return project(tf, moved, originals, settings);
  });
}

/**
 * All steps of an attack, one a turn: yields the images, which it still owns, and ends with the last, which the caller owns. The walk
 * begins at the originals, or with `start` at a random point of the ball (Madry et al. 2018, § 3).
 */
export function* attackWalk(
  tf: Tf,
  loss: Loss,
  originals: Tensor4D,
  settings: AttackSettings,
  start?: Random,
): Generator<Tensor4D, Tensor4D, void> {
  let images =
    start === undefined
      ? tf.tidy(() => tf.add<Tensor4D>(originals, 0))
      : randomStart(tf, originals, settings, start);
  let isWhole = false;
  try {
    for (let step = 0; step < settings.steps; step += 1) {
      const moved = descend(tf, loss, { images, originals }, settings);
      tf.dispose(images);
      images = moved;
      yield images;
    }
    isWhole = true;
    return images;
  } finally {
    if (!isWhole) tf.dispose(images);
  }
}

/** The images after all steps; the caller owns them. */
export function attack(
  tf: Tf,
  loss: Loss,
  originals: Tensor4D,
  settings: AttackSettings,
  start?: Random,
): Tensor4D {
  const walk = attackWalk(tf, loss, originals, settings, start);
  let turn = walk.next();
  while (turn.done !== true) turn = walk.next();
  return turn.value;
}

/** The fast gradient sign method, x + ε sign ∇L (Goodfellow et al. 2015, § 4): one step of L∞ as long as the radius. */
export function fastGradientSign(
  tf: Tf,
  model: Model,
  { originals, goal }: { readonly originals: Tensor4D; readonly goal: Goal },
  epsilon: number,
): Tensor4D {
  const settings: AttackSettings = { norm: "linf", epsilon, steps: 1, stepSize: epsilon };
  return attackStep(tf, model, { images: originals, originals, goal }, settings);
}

/** A random point of the ball, pixels kept in 0 to 1: uniform in L∞; in L2 uniform on its rim, where nearly all of a ball of many dimensions is. */
export function randomStart(
  tf: Tf,
  originals: Tensor4D,
  { norm, epsilon }: Ball,
  random: Random,
): Tensor4D {
  return tf.tidy(() => {
    const { shape, size } = originals;
    const draw = (): number => (norm === "l2" ? random.normal() : 2 * random.uniform() - 1);
    const noise = tf.tensor4d(Float32Array.from({ length: size }, draw), shape);
    const unit = norm === "l2" ? tf.div(noise, lengths(tf, noise)) : noise;
    const moved = tf.add(originals, tf.mul(unit, epsilon));
    return project(tf, moved, originals, { norm, epsilon });
  });
}

/** The nearest point of the ball around `originals`, then of the pixels' range. Originals lie in that range, so the result is still in the ball. */
export function project(
  tf: Tf,
  moved: Tensor,
  originals: Tensor4D,
  { norm, epsilon }: Ball,
): Tensor4D {
  const offset = tf.sub(moved, originals);
  switch (norm) {
    case "l2": {
      const scale = tf.minimum(1, tf.div(epsilon, lengths(tf, offset)));
      return tf.clipByValue<Tensor4D>(tf.add(originals, tf.mul(offset, scale)), 0, 1);
    }
    case "linf": {
      const near = tf.maximum(tf.minimum(offset, epsilon), tf.neg(epsilon));
      return tf.clipByValue<Tensor4D>(tf.add(originals, near), 0, 1);
    }
  }
}

/** The step of size 1 along which a linear function grows fastest; a zero gradient stays zero. */
export function direction(tf: Tf, gradient: Tensor, norm: Norm): Tensor {
  return norm === "l2" ? tf.div(gradient, lengths(tf, gradient)) : tf.sign(gradient);
}

/** L2 length of each picture, `[batch, 1, 1, 1]`, kept above 0 so that a zero gradient stays zero. */
function lengths(tf: Tf, x: Tensor): Tensor {
  return tf.maximum(tf.sqrt(tf.sum(tf.square(x), [1, 2, 3], true)), 1e-12);
}

function stepSize(tf: Tf, { epsilon, steps, stepSize: chosen }: AttackSettings): number | Tensor {
  if (chosen !== undefined) return chosen;
  return typeof epsilon === "number" ? (2.5 * epsilon) / steps : tf.mul(epsilon, 2.5 / steps);
}
