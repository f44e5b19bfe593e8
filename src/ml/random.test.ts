import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Random } from "#lab/runtime.ts";

import { naturalLog, normalQuantile } from "./normal.ts";
import { type Block, type Key, philox } from "./philox.ts";
import { randomStreams } from "./random.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("philox", () => {
  // Known answers of the authors' own library, Random123, file kat_vectors.
  const known: readonly (readonly [Block, Key, Block])[] = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];

  it.each(known)("gives the published answer at counter %j", (counter, key, answer) => {
    expect(philox(counter, key)).toEqual(answer);
  });
});

describe("naturalLog", () => {
  it("agrees with the engine's own logarithm to fifteen digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (word) => {
        const value = word / 2 ** 32;
        expect(Math.abs(naturalLog(value) - Math.log(value))).toBeLessThanOrEqual(
          2e-15 * Math.max(0.1, Math.abs(Math.log(value))),
        );
      }),
    );
  });
});

describe("normalQuantile", () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.001, -3.090232306167813],
    [1e-9, -5.997807015007686],
  ])("of %d is the tabulated %d", (probability, quantile) => {
    expect(normalQuantile(probability)).toBeCloseTo(quantile, 12);
  });

  it("undoes the distribution function, integrated numerically", () => {
    for (const probability of [0.01, 0.074, 0.076, 0.2, 0.6, 0.924, 0.926, 0.999]) {
      expect(distribution(normalQuantile(probability))).toBeCloseTo(probability, 12);
    }
  });
});

describe("randomStreams", () => {
  it("gives a stream again from its start when asked twice, seed 0 included", () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(0), seeds), fc.string(), (seed, name) => {
        const random = randomStreams(seed);
        expect(draw(uniforms(random(name)), 9)).toEqual(draw(uniforms(random(name)), 9));
      }),
    );
  });

  it("gives different streams to different names and to different seeds", () => {
    fc.assert(
      fc.property(seeds, seeds, fc.string(), fc.string(), (seed, other, name, otherName) => {
        fc.pre(seed !== other && name !== otherName);
        const stream = draw(uniforms(randomStreams(seed)(name)), 4);
        expect(draw(uniforms(randomStreams(seed)(otherName)), 4)).not.toEqual(stream);
        expect(draw(uniforms(randomStreams(other)(name)), 4)).not.toEqual(stream);
      }),
    );
  });

  it("draws uniforms evenly from [0, 1)", () => {
    const counts = histogram(
      draw(uniforms(randomStreams(0)("uniform")), 100_000),
      (u) => Math.floor(u * 100),
      100,
    );
    // Chi-squared with 99 degrees of freedom exceeds 160 with probability 1e-4; the draw is fixed.
    expect(chiSquared(counts, 1000)).toBeLessThan(160);
  });

  it("draws normals whose moments and tails are those of the distribution", () => {
    const n = 200_000;
    const values = draw(normals(randomStreams(1)("normal")), n);
    const moment = (power: number): number => values.reduce((sum, z) => sum + z ** power, 0) / n;
    // Five standard errors of each moment: sqrt(var(z^k)/n) with variances 1, 2, 15, 96.
    for (const [power, expected, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      expect(Math.abs(moment(power) - expected)).toBeLessThan(5 * Math.sqrt(variance / n));
    }
    const beyond = values.filter((z) => Math.abs(z) > 1.959963984540054).length / n;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(5 * Math.sqrt((0.05 * 0.95) / n));
  });

  it("draws integers evenly below any bound", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), (seed, below) => {
        const value = randomStreams(seed)("integer").integer(below);
        expect(Number.isInteger(value) && value >= 0 && value < below).toBe(true);
      }),
    );
    // A plain remainder of 32 bits by 3·2³⁰ would make the first quarter twice as likely.
    const below = 3 * 2 ** 30;
    const random = randomStreams(7)("integer");
    const thirds = histogram(
      draw(() => random.integer(below), 30_000),
      (v) => Math.floor(v / 2 ** 30),
      3,
    );
    expect(chiSquared(thirds, 10_000)).toBeLessThan(18);
  });

  it("permutes: every number once", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 300 }), (seed, n) => {
        const order = randomStreams(seed)("shuffle").permutation(n);
        expect([...order].toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: n }, (_, i) => i),
        );
      }),
    );
  });

  it("gives every permutation of three the same chance", () => {
    const random = randomStreams(3)("shuffle");
    const orders = draw(() => random.permutation(3).join(""), 60_000);
    const counts = ["012", "021", "102", "120", "201", "210"].map(
      (order) => orders.filter((o) => o === order).length,
    );
    // Chi-squared with 5 degrees of freedom exceeds 25.7 with probability 1e-4.
    expect(chiSquared(counts, 10_000)).toBeLessThan(25.7);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])("refuses the seed %d", (seed) => {
    expect(() => randomStreams(seed)).toThrow(`seed ${seed} is not an integer`);
  });

  it.each([0, 1.5, 2 ** 32 + 1])("refuses to draw an integer below %d", (below) => {
    expect(() => randomStreams(1)("integer").integer(below)).toThrow(`${below} is not an integer`);
  });
});

function uniforms(random: Random): () => number {
  return () => random.uniform();
}

function normals(random: Random): () => number {
  return () => random.normal();
}

function draw<Value>(next: () => Value, n: number): Value[] {
  return Array.from({ length: n }, next);
}

function histogram(
  values: readonly number[],
  bin: (value: number) => number,
  bins: number,
): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) counts[bin(value)] = (counts[bin(value)] ?? 0) + 1;
  return counts;
}

function chiSquared(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Standard normal density. */
function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Standard normal distribution function by Simpson's rule from 0. */
function distribution(z: number): number {
  const steps = 2000;
  const width = z / steps;
  let sum = density(0) + density(z);
  for (let i = 1; i < steps; i += 1) sum += density(i * width) * (i % 2 === 1 ? 4 : 2);
  return 0.5 + (sum * width) / 3;
}
