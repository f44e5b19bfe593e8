import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ImageSet } from "#ml/images.ts";
import { randomStreams } from "#ml/random.ts";
import { drawStrokes } from "#ml/strokes.ts";

const size = 28 * 28;
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("strokes", () => {
  it("are the same pixels under the same seed, others under another", () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, other) => {
        fc.pre(seed !== other);
        expect(drawn(20, 0.03, seed)).toEqual(drawn(20, 0.03, seed));
        expect(drawn(20, 0.03, seed).pixels).not.toEqual(drawn(20, 0.03, other).pixels);
      }),
      { numRuns: 10 },
    );
  });

  it("are the first of a larger set that starts from the same seed", () => {
    const few = drawn(15, 0.03, 8);
    const many = drawn(40, 0.03, 8);
    expect(many.pixels.subarray(0, 15 * size)).toEqual(few.pixels);
  });

  it("have every class equally often, to within one picture", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 73 }), (count) => {
        const { labels } = drawn(count, 0, 1);
        const counts = Array.from({ length: 10 }, (_, k) => labels.filter((l) => l === k).length);
        expect(counts.reduce((a, b) => a + b)).toBe(count);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 10 },
    );
  });

  it("stay in the range of a pixel, whatever the texture", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0, max: 0.2, noNaN: true }), (seed, texture) => {
        const { pixels } = drawn(10, texture, seed);
        expect(pixels.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("have ink in a plausible share of the picture, and paper at its rim", () => {
    const { pixels, count } = drawn(200, 0, 3);
    for (let i = 0; i < count; i += 1) {
      const picture = pixels.subarray(i * size, (i + 1) * size);
      const inked = picture.filter((pixel) => pixel > 0.5).length;
      expect(inked, `picture ${i}`).toBeGreaterThan(20);
      expect(inked, `picture ${i}`).toBeLessThan(size / 3);
      const corners = [0, 27, size - 28, size - 1].map((at) => picture[at] ?? 1);
      expect(Math.max(...corners)).toBeLessThan(0.2);
    }
  });

  it("look like the other digits of their class more than like other classes", () => {
    // Nearest class mean: ten guesses in a hundred are right by chance.
    const training = drawn(500, 0, 1);
    const test = drawn(200, 0, 2);
    const means = classMeans(training);
    let right = 0;
    for (let i = 0; i < test.count; i += 1) {
      const picture = test.pixels.subarray(i * size, (i + 1) * size);
      const distances = means.map((mean) => distance(mean, picture));
      if (distances.indexOf(Math.min(...distances)) === test.labels[i]) right += 1;
    }
    expect(right / test.count).toBeGreaterThan(0.7);
  });
});

describe("the planted texture", () => {
  it("adds its amplitude, up or down, to every pixel of a picture, the same for one class", () => {
    const texture = 0.04;
    const plain = drawn(60, 0, 5);
    const planted = drawn(60, texture, 5);
    const added = planted.pixels.map((pixel, i) => pixel - (plain.pixels[i] ?? 0));
    expect(planted.labels).toEqual(plain.labels);
    for (const [i, value] of added.entries()) {
      expect(Math.abs(value)).toBeCloseTo(texture, 6);
      const sameClass = added[(i + 10 * size) % added.length] ?? 0;
      expect(Math.sign(value)).toBe(Math.sign(sameClass));
    }
  });

  it("stands √2 · 28 · amplitude apart for two classes", () => {
    const texture = 0.05;
    const plain = drawn(10, 0, 6);
    const planted = drawn(10, texture, 6);
    const patterns = Array.from({ length: 10 }, (_, k) =>
      planted.pixels
        .slice(k * size, (k + 1) * size)
        .map((pixel, p) => pixel - (plain.pixels[k * size + p] ?? 0)),
    );
    const expected = Math.SQRT2 * 28 * texture;
    const distances = patterns.flatMap((a, i) => patterns.slice(i + 1).map((b) => distance(a, b)));
    // Signs differ at 392 ± 14 of 784 places, so one distance spreads by 1.8 % of itself, 45 of them by far less in the mean.
    for (const found of distances) expect(Math.abs(found / expected - 1)).toBeLessThan(0.09);
    const mean = distances.reduce((a, b) => a + b) / distances.length;
    expect(Math.abs(mean / expected - 1)).toBeLessThan(0.015);
  });

  it("is the same in training and test set, whose hands differ", () => {
    const streams = randomStreams(9);
    const signsOf = (hand: string): number[] => {
      const draw = (texture: number): Float32Array =>
        drawStrokes({ count: 10, texture }, { hand: streams(hand), patterns: streams("texture") })
          .pixels;
      const plain = draw(0);
      return Array.from(draw(0.02), (pixel, i) => Math.sign(pixel - (plain[i] ?? 0)));
    };
    expect(signsOf("training images")).toEqual(signsOf("test images"));
  });
});

function drawn(count: number, texture: number, seed: number): ImageSet {
  const streams = randomStreams(seed);
  return drawStrokes({ count, texture }, { hand: streams("hand"), patterns: streams("texture") });
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(...Array.from(a, (value, i) => value - (b[i] ?? 0)));
}

function classMeans({ pixels, labels, count }: ImageSet): Float64Array[] {
  const means = Array.from({ length: 10 }, () => new Float64Array(size));
  for (let i = 0; i < count; i += 1) {
    const mean = means[labels[i] ?? 0];
    const members = count / 10;
    for (let p = 0; p < size; p += 1) {
      if (mean !== undefined) mean[p] = (mean[p] ?? 0) + (pixels[i * size + p] ?? 0) / members;
    }
  }
  return means;
}
