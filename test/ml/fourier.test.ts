/** Against NumPy, whose numbers `numpy-reference.py` made, and by what a transform is known for. */
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import type { Scalar, Tensor, Tensor4D, Tf } from "#lab/tf.ts";
import {
  type Band,
  filtered,
  fourierBasis,
  fourierTransform,
  frequencyMask,
  inverseFourierTransform,
  radialPower,
} from "#ml/fourier.ts";
import { randomStreams } from "#ml/random.ts";
import { cosineOfTurn, sineOfTurn } from "#ml/turns.ts";
import { nodeEngine } from "#runtime/node.ts";

import { integerValues } from "./integer-values.ts";
import native from "./numpy-reference.json" with { type: "json" };

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

type Shape = [batch: number, height: number, width: number, channels: number];
const shapes = fc.tuple(
  fc.integer({ min: 1, max: 2 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 3 }),
);
const cases = fc.record({
  shape: shapes,
  seed: fc.nat(),
  cutoff: fc.double({ min: 0, max: 7, noNaN: true }),
  kind: fc.constantFrom<Band["shape"]>("circle", "square"),
});

describe("the transform", () => {
  it("is NumPy's, and so is a band of it", async () => {
    const images = tf.tensor4d(integerValues(1, 2 * 5 * 6 * 2), [2, 5, 6, 2]);
    const { real, imaginary } = fourierTransform(tf, images);
    await expectNear(real, native.fourier.real);
    await expectNear(imaginary, native.fourier.imaginary);
    const band = filtered(tf, images, { shape: "circle", above: 1, upTo: 2 });
    await expectNear(band, native.fourier.band);
  });

  it("is undone by its inverse, keeps the power (Parseval) and frees what it uses", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ shape, seed }) => {
        const images = normalImages(seed, shape);
        const before = tf.memory().numTensors;
        const spectrum = fourierTransform(tf, images);
        const back = inverseFourierTransform(tf, spectrum);
        expect(tf.memory().numTensors).toBe(before + 3);
        await expectNear(back, await images.data());
        const power =
          squares(await spectrum.real.data()) + squares(await spectrum.imaginary.data());
        const expected = squares(await images.data()) * shape[1] * shape[2];
        expect(Math.abs(power / expected - 1)).toBeLessThan(1e-5);
        tf.dispose([images, back, spectrum.real, spectrum.imaginary]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a filter", () => {
  it("splits images in low and high, which add up, and changes nothing the second time", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ shape, seed, cutoff, kind }) => {
        const images = normalImages(seed, shape);
        const low = filtered(tf, images, { shape: kind, upTo: cutoff });
        const high = filtered(tf, images, { shape: kind, above: cutoff });
        await expectNear(tf.add(low, high), await images.data());
        await expectNear(filtered(tf, low, { shape: kind, upTo: cutoff }), await low.data());
        const nothing = filtered(tf, high, { shape: kind, upTo: cutoff });
        expect(largest(await nothing.data())).toBeLessThan(1e-5);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves the mean to the low-pass", async () => {
    const images = tf.tensor4d(Array(42).fill(0.25), [1, 6, 7, 1]);
    await expectNear(filtered(tf, images, { shape: "circle", upTo: 0 }), Array(42).fill(0.25));
    const high = filtered(tf, images, { shape: "square", above: 0 });
    expect(largest(await high.data())).toBeLessThan(1e-6);
  });

  it("is its own transpose, so that the gradient of a filtered sum is the filtered weights", async () => {
    const [images, weights] = [normalImages(1, [1, 7, 8, 2]), normalImages(2, [1, 7, 8, 2])];
    const band: Band = { shape: "circle", above: 1, upTo: 3 };
    const gradient = tf.grad((x: Tensor): Scalar =>
      tf.sum(tf.mul(filtered(tf, x as Tensor4D, band), weights)),
    )(images);
    await expectNear(gradient, await filtered(tf, weights, band).data());
  });

  it("draws a circle or a square of frequencies, negative ones last", () => {
    const circle = ["110001", "100000", "000000", "000000", "100000"];
    const square = ["110001", "110001", "000000", "000000", "110001"];
    expect(rows({ shape: "circle", upTo: 1 })).toEqual(circle);
    expect(rows({ shape: "square", upTo: 1 })).toEqual(square);
  });
});

