import { expect, it } from "vitest";

import { meanDistance, pixelDistance } from "./distances.ts";

it("measures the straight line between two pictures", () => {
  expect(pixelDistance([0, 0, 1], [3, 4, 1])).toBe(5);
});

it("takes the mean over the first pictures alone", () => {
  const a = Float32Array.of(0, 0, 0, 0, 9, 9);
  const b = Float32Array.of(3, 4, 0, 1, 0, 0);
  expect(meanDistance(a, b, { size: 2, count: 2 })).toBe(3);
  expect(meanDistance(a, b, { size: 2, count: 0 })).toBe(0);
});
