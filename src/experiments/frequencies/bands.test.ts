import { beforeAll, describe, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import type { ImageSet } from "#ml/images.ts";
import { randomStreams } from "#ml/random.ts";
import { nodeEngine } from "#runtime/node.ts";

import { momentsOf, shownBand, standardised } from "./bands.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

const side = 28;
/** A step of a screen, and the most that rounding to one moves a pixel. */
const step = 1 / 255;
const rounding = step / 2 + 1e-6;
const grey = 128 / 255;

function setOf(count: number, value: (i: number, row: number, column: number) => number): ImageSet {
  const size = side * side;
  const pixels = Float32Array.from({ length: count * size }, (_, i) => {
    const place = i % size;
    return value(Math.floor(i / size), Math.floor(place / side), place % side);
  });
  return { count, height: side, width: side, channels: 1, pixels, labels: new Uint8Array(count) };
}

/** Stripes of so many cycles around 0.4. */
const striped = (cycles: number): ImageSet =>
  setOf(2, (_, row) => 0.4 + 0.2 * Math.cos((2 * Math.PI * cycles * row) / side));

function expectNear(found: ImageSet, value: (i: number) => number): void {
  const furthest = found.pixels.reduce(
    (most, pixel, i) => Math.max(most, Math.abs(pixel - value(i))),
    0,
  );
  expect(furthest).toBeLessThanOrEqual(rounding);
}

describe("a band of stripes of five cycles", () => {
  it("holds them up to five cycles and beyond four, around the mean and around grey", async () => {
    const stripes = striped(5);
    const low = await shownBand(tf, stripes, "low", 5);
    const high = await shownBand(tf, stripes, "high", 4);
    expectNear(low, (i) => stripes.pixels[i] ?? 0);
    expectNear(high, (i) => (stripes.pixels[i] ?? 0) - 0.4 + grey);
  });

  it("is even up to four cycles and beyond five: the mean, and middle grey", async () => {
    expectNear(await shownBand(tf, striped(5), "low", 4), () => 0.4);
    expectNear(await shownBand(tf, striped(5), "high", 5), () => grey);
  });
});

it("shows nothing that a screen could not: 256 levels, black to white", async () => {
  const noise = randomStreams(1)("pixels");
  const set = setOf(3, () => (noise.uniform() < 0.5 ? 0 : 1));
  for (const pass of ["low", "high"] as const) {
    const { pixels } = await shownBand(tf, set, pass, 3);
    for (const value of pixels) {
      expect(Math.abs(255 * value - Math.round(255 * value))).toBeLessThan(1e-4);
      expect(value >= 0 && value <= 1).toBe(true);
    }
  }
});

it("splits the contrast in two, whose squares add up (Parseval)", async () => {
  const noise = randomStreams(2)("pixels");
  // Faint, so that neither half is cut off at black or white.
  const set = setOf(8, () => 0.5 + 0.05 * noise.normal());
  const whole = momentsOf(set).deviation ** 2;
  for (const cutoff of [1, 6, 12]) {
    const low = momentsOf(await shownBand(tf, set, "low", cutoff)).deviation ** 2;
    const high = momentsOf(await shownBand(tf, set, "high", cutoff)).deviation ** 2;
    // Rounding adds step² / 12 to each, and what is left of its correlation with the picture is far less.
    expect(Math.abs(low + high - whole - step ** 2 / 6)).toBeLessThan(step ** 2 / 6);
    // White noise has as much power at each of its 784 frequencies; the mean of a picture is one of them.
    const share = (2 * cutoff + 1) ** 2 / side ** 2;
    expect(low / whole).toBeGreaterThan(share - 0.05);
    expect(low / whole).toBeLessThan(share + 0.05);
  }
});

it("splits more pictures than fit into one batch, each by itself", async () => {
  const set = setOf(501, (i) => (i % 256) / 255);
  const { pixels } = await shownBand(tf, set, "low", 2);
  expectNear({ ...set, pixels }, (i) => set.pixels[i] ?? 0);
});

describe("moments", () => {
  it("are those of a die", () => {
    const set = setOf(1, () => 0);
    const die = { ...set, pixels: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const { mean, deviation } = momentsOf(die);
    expect(mean).toBeCloseTo(3.5, 12);
    expect(deviation).toBeCloseTo(Math.sqrt(35 / 12), 12);
  });

  it("of a set brought to its own are 0 and 1, and an even set stays finite", () => {
    const noise = randomStreams(3)("pixels");
    const set = setOf(2, () => 0.2 + 0.01 * noise.normal());
    const { mean, deviation } = momentsOf(standardised(set, momentsOf(set)));
    // Single precision of pixels of deviation 0.01.
    expect(mean).toBeCloseTo(0, 4);
    expect(deviation).toBeCloseTo(1, 4);
    const even = setOf(1, () => 0.3);
    for (const value of standardised(even, momentsOf(even)).pixels) expect(value).toBeCloseTo(0, 6);
  });
});
