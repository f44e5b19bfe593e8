/** Many test images, both networks: the smallest epsilons and the slopes. */
import type { Random } from "#lab/runtime.ts";
import type { Tf } from "#lab/tf.ts";
import { type Goal, lossTowards, type Model } from "#ml/attack-losses.ts";
import { attack, type Norm } from "#ml/attacks.ts";
import { predict, predictSet } from "#ml/evaluation.ts";
import { batches, type ImageSet, labelsAt, pictures, pictureSize } from "#ml/images.ts";
import { smallestEpsilons } from "#ml/smallest-epsilon.ts";

import { areaShare, energyShare, nearInk } from "./near-ink.ts";
import type { NetworkName } from "./outcome.ts";
import { batchSize, bisection } from "./plan.ts";
import type { Row } from "./rows.ts";
import { leadSlopes } from "./slopes.ts";

export type Models = Readonly<Record<NetworkName, Model>>;

/** Numbers of `count` images that both networks see right, in random order; fewer where there are not so many. */
export async function rightForBoth(
  tf: Tf,
  models: Models,
  set: ImageSet,
  count: number,
  random: Random,
): Promise<Int32Array> {
  // One in five may be seen wrong.
  const candidates = random.permutation(set.count).subarray(0, Math.ceil(1.25 * count));
  const size = pictureSize(set);
  const pixels = new Float32Array(candidates.length * size);
  candidates.forEach((from, to) => {
    pixels.set(set.pixels.subarray(from * size, (from + 1) * size), to * size);
  });
  const labels = Uint8Array.from(candidates, (i) => set.labels[i] ?? 0);
  const shown = { ...set, count: candidates.length, pixels, labels };
  const seen: Uint8Array[] = [];
  for (const { network, weights } of [models.standard, models.robust]) {
    seen.push(await predictSet(tf, network, weights, shown));
  }
  return candidates
    .filter((_, i) => seen.every((answers) => answers[i] === labels[i]))
    .subarray(0, count);
}

/** Studies the images at `indices`, yielding how many units it has done after every radius tried; `rows` grows batch by batch. */
export async function* studySet(
  tf: Tf,
  models: Models,
  set: ImageSet,
  indices: Int32Array,
  { norm, rows }: { readonly norm: Norm; readonly rows: Row[] },
): AsyncGenerator<number, void> {
  const { steps, halvings, largest } = bisection;
  for (const part of batches(indices.length, batchSize)) {
    const chosen = part.map((i) => indices[i] ?? 0);
    const truth = Uint8Array.from(chosen, (i) => set.labels[i] ?? 0);
    const originals = pictures(tf, set, chosen);
    const labels = labelsAt(tf, set.labels, chosen);
    try {
      const found: Record<NetworkName, Float32Array> = {
        standard: new Float32Array(),
        robust: new Float32Array(),
      };
      for (const name of ["standard", "robust"] as const) {
        const settings = { norm, largest: largest[norm], steps, halvings };
        const search = smallestEpsilons(tf, models[name], { originals, labels }, settings);
        for await (const { above } of search) {
          found[name] = above;
          yield steps;
        }
      }
      const radii = tf.tensor4d(
        found.standard.map((radius) => (Number.isFinite(radius) ? radius : 0)),
        [chosen.length, 1, 1, 1],
      );
      const goal: Goal = { kind: "untargeted", labels };
      const loss = lossTowards(tf, models.robust, goal);
      const moved = attack(tf, loss, originals, { norm, epsilon: radii, steps });
      const seen = await predict(tf, models.robust.network, models.robust.weights, moved);
      tf.dispose([radii, moved]);
      const slopes = {
        standard: await leadSlopes(tf, models.standard, originals, truth),
        robust: await leadSlopes(tf, models.robust, originals, truth),
      };
      const size = pictureSize(set);
      chosen.forEach((index, i) => {
        const near = nearInk(set.pixels.subarray(index * size, (index + 1) * size));
        const share = (of: Float32Array): number =>
          rounded(energyShare(of.subarray(i * size, (i + 1) * size), near));
        const standard = radiusOf(found.standard[i]);
        rows.push({
          standard,
          robust: radiusOf(found.robust[i]),
          slopesStandard: share(slopes.standard),
          slopesRobust: share(slopes.robust),
          area: rounded(areaShare(near)),
          holds: standard === null ? null : seen[i] === truth[i],
        });
      });
      yield steps + 1;
    } finally {
      tf.dispose([originals, labels]);
    }
  }
}

function radiusOf(found: number | undefined): number | null {
  return found === undefined || !Number.isFinite(found) ? null : rounded(found);
}

function rounded(value: number): number {
  return Math.round(1e4 * value) / 1e4;
}
