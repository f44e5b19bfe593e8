import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { meanInterval, overSeeds, percentsOverSeeds } from "#lab/intervals.ts";

describe("a mean's 95 % interval", () => {
  it("is 2.776 standard errors to either side, for five values", () => {
    // Standard deviation 1.6078: 2.776 · 1.6078 / √5 = 1.996.
    const { mean, low, high } = meanInterval([27.4, 25.9, 30.1, 26.6, 28]);
    expect([mean, low, high].map((value) => value.toFixed(3))).toEqual([
      "27.600",
      "25.604",
      "29.596",
    ]);
  });

  it("of one value is that value, and none has no mean", () => {
    expect(meanInterval([0.3])).toEqual({ mean: 0.3, low: 0.3, high: 0.3 });
    expect(() => meanInterval([])).toThrow("no values");
  });

  it("holds the mean in its middle and grows with the spread", () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(values, (sample) => {
        const { mean, low, high } = meanInterval(sample);
        expect(mean - low).toBeCloseTo(high - mean, 6);
        const wide = meanInterval(sample.map((value) => 2 * value));
        expect(wide.high - wide.low).toBeCloseTo(2 * (high - low), 5);
      }),
    );
  });
});

describe("curves of several seeds", () => {
  const seeds = [
    [
      { epoch: 1, accuracy: 0.5 },
      { epoch: 2, accuracy: 0.7 },
    ],
    [{ epoch: 1, accuracy: 0.6 }],
  ];

  it("go as far as the slowest seed", () => {
    const points = percentsOverSeeds(
      seeds,
      ({ epoch }) => epoch,
      ({ accuracy }) => accuracy,
    );
    expect(points).toEqual([{ x: 1, y: 55, low: 0, high: 100 }]);
  });

  it("of one seed have no uncertainty, and of none no points", () => {
    const points = overSeeds(
      seeds.slice(0, 1),
      ({ epoch }) => epoch,
      ({ accuracy }) => accuracy,
    );
    expect(points).toEqual([
      { x: 1, y: 0.5 },
      { x: 2, y: 0.7 },
    ]);
    expect(
      overSeeds(
        [],
        () => 0,
        () => 0,
      ),
    ).toEqual([]);
  });
});
