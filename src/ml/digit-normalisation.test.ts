import { expect, it } from "vitest";

import { normalisedDigit } from "./digit-normalisation.ts";

/** A picture with a filled box of ink. */
function box(left: number, top: number, width: number, height: number): Float32Array {
  const picture = new Float32Array(784);
  for (let row = top; row < top + height; row += 1) {
    picture.fill(1, row * 28 + left, row * 28 + left + width);
  }
  return picture;
}

/** Centre of mass, pixels from the top left corner. */
function centre(picture: Float32Array): { x: number; y: number } {
  let [mass, x, y] = [0, 0, 0];
  picture.forEach((value, i) => {
    mass += value;
    x += value * ((i % 28) + 0.5);
    y += value * (Math.floor(i / 28) + 0.5);
  });
  return { x: x / mass, y: y / mass };
}

const rowsWith = (picture: Float32Array, least: number): number[] =>
  Array.from({ length: 28 }, (_, row) => row).filter((row) =>
    picture.subarray(row * 28, row * 28 + 28).some((value) => value >= least),
  );

it("brings a digit drawn small in a corner to 20 pixels about the middle", () => {
  const moved = normalisedDigit(box(1, 2, 3, 10));
  const { x, y } = centre(moved);
  expect(x).toBeCloseTo(14, 1);
  expect(y).toBeCloseTo(14, 1);
  // 10 rows become 20, from 4 to 23; half of an edge pixel's brightness is still in them.
  expect(rowsWith(moved, 0.5)).toEqual(Array.from({ length: 20 }, (_, i) => i + 4));
});

it("shrinks a digit drawn large, and keeps its proportions", () => {
  const moved = normalisedDigit(box(0, 0, 14, 28));
  expect(rowsWith(moved, 0.5)).toHaveLength(20);
  expect(moved.subarray(14 * 28, 15 * 28).filter((value) => value >= 0.5)).toHaveLength(10);
});

it("puts the centre of mass, not of the box, in the middle", () => {
  const [stem, foot] = [box(10, 4, 2, 16), box(6, 20, 12, 4)];
  const heavyBelow = stem.map((value, i) => value + (foot[i] ?? 0));
  expect(centre(normalisedDigit(heavyBelow)).y).toBeCloseTo(14, 1);
});

it("softens the edges, and leaves the brightest pixel at 1 and the ground at 0", () => {
  const moved = normalisedDigit(box(10, 5, 2, 17));
  expect(Math.max(...moved)).toBe(1);
  expect(moved[0]).toBe(0);
  expect(moved.some((value) => value > 0.1 && value < 0.9)).toBe(true);
});

it("leaves an empty pad empty", () => {
  expect(normalisedDigit(new Float32Array(784)).every((value) => value === 0)).toBe(true);
});
