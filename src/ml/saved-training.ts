import type { Random } from "#lab/runtime.ts";
import type { Tf } from "#lab/tf.ts";

import type { ImageSet } from "./images.ts";
import type { Network } from "./networks.ts";
import { type SavedWeights, saveWeights } from "./saved-weights.ts";
import { type Schedule, train } from "./training.ts";
import type { Weights } from "./weights.ts";

/**
 * Trains fresh weights on `set`, yielding the number of every step, and ends with them as plain data. After each pass `exam` may look at
 * the weights, which it borrows. No tensor is left, also when the caller leaves early.
 */
export async function* trainAndSave(
  tf: Tf,
  network: Network,
  set: ImageSet,
  schedule: Schedule,
  random: { readonly weights: Random; readonly order: Random },
  exam: (weights: Weights, epoch: number) => Promise<void>,
): AsyncGenerator<number, SavedWeights> {
  const stepsAnEpoch = Math.ceil(set.count / schedule.batchSize);
  const lessons = train(tf, network, set, schedule, random);
  // Leaving the loop ends the training, which then frees its weights.
  for await (const { step, weights } of lessons) {
    if (step % stepsAnEpoch === 0) await exam(weights, step / stepsAnEpoch);
    const isLast = step === stepsAnEpoch * schedule.epochs;
    const saved = isLast ? await saveWeights(weights) : undefined;
    yield step;
    if (saved !== undefined) return saved;
  }
  throw new RangeError(`no image to train on in ${schedule.epochs} epochs`);
}
