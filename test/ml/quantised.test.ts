import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { decode, encode, encodedLength } from "#ml/quantised.ts";

describe("weights in 8 bits", () => {
  const weights = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
    .chain(([rows, channels]) =>
      fc
        .array(fc.float({ min: -100, max: 100, noNaN: true }), {
          minLength: rows * channels,
          maxLength: rows * channels,
        })
        .map((values) => ({ values: Float32Array.from(values), shape: [rows, channels] })),
    );

  it("come back within half a step of their own channel, the largest exactly", () => {
    fc.assert(
      fc.property(weights, ({ values, shape }) => {
        const bytes = encode(values, shape, "int8");
        expect(bytes).toHaveLength(encodedLength(shape, "int8"));
        const back = decode(bytes, shape, "int8");
        const channels = shape.at(-1) ?? 1;
        for (const [i, value] of values.entries()) {
          const own = values.filter((_, other) => other % channels === i % channels);
          const largest = Math.max(...own.map(Math.abs));
          const error = Math.abs((back[i] ?? Number.NaN) - value);
          // 32-bit scales are off by a ten-millionth; below the smallest of them all is 0.
          expect(error).toBeLessThanOrEqual((largest / 254) * 1.00001 + 1e-42);
          if (Math.abs(value) === largest)
            expect(error).toBeLessThanOrEqual(largest * 1e-6 + 1e-42);
        }
      }),
    );
  });

  it("of a channel of zeros are zeros, whatever the others are", () => {
    const values = Float32Array.from([0, 3, 0, -5]);
    const back = decode(encode(values, [2, 2], "int8"), [2, 2], "int8");
    expect([back[0], back[2]]).toEqual([0, 0]);
    expect(back[3]).toBeCloseTo(-5, 5);
  });

  it("take a byte each and four for each channel", () => {
    expect(encodedLength([3, 3, 16, 32], "int8")).toBe(3 * 3 * 16 * 32 + 4 * 32);
  });
});

describe("weights in 16-bit floats", () => {
  // IEEE 754 binary16, worked out by hand or from its tables.
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [0.1, 0x2e66],
    [1 / 3, 0x3555],
    [65_504, 0x7bff],
    [65_519.99, 0x7bff],
    [65_520, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [3 * 2 ** -25, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2047.9, 0x6800],
  ])("%d is the half %i", (value, bits) => {
    const bytes = encode(Float32Array.from([value]), [1], "float16");
    expect(new DataView(bytes.buffer).getUint16(0, true)).toBe(bits);
  });

  it("come back as they were where they are halves: all 63,488 finite ones", () => {
    const bits = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i).filter(
      (half) => (half & 0x7c00) !== 0x7c00,
    );
    const values = decode(new Uint8Array(bits.buffer), [bits.length], "float16");
    const again = encode(values, [bits.length], "float16");
    expect(new Uint16Array(again.buffer)).toEqual(bits);
    expect(new Set(values).size).toBe(bits.length - 1);
  });
});

it("weights in 32-bit floats come back to the bit", () => {
  const values = Float32Array.from([0.1, -3e-39, 7e30]);
  expect(decode(encode(values, [3], "float32"), [3], "float32")).toEqual(values);
});