describe("the Fourier basis", () => {
  it("is an orthonormal set of cosines with two frequencies each at most", async () => {
    for (const [u, v] of [
      [0, 0],
      [1, 2],
      [-2, 3],
      [3, 0],
      [3, 4],
    ] as const) {
      const image = fourierBasis(6, 8, u, v);
      expect(Math.sqrt(squares(image))).toBeCloseTo(1, 6);
      const { real, imaginary } = fourierTransform(tf, tf.tensor4d(image, [1, 6, 8, 1]));
      expect(largest(await imaginary.data())).toBeLessThan(1e-5);
      const wanted = new Set([place(u, v), place(-u, -v)]);
      const found = Array.from(await real.data()).flatMap((value, i) => (value > 1e-4 ? [i] : []));
      expect(new Set(found)).toEqual(wanted);
    }
  });
});

describe("the radial power", () => {
  it("of a basis image lies at its length alone", async () => {
    const image = tf.tensor4d(fourierBasis(12, 12, 3, -4), [1, 12, 12, 1]);
    // Frequencies whose length rounds to 5; the power, 1 by Parseval, is their mean.
    const ring = frequencyMask(12, 12, { shape: "circle", above: 4.5, upTo: 5.5 });
    const expected = Array(7)
      .fill(0)
      .with(5, 1 / squares(ring));
    await expectNear(radialPower(tf, image), expected);
  });
});

it("has the cosines and sines of the mathematics library, to the last place or two", () => {
  for (const whole of [1, 2, 3, 7, 8, 28, 97, 360]) {
    for (let part = -2 * whole; part <= 2 * whole; part += 1) {
      const angle = (2 * Math.PI * (part % whole)) / whole;
      expect(Math.abs(cosineOfTurn(part, whole) - Math.cos(angle))).toBeLessThan(2e-15);
      expect(Math.abs(sineOfTurn(part, whole) - Math.sin(angle))).toBeLessThan(2e-15);
    }
  }
  expect([0, 1, 2, 3].map((quarter) => cosineOfTurn(quarter, 4) + 0)).toEqual([1, 0, -1, 0]);
});

/** The mask of a 5 × 6 picture, a line of digits for each row. */
function rows(band: Band): string[] {
  const mask = frequencyMask(5, 6, band);
  return Array.from({ length: 5 }, (_, i) => mask.subarray(6 * i, 6 * i + 6).join(""));
}

function place(u: number, v: number): number {
  return ((u + 6) % 6) * 8 + ((v + 8) % 8);
}

function normalImages(seed: number, shape: Shape): Tensor4D {
  const random = randomStreams(seed)("images");
  const count = shape.reduce((product, length) => product * length, 1);
  return tf.tensor4d(
    Float32Array.from({ length: count }, () => random.normal()),
    shape,
  );
}

function squares(values: Float32Array | Int32Array | Uint8Array): number {
  return [...values].reduce((sum, value) => sum + value * value, 0);
}

function largest(values: ArrayLike<number>): number {
  return Math.max(...Array.from(values, Math.abs));
}

/** Within what 32-bit floats lose in sums of a few dozen terms, as a part of the largest number. */
async function expectNear(tensor: Tensor, truth: ArrayLike<number>): Promise<void> {
  const values = await tensor.data();
  expect(values).toHaveLength(truth.length);
  const differences = Array.from(values, (value, i) => value - (truth[i] ?? Number.NaN));
  expect(largest(differences)).toBeLessThan(1e-5 * Math.max(1, largest(truth)));
}
