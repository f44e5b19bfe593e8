import type { Tensor, Tensor4D, Tf } from "#lab/tf.ts";

import { type Goal, lossTowards, type Model } from "./attack-losses.ts";
import { type AttackSettings, attackWalk } from "./attacks.ts";
import { predict } from "./evaluation.ts";
import { batches, type ImageSet, labelsAt, pictures, pictureSize } from "./images.ts";

export interface Perturbed {
  /** Like the set's pixels; those of images from `finished` on are still empty. */
  readonly pixels: Float32Array;
  /** What the attacked model sees in each finished image. */
  readonly seen: Uint8Array;
  readonly finished: number;
}

/** An attack on a set, and how many images are attacked together. */
export type SetAttack = AttackSettings & { readonly batchSize: number };

/**
 * Moves every image of `set` towards its target under the model, by targeted projected gradient descent in L2, yielding after every
 * step of every batch (Ilyas et al. 2019, appendix C).
 */
export function perturbSet(
  tf: Tf,
  model: Model,
  set: ImageSet,
  targets: Uint8Array,
  settings: Omit<SetAttack, "norm">,
): AsyncGenerator<Perturbed, Perturbed, void> {
  const goalOf = (indices: Int32Array): Goal => ({
    kind: "targeted",
    targets: labelsAt(tf, targets, indices),
  });
  return perturbTowards(tf, model, set, goalOf, { norm: "l2", ...settings });
}

/**
 * Attacks every image of `set` by any goal, yielding like `perturbSet`. `goalOf` makes the goal of the images at some indices; its labels
 * and targets are disposed here, the models of an ensemble are not.
 */
export async function* perturbTowards(
  tf: Tf,
  model: Model,
  set: ImageSet,
  goalOf: (indices: Int32Array) => Goal,
  { batchSize, ...settings }: SetAttack,
): AsyncGenerator<Perturbed, Perturbed, void> {
  const pixels = new Float32Array(set.pixels.length);
  const seen = new Uint8Array(set.count);
  let finished = 0;
  for (const indices of batches(set.count, batchSize)) {
    const originals = pictures(tf, set, indices);
    const goal = goalOf(indices);
    const walk = attackWalk(tf, lossTowards(tf, model, goal), originals, settings);
    let last: Tensor4D | undefined;
    try {
      for (let step = 1; step <= settings.steps; step += 1) {
        const turn = walk.next();
        if (turn.done === true) break;
        if (step < settings.steps) yield { pixels, seen, finished };
      }
      const end = walk.next();
      if (end.done !== true) throw new RangeError("an attack went on after its last step");
      last = end.value;
      const first = indices[0] ?? 0;
      pixels.set(await last.data(), first * pictureSize(set));
      seen.set(await predict(tf, model.network, model.weights, last), first);
    } finally {
      // Ends the walk, and frees its images, if the caller leaves before it does.
      walk.return(originals);
      tf.dispose([originals, ...tensorsOf(goal), ...(last === undefined ? [] : [last])]);
    }
    finished += indices.length;
    yield { pixels, seen, finished };
  }
  return { pixels, seen, finished };
}

function tensorsOf(goal: Goal): Tensor[] {
  switch (goal.kind) {
    case "targeted":
      return [goal.targets];
    case "untargeted":
      return [goal.labels];
    case "untransferable":
      return [goal.targets, goal.labels];
  }
}
