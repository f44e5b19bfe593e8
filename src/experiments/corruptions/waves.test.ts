import { beforeAll, describe, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import { fourierTransform } from "#ml/fourier.ts";
import type { ImageSet } from "#ml/images.ts";
import { randomStreams } from "#ml/random.ts";
import { nodeEngine } from "#runtime/node.ts";

import { chosenCell, frequenciesOf } from "./plan.ts";
import { underWave, waved } from "./waves.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

const side = 32;
/** So weak that no pixel of an even grey reaches 0 or 1. */
const strength = 2;

function even(count: number, channels: number, value = 0.5): ImageSet {
  const pixels = new Float32Array(count * side * side * channels).fill(value);
  return { count, height: side, width: side, channels, pixels, labels: new Uint8Array(count) };
}

/** What a wave adds to one picture's channel. */
function added(set: ImageSet, picture: number, channel: number): number[] {
  const size = side * side * set.channels;
  return Array.from(
    { length: side * side },
    (_, place) => (set.pixels[picture * size + place * set.channels + channel] ?? 0) - 0.5,
  );
}

const lengthOf = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));

describe("a wave", () => {
  it.each([
    [0, 0],
    [3, 0],
    [0, -5],
    [7, 11],
    [16, 16],
  ] as const)("of frequency %i, %i has the asked length on each channel", (u, v) => {
    const moved = underWave(even(2, 3), [u, v], strength, randomStreams(1)("signs"));
    for (const channel of [0, 1, 2]) {
      // Pixels are single precision, of 2^-24 at 0.5: the length is right to six figures.
      expect(lengthOf(added(moved, 0, channel))).toBeCloseTo(strength, 4);
      expect(added(moved, 1, channel)).toEqual(added(moved, 1, 0));
    }
  });

  it("is a cosine: its energy lies at its frequency and the mirrored one, half at each", async () => {
    const [u, v] = [3, 5];
    const moved = underWave(even(1, 1), [u, v], strength, randomStreams(1)("signs"));
    const values = await tf
      .tidy(() => {
        const images = tf.tensor4d(Float32Array.from(added(moved, 0, 0)), [1, side, side, 1]);
        const { real, imaginary } = fourierTransform(tf, images);
        return tf.div(tf.add(tf.square(real), tf.square(imaginary)), side * side);
      })
      .data();
    const power = Array.from(values);
    // Parseval: the powers add up to the squared length.
    expect(power.reduce((sum, value) => sum + value, 0)).toBeCloseTo(strength ** 2, 4);
    expect(power[u * side + v]).toBeCloseTo(strength ** 2 / 2, 4);
    expect(power[(side - u) * side + (side - v)]).toBeCloseTo(strength ** 2 / 2, 4);
  });

  it("is added or taken away, as each picture's draw says", () => {
    const moved = underWave(even(200, 1), [1, 2], strength, randomStreams(1)("signs"));
    const crests = Array.from({ length: 200 }, (_, i) => added(moved, i, 0)[0] ?? 0);
    const crest = strength * Math.sqrt(2 / (side * side));
    for (const value of crests) expect(Math.abs(value)).toBeCloseTo(crest, 6);
    const positive = crests.filter((value) => value > 0).length;
    // 200 fair coins lie within 65 and 135 but for one seed in a million.
    expect(positive).toBeGreaterThan(65);
    expect(positive).toBeLessThan(135);
  });

  it("leaves no pixel darker than black or brighter than white", () => {
    const moved = underWave(even(1, 1, 0.98), [0, 0], 8, randomStreams(1)("signs"));
    const shown = waved(
      Array.from({ length: side * side }, () => 3),
      [32, 32, 1],
      [0, 2],
      8,
    );
    for (const value of moved.pixels) expect(value === 1 || value < 0.98).toBe(true);
    expect(Math.min(...shown)).toBe(0);
    expect(Math.max(...shown)).toBe(Math.round(3 + 255 * 8 * Math.sqrt(2 / (side * side))));
  });
});

describe("the cell that a reader looks at", () => {
  it("has the frequencies of its place: the middle none, the edges the highest", () => {
    const sizes = { reach: 5, dataset: "cifar-10" } as const;
    expect(chosenCell({ ...sizes, column: 5, row: 5 }).frequency).toEqual([0, 0]);
    expect(chosenCell({ ...sizes, column: 10, row: 0 }).frequency).toEqual([-15, 15]);
    expect(frequenciesOf(sizes)).toHaveLength(11);
  });

  it("stays on a map that has become smaller", () => {
    const { cell, frequency } = chosenCell({ reach: 1, dataset: "strokes", column: 30, row: 1 });
    expect(cell).toEqual({ column: 2, row: 1 });
    expect(frequency).toEqual([0, 13]);
  });
});
