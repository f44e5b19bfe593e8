import { expect, it } from "vitest";

import { areaShare, energyShare, nearInk } from "./near-ink.ts";

/** One bright pixel in the middle of row 10. */
const dot = Float32Array.from({ length: 784 }, (_, i) => (i === 10 * 28 + 14 ? 1 : 0));

it("counts a pixel and its eight neighbours as near the ink", () => {
  const near = nearInk(dot);
  expect(areaShare(near)).toBe(9 / 784);
  expect(near[9 * 28 + 13]).toBe(true);
  expect(near[10 * 28 + 16]).toBe(false);
});

it("does not reach round the edge into the next row", () => {
  const corner = Float32Array.from({ length: 784 }, (_, i) => (i === 10 * 28 + 27 ? 1 : 0));
  expect(areaShare(nearInk(corner))).toBe(6 / 784);
});

it("weighs slopes by their squares, whatever their sign", () => {
  const slopes = new Float32Array(784);
  slopes[10 * 28 + 14] = -3;
  slopes[0] = 1;
  expect(energyShare(slopes, nearInk(dot))).toBeCloseTo(9 / 10, 12);
  expect(energyShare(new Float32Array(784), nearInk(dot))).toBe(0);
});
