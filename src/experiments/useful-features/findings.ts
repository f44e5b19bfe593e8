import { encodePixels } from "#lab/pixels.ts";
import type { Random } from "#lab/runtime.ts";
import { row } from "#ml/matrix.ts";
import type { InUnits } from "#ml/units.ts";

import {
  type Combination,
  ensemble,
  ensembleInSample,
  type Examined,
  fromFragile,
  leastSquaresFeature,
  mixture,
  mostUseful,
} from "./combinations.ts";
import type { Feature } from "./directions.ts";
import { encodeNumbers } from "./numbers.ts";
import type { Found, PlainFeature } from "./outcome.ts";
import type { Params } from "./spec.ts";

/** Points of each curve, and directions shown beside the chosen one. */
const [ensemblePoints, mixturePoints, galleryPictures] = [24, 40, 10];

type Sum = Omit<Found["ensemble"], "picture" | "curve">;

/** Everything that figures and claims need of the directions; a unit of work is one point of a curve. */
export function* findings(
  examined: Examined,
  { fragileShare, alpha, direction }: Pick<Params, "fragileShare" | "alpha" | "direction">,
  random: Random,
): InUnits<Found> {
  const { features, vectors, first, firstSides } = examined;
  const order = fromFragile(examined);
  const count = order.length;
  if (count < 2) {
    throw new RangeError("the two classes do not vary in two directions; take more images");
  }
  const shuffledSides = Float64Array.from(
    random.permutation(firstSides.length),
    (i) => firstSides[i] ?? 1,
  );
  const sumOf = (members: number): [sum: Sum, vector: Float64Array] => {
    const taken = order.slice(0, members);
    const { vector, ...sum } = ensemble(examined, taken);
    const best = Math.max(...taken.map((i) => features[i]?.usefulness ?? 0));
    const told = {
      ...plain(sum),
      members,
      best: short(best),
      inSample: short(ensembleInSample(first, firstSides, taken)),
      shuffled: short(ensembleInSample(first, shuffledSides, taken)),
    };
    return [told, vector];
  };
  const part = (share: number): number => Math.max(1, Math.round(count * share));

  const [chosenSum, sumVector] = sumOf(part(fragileShare / 100));
  const sums: Sum[] = [];
  for (let i = 1; i <= ensemblePoints; i += 1) {
    sums.push(sumOf(part(i / ensemblePoints))[0]);
    yield (0.7 * i) / ensemblePoints;
  }

  const [robust, fragile] = [mostUseful(examined), order[0] ?? 0];
  const mixtures: Found["mixture"]["curve"] = [];
  for (let i = 0; i <= mixturePoints; i += 1) {
    const junk = Math.round((1e6 * i) / mixturePoints) / 1e6;
    mixtures.push({ alpha: junk, ...plain(mixture(examined, [robust, fragile], junk)) });
    yield 0.7 + (0.2 * i) / mixturePoints;
  }
  const mixed = mixture(examined, [robust, fragile], alpha);
  const least = leastSquaresFeature(examined);
  const shown = (index: number) => ({ index, picture: picture(row(vectors, index)) });
  const gallery = Array.from({ length: galleryPictures }, (_, i) =>
    Math.round((i * (count - 1)) / (galleryPictures - 1)),
  );
  return {
    directions: {
      robustness: encodeNumbers(features.map(({ robustness }) => robustness)),
      usefulness: encodeNumbers(features.map(({ usefulness }) => usefulness)),
    },
    best: short(Math.max(...features.map(({ usefulness }) => usefulness))),
    ensemble: { ...chosenSum, picture: picture(sumVector), curve: sums },
    mixture: {
      ...plain(mixed),
      alpha,
      robust: { index: robust, ...plain(at(features, robust)) },
      fragile: { index: fragile, ...plain(at(features, fragile)) },
      picture: picture(mixed.vector),
      curve: mixtures,
    },
    leastSquares: { ...plain(least), picture: picture(least.vector) },
    chosen: shown(Math.min(direction, count - 1)),
    gallery: [...new Set(gallery)].map(shown),
  };
}

function at(features: readonly Feature[], index: number): Feature {
  return features[index] ?? { robustness: 0, usefulness: 0 };
}

/** Six digits are enough for a figure. */
function short(value: number): number {
  return Number(value.toPrecision(6));
}

function plain({ robustness, usefulness }: Feature | Combination): PlainFeature {
  return { robustness: short(robustness), usefulness: short(usefulness) };
}

/** Weights as a picture: grey is none, white the largest in size. */
export function picture(vector: Float64Array): string {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  return encodePixels(vector.map((value) => 0.5 + value / (2 * largest)));
}
