/** How well a network stands against attacks, over whole sets. */
import type { Random } from "#lab/runtime.ts";
import type { Tensor4D, Tf } from "#lab/tf.ts";

import { type Goal, lossTowards, type Model } from "./attack-losses.ts";
import { type AttackSettings, attackWalk, type Norm, randomStart } from "./attacks.ts";
import { autoPgd } from "./auto-pgd.ts";
import { predict } from "./evaluation.ts";
import { batches, type ImageSet, labelsAt, pictures } from "./images.ts";

/** Yielded after every step; `stands` is 1 for each image that no attack has fooled yet. */
export interface Assault {
  readonly done: number;
  readonly total: number;
  readonly stands: Uint8Array;
}

const batchSize = 100;

/** Batches that so many images are attacked in. */
export function attackBatches(count: number): number {
  return Math.ceil(count / batchSize);
}

/** Untargeted projected gradient descent on every image of `set`: which are still seen as what they are after its last step. */
export async function* withstandPgd(
  tf: Tf,
  model: Model,
  set: ImageSet,
  settings: AttackSettings,
): AsyncGenerator<Assault, Uint8Array> {
  const stands = await seenRight(tf, model, set);
  const parts = batches(set.count, batchSize);
  const total = parts.length * settings.steps;
  let done = 0;
  for (const indices of parts) {
    const originals = pictures(tf, set, indices);
    const labels = labelsAt(tf, set.labels, indices);
    const goal: Goal = { kind: "untargeted", labels };
    const walk = attackWalk(tf, lossTowards(tf, model, goal), originals, settings);
    let last: Tensor4D | undefined;
    try {
      let turn = walk.next();
      while (turn.done !== true) {
        done += 1;
        yield { done, total, stands };
        turn = walk.next();
      }
      last = turn.value;
      const seen = await predict(tf, model.network, model.weights, last);
      for (const [i, index] of indices.entries()) {
        if (seen[i] !== set.labels[index]) stands[index] = 0;
      }
    } finally {
      // Ends the walk, and frees its images, if the caller leaves before it does.
      walk.return(originals);
      tf.dispose(last === undefined ? [originals, labels] : [originals, labels, last]);
    }
  }
  return stands;
}

export interface StrongSettings {
  readonly norm: Norm;
  readonly epsilon: number;
  readonly steps: number;
  /** Walks against each image that still stands: odd ones up the cross-entropy, even ones up the logit ratio. All but the first two begin at random. */
  readonly restarts: number;
}

/**
 * AutoPGD with restarts (Croce and Hein 2020, § 5): an image stands only if no step of any walk is misclassified. Whatever PGD says far above
 * this is a masked gradient, not robustness.
 */
export async function* withstandAutoPgd(
  tf: Tf,
  model: Model,
  set: ImageSet,
  { restarts, ...settings }: StrongSettings,
  random: Random,
): AsyncGenerator<Assault, Uint8Array> {
  const stands = await seenRight(tf, model, set);
  const total = restarts * settings.steps * attackBatches(set.count);
  let done = 0;
  for (let restart = 0; restart < restarts; restart += 1) {
    const loss = restart % 2 === 0 ? "cross-entropy" : "logit-ratio";
    const standing = Int32Array.from(stands.keys()).filter((index) => stands[index] === 1);
    for (const part of batches(standing.length, batchSize)) {
      const indices = part.map((i) => standing[i] ?? 0);
      const originals = pictures(tf, set, indices);
      const labels = labelsAt(tf, set.labels, indices);
      const start = restart < 2 ? originals : randomStart(tf, originals, settings, random);
      try {
        const batch = { start, originals, labels };
        for await (const { fooled } of autoPgd(tf, model, batch, { ...settings, loss })) {
          for (const [i, index] of indices.entries()) if (fooled[i] === 1) stands[index] = 0;
          done += 1;
          yield { done, total, stands };
          if (fooled.every((one) => one === 1)) break;
        }
      } finally {
        tf.dispose(start === originals ? [originals, labels] : [start, originals, labels]);
      }
    }
    // Images that fell in earlier walks are not attacked again.
    done = (restart + 1) * (total / restarts);
  }
  return stands;
}

async function seenRight(tf: Tf, model: Model, set: ImageSet): Promise<Uint8Array> {
  const stands = new Uint8Array(set.count);
  for (const indices of batches(set.count, 250)) {
    const images = pictures(tf, set, indices);
    try {
      const seen = await predict(tf, model.network, model.weights, images);
      for (const [i, index] of indices.entries()) {
        stands[index] = seen[i] === set.labels[index] ? 1 : 0;
      }
    } finally {
      tf.dispose(images);
    }
  }
  return stands;
}
