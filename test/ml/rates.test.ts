import { describe, expect, it } from "vitest";

import { constant, cosine, drops, warmUp } from "#ml/rates.ts";

describe("a rate schedule", () => {
  it("that is constant stays at its full value", () => {
    expect([0, 0.3, 0.99].map(constant)).toEqual([1, 1, 1]);
  });

  it("falls from 1 to 0 along a half cosine, through the values of known angles", () => {
    const known = [1, (2 + Math.sqrt(3)) / 4, 0.75, 0.5, 0.25, 0];
    for (const [i, part] of [0, 1 / 6, 1 / 3, 1 / 2, 2 / 3, 1].entries()) {
      expect(cosine(part)).toBeCloseTo(known[i] ?? Number.NaN, 8);
    }
  });

  it("drops by its factor at each place, the place itself included", () => {
    const rate = drops([0.5, 0.75], 0.1);
    expect(rate(0.49)).toBe(1);
    expect(rate(0.5)).toBeCloseTo(0.1, 12);
    expect(rate(0.75)).toBeCloseTo(0.01, 12);
  });

  it("warms up evenly, and then runs the whole of the next schedule", () => {
    const rate = warmUp(0.2, cosine);
    expect([0, 0.05, 0.1].map(rate)).toEqual([0.1, 0.325, 0.55]);
    expect(rate(0.2)).toBe(1);
    expect(rate(0.6)).toBeCloseTo(0.5, 8);
    expect(rate(1)).toBeCloseTo(0, 8);
  });
});
