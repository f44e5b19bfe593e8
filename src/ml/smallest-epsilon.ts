import type { Tensor1D, Tensor4D, Tf } from "#lab/tf.ts";

import { type Goal, lossTowards, type Model } from "./attack-losses.ts";
import { attack, type Norm } from "./attacks.ts";
import { predict } from "./evaluation.ts";

export interface BisectionSettings {
  readonly norm: Norm;
  /** The largest radius tried. */
  readonly largest: number;
  /** Steps of each attack. */
  readonly steps: number;
  /** Attacks after the one at `largest`; each halves what is not known. */
  readonly halvings: number;
}

/** After each attack, image by image: no attack tried at radius `below` fools, one of radius `above` does (infinite where none was found). */
export interface Bracket {
  readonly below: Float32Array;
  readonly above: Float32Array;
}

/**
 * The smallest radius at which untargeted PGD fools, for each image by bisection: an upper bound of the distance to the nearest
 * misclassified image. An image that is misclassified as it stands has 0.
 */
export async function* smallestEpsilons(
  tf: Tf,
  model: Model,
  { originals, labels }: { readonly originals: Tensor4D; readonly labels: Tensor1D },
  { norm, largest, steps, halvings }: BisectionSettings,
): AsyncGenerator<Bracket, Bracket> {
  const truth = await labels.data();
  const count = originals.shape[0];
  const goal: Goal = { kind: "untargeted", labels };
  const loss = lossTowards(tf, model, goal);
  const isFooledAt = async (radii: Float32Array): Promise<boolean[]> => {
    const epsilon = tf.tensor4d(radii, [count, 1, 1, 1]);
    const moved = attack(tf, loss, originals, { norm, epsilon, steps });
    const seen = await predict(tf, model.network, model.weights, moved);
    tf.dispose([epsilon, moved]);
    return Array.from(seen, (label, i) => label !== truth[i]);
  };

  const below = new Float32Array(count);
  const above = new Float32Array(count).fill(Infinity);
  const seen = await predict(tf, model.network, model.weights, originals);
  for (const [i, label] of seen.entries()) if (label !== truth[i]) above[i] = 0;
  for (let round = 0; round <= halvings; round += 1) {
    const tried = below.map((low, i) => {
      const high = above[i] ?? 0;
      return round === 0 ? largest : (low + Math.min(high, largest)) / 2;
    });
    const isFooled = await isFooledAt(tried);
    for (const [i, radius] of tried.entries()) {
      if (above[i] === 0) continue;
      if (isFooled[i] === true) above[i] = radius;
      else below[i] = radius;
    }
    yield { below, above };
  }
  return { below, above };
}
