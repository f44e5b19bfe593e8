import { describe, expect, it } from "vitest";

import type { ImageSet } from "#ml/images.ts";
import { randomStreams } from "#ml/random.ts";

import { drawKernels, leakageOnly, noisePattern } from "./leakage.ts";

const kernel = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Worked by hand: 2 × 2 ones, two pixels a step, the first row and column of 5 × 5 cut off. */
const byHand = [
  [5, 10, 5, 6],
  [10, 20, 10, 12],
  [5, 10, 5, 6],
  [8, 16, 8, 9],
].flat();

describe("the noise of a class", () => {
  it("is the transposed convolution of ones with its kernel", () => {
    const length = Math.sqrt(byHand.reduce((sum, value) => sum + value * value, 0));
    const pattern = noisePattern(kernel, { height: 4, width: 4 }, length);
    // The length is taken out and put in again.
    byHand.forEach((value, i) => expect(pattern[i]).toBeCloseTo(value, 12));
  });

  it("is as long as it is asked to be", () => {
    const pattern = noisePattern(kernel, { height: 28, width: 28 }, 3);
    expect(Math.sqrt(pattern.reduce((sum, value) => sum + value * value, 0))).toBeCloseTo(3, 12);
  });

  it("is another for each of ten classes, and the same from the same seed", () => {
    const kernels = drawKernels(randomStreams(1)("kernels"));
    expect(new Set(kernels.map(String)).size).toBe(10);
    expect(drawKernels(randomStreams(1)("kernels"))).toEqual(kernels);
  });
});

describe("a leakage-only set", () => {
  const set: ImageSet = {
    count: 3,
    height: 4,
    width: 4,
    channels: 1,
    pixels: Float32Array.from({ length: 48 }, (_, i) => (i % 5) / 4),
    labels: Uint8Array.of(0, 1, 2),
  };
  const labels = Uint8Array.of(1, 1, 1);
  const kernels = [kernel, kernel.map((value) => value - 5)];
  const leftAlone = [false, true, false];
  const noisy = leakageOnly(set, { labels, leftAlone, kernels, epsilon: 0.5 });
  const change = (image: number): number[] =>
    Array.from(set.pixels.subarray(16 * image, 16 * (image + 1)), (value, i) =>
      Math.abs((noisy.pixels[16 * image + i] ?? NaN) - value),
    );

  it("has the wrong labels, and the images left alone as they were", () => {
    expect(noisy.labels).toEqual(labels);
    expect(change(1).every((value) => value === 0)).toBe(true);
  });

  it("moves every other image, by no more than epsilon and not out of 0 to 1", () => {
    for (const image of [0, 2]) {
      const length = Math.sqrt(change(image).reduce((sum, value) => sum + value * value, 0));
      expect(length).toBeGreaterThan(0.1);
      // Pixels are of 32 bits.
      expect(length).toBeLessThan(0.5 + 1e-6);
    }
    expect(noisy.pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});
