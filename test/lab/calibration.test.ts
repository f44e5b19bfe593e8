import { expect, it } from "vitest";

import { calibration } from "#lab/calibration.ts";

it("has nothing to say before the first forecast", () => {
  expect(calibration([])).toBeUndefined();
});

it("scores by the squared distance between confidence and outcome", () => {
  const found = calibration([
    { confidence: 0.9, isRight: true },
    { confidence: 0.6, isRight: false },
  ]);
  expect(found).toMatchObject({ count: 2, right: 0.5, confidence: 0.75 });
  // (0.1² + 0.6²) / 2
  expect(found?.brier).toBeCloseTo(0.185, 12);
});

it("gives a tossed coin a quarter, whatever comes", () => {
  const coin = [true, false, false].map((isRight) => ({ confidence: 0.5, isRight }));
  expect(calibration(coin)?.brier).toBeCloseTo(0.25, 12);
});
