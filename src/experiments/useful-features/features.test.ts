import { describe, expect, it } from "vitest";

import type { ImageSet } from "#ml/images.ts";
import { matrix, row } from "#ml/matrix.ts";
import { randomStreams } from "#ml/random.ts";
import { completed } from "#ml/units.ts";

import {
  ensemble,
  ensembleInSample,
  type Examined,
  examine,
  fromFragile,
  leastSquaresFeature,
  mixture,
  mostUseful,
} from "./combinations.ts";
import { measure, responses, secondMoments, singularDirections } from "./directions.ts";
import { type Half, halves, pooled } from "./halves.ts";
import { decodeNumbers, encodeNumbers } from "./numbers.ts";

/** Standard deviations of eight uncorrelated pixels and the use of each: E[y x] = use · deviation. */
const deviations = [1, 0.8, 0.6, 0.5, 0.05, 0.04, 0.03, 0.02];
const uses = [0.6, 0.3, 0, 0, 0.1, 0.1, 0.1, 0.1];

const squares = uses.reduce((sum, use) => sum + use ** 2, 0);
/** c of (1 − use ⊗ use)^½ = 1 − c · use ⊗ use. */
const shrinking = (1 - Math.sqrt(1 - squares)) / squares;

/** Pictures of these pixels: y = ±1 in turn, x = deviation · (use · y + noise), the covariance of the noise being 1 − use ⊗ use. */
function drawn(name: string, count: number): Half {
  const random = randomStreams(3)(name);
  const pictures = matrix(count, deviations.length);
  const sides = Float64Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 1 : -1));
  sides.forEach((side, i) => {
    const noise = uses.map(() => random.normal());
    const along = noise.reduce((sum, value, k) => sum + value * (uses[k] ?? 0), 0);
    row(pictures, i).set(
      deviations.map((deviation, k) => {
        const use = uses[k] ?? 0;
        return deviation * (use * side + (noise[k] ?? 0) - shrinking * along * use);
      }),
    );
  });
  return { pictures, sides };
}

function examined(count: number): Examined {
  const both = [drawn("first", count), drawn("second", count)] as const;
  const vectors = completed(singularDirections(completed(secondMoments(both[0]))));
  const [first, second] = both;
  return examine(
    vectors,
    [completed(responses(vectors, first)), completed(responses(vectors, second))],
    both,
  );
}

// 20,000 pictures: a usefulness is off by about 1 / √20000 = 0.007.
const known = examined(20_000);

describe("singular directions", () => {
  it("are the pixels where pixels are independent, with their spread and their use", () => {
    known.features.forEach(({ robustness, usefulness }, i) => {
      expect(robustness / (deviations[i] ?? 1)).toBeCloseTo(1, 1);
      expect(Math.abs(usefulness - (uses[i] ?? 0))).toBeLessThan(0.03);
    });
  });

  it("leave out what varies less than rounding", () => {
    const half = drawn("first", 100);
    half.pictures.values.forEach((value, at) => {
      if (at % deviations.length === 7) half.pictures.values[at] = value * 1e-3;
    });
    expect(completed(singularDirections(completed(secondMoments(half)))).rows).toBe(7);
  });
});

describe("the ensemble", () => {
  it("is more useful than its members, by the sum of what each knows over the root of all variance", () => {
    const members = fromFragile(known).slice(0, 4);
    const sum = ensemble(known, members);
    const spreads = deviations.slice(4);
    const variance = spreads.reduce((total, spread) => total + spread ** 2, 0);
    const expected =
      spreads.reduce((total, spread) => total + 0.1 * spread, 0) / Math.sqrt(variance);
    expect(Math.abs(sum.usefulness - expected)).toBeLessThan(0.03);
    // Four orthogonal vectors of length 1: ‖a‖₂ = 2.
    expect(sum.robustness / (Math.sqrt(variance) / 2)).toBeCloseTo(1, 1);
  });

  it("gains from chance alone where its signs are chosen on the pictures that measure it", () => {
    const few = examined(100);
    const order = randomStreams(5)("shuffle").permutation(100);
    const shuffled = Float64Array.from(order, (i) => few.firstSides[i] ?? 1);
    // Eight signs chosen after the fact: about 0.8 · √8 / √100 where spreads are alike, and always above 0.
    expect(ensembleInSample(few.first, shuffled, fromFragile(few))).toBeGreaterThan(0.05);
  });
});

describe("the mixture", () => {
  it("keeps the cosine's part of the usefulness and is as fragile as the junk over the sine", () => {
    const robust = mostUseful(known);
    expect(robust).toBe(0);
    const alpha = 0.34;
    const mixed = mixture(known, [robust, 7], alpha);
    const length = Math.hypot(1 - alpha, alpha);
    const [cosine, sine] = [(1 - alpha) / length, alpha / length];
    expect(Math.abs(mixed.usefulness - (0.6 * cosine + 0.1 * sine))).toBeLessThan(0.03);
    // ‖a‖² = cos²/1² + sin²/0.02²
    const expected = 1 / Math.hypot(cosine / 1, sine / 0.02);
    expect(mixed.robustness / expected).toBeCloseTo(1, 1);
  });

  it("is the robust direction itself without junk, and the junk without anything else", () => {
    expect(mixture(known, [0, 7], 0).usefulness).toBeCloseTo(known.features[0]?.usefulness ?? 0, 9);
    expect(mixture(known, [0, 7], 1).robustness).toBeCloseTo(known.features[7]?.robustness ?? 0, 9);
  });
});

it("least squares gathers all there is: the root of the sum of the squared uses", () => {
  const expected = Math.sqrt(squares);
  expect(Math.abs(leastSquaresFeature(known).usefulness - expected)).toBeLessThan(0.02);
});

it("a feature that never varies is neither robust nor useful", () => {
  const same = measure(Float64Array.of(2, 2), Float64Array.of(1, -1), 1);
  expect(same).toEqual({ robustness: 0, usefulness: 0 });
});

describe("the halves", () => {
  const set: ImageSet = {
    count: 4,
    height: 2,
    width: 2,
    channels: 1,
    pixels: Float32Array.from([0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0.5, 0.5, 0, 1]),
    labels: Uint8Array.of(0, 1, 0, 1),
  };

  it("share no picture, and are centred by the first", () => {
    const [first, second] = halves(set, randomStreams(1)("halves"));
    expect([first.sides.length, second.sides.length]).toEqual([2, 2]);
    expect([...first.sides, ...second.sides].toSorted((a, b) => a - b)).toEqual([-1, -1, 1, 1]);
    for (let k = 0; k < 4; k += 1) {
      const sum = (row(first.pictures, 0)[k] ?? 0) + (row(first.pictures, 1)[k] ?? 0);
      expect(sum).toBeCloseTo(0, 12);
    }
  });

  it("average squares of pixels where asked", () => {
    expect([...pooled(set, 2).pixels]).toEqual([0.5, 1, 0, 0.5]);
    expect(pooled(set, 1)).toBe(set);
  });
});

it("numbers come back from text as 32-bit floats", () => {
  expect(decodeNumbers(encodeNumbers([1.5, -0.25, 0.1]))).toEqual([1.5, -0.25, Math.fround(0.1)]);
});
