import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { correlate } from "./correlation.ts";
import { transferRate } from "./transfer-rate.ts";

/** The first set of Anscombe's quartet (1973). */
const anscombe = [
  { x: 10, y: 8.04 },
  { x: 8, y: 6.95 },
  { x: 13, y: 7.58 },
  { x: 9, y: 8.81 },
  { x: 11, y: 8.33 },
  { x: 14, y: 9.96 },
  { x: 6, y: 7.24 },
  { x: 4, y: 4.26 },
  { x: 12, y: 10.84 },
  { x: 7, y: 4.82 },
  { x: 5, y: 5.68 },
];

describe("a correlation", () => {
  it("of Anscombe's first set is what SciPy makes of it", () => {
    const found = correlate(anscombe);
    expect(found?.pearson).toBeCloseTo(0.8164205163448395, 10);
    expect(found?.low).toBeCloseTo(0.4243912, 5);
    expect(found?.high).toBeCloseTo(0.9506933, 5);
    expect(found?.spearman).toBeCloseTo(0.8181818181818182, 10);
  });

  it("of ranks lets equal values share theirs", () => {
    const pairs = [1, 2, 2, 3, 4].map((x, i) => ({ x, y: [5, 6, 7, 8, 7][i] ?? 0 }));
    expect(correlate(pairs)?.spearman).toBeCloseTo(0.7631578947368421, 10);
  });

  it("of points on a line is one, without width", () => {
    const rising = [1, 2, 4, 8].map((x) => ({ x, y: 3 * x + 1 }));
    expect(correlate(rising)).toEqual({ pearson: 1, low: 1, high: 1, spearman: 1 });
  });

  it("is unknown of three pairs, and where one side does not vary", () => {
    expect(correlate(anscombe.slice(0, 3))).toBeUndefined();
    expect(correlate(anscombe.map(({ x }) => ({ x, y: 1 })))).toBeUndefined();
  });

  it("does not mind scale, place or order, and turns with one side", () => {
    const pair = fc.record({
      x: fc.integer({ min: -50, max: 50 }),
      y: fc.integer({ min: -50, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 4, maxLength: 12 }), (pairs) => {
        const found = correlate(pairs);
        const moved = correlate(pairs.map(({ x, y }) => ({ x: 7 - 2 * x, y: 3 * y })).toReversed());
        if (found === undefined) {
          expect(moved).toBeUndefined();
          return;
        }
        expect(moved?.pearson).toBeCloseTo(-found.pearson, 9);
        expect(moved?.spearman).toBeCloseTo(-found.spearman, 9);
        expect(found.low).toBeLessThanOrEqual(found.pearson);
        expect(found.high).toBeGreaterThanOrEqual(found.pearson);
      }),
    );
  });
});

describe("a transfer rate", () => {
  const truth = Uint8Array.of(0, 1, 2, 3, 4);

  it("counts only images that the source gets wrong and the other network right when clean", () => {
    const found = transferRate({
      truth,
      bySource: Uint8Array.of(9, 9, 9, 9, 4),
      clean: Uint8Array.of(0, 1, 2, 7, 4),
      attacked: Uint8Array.of(5, 1, 5, 5, 5),
    });
    expect(found).toEqual({ share: 2 / 3, count: 3 });
  });

  it("is nought where no image counts", () => {
    const found = transferRate({ truth, bySource: truth, clean: truth, attacked: truth });
    expect(found).toEqual({ share: 0, count: 0 });
  });
});
