import { expect, it } from "vitest";

import { frameSteps, stepSize } from "./plan.ts";

it("walks the same way in all, whatever the number of steps, ever more slowly", () => {
  for (const steps of [6, 40, 150]) {
    const lengths = Array.from({ length: steps }, (_, step) => stepSize(step, steps));
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeCloseTo(22.5, 9);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    expect(Math.min(...lengths)).toBeGreaterThan(0);
  }
});

it("shows the start, the end and evenly spaced steps between, none twice", () => {
  expect(frameSteps(40)).toEqual([0, 8, 16, 24, 32, 40]);
  expect(frameSteps(3)).toEqual([0, 1, 2, 3]);
});
