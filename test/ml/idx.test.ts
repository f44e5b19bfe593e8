import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readIdx } from "#ml/idx.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 });

/** One sentence: the file's name first, the remedy last, no line break. */
const refusal =
  /^digits\.gz is not an IDX file of unsigned bytes: [^\n]+; fetch it again with npm run data$/;

describe("readIdx", () => {
  it("gives back the shape and the bytes that were written", () => {
    fc.assert(
      fc.property(shapes, fc.nat(), (shape, salt) => {
        const data = Uint8Array.from({ length: product(shape) }, (_, i) => (i * 31 + salt) % 256);
        expect(readIdx(idx(shape, data), "digits.gz")).toEqual({ shape, data });
      }),
    );
  });

  it("reads a file that stands in the middle of a larger buffer", () => {
    const file = idx([2, 2], Uint8Array.from([1, 2, 3, 4]));
    const around = new Uint8Array(file.length + 9);
    around.set(file, 5);
    const { data } = readIdx(around.subarray(5, 5 + file.length), "digits.gz");
    expect([...data]).toEqual([1, 2, 3, 4]);
  });

  it("names a file that was cut off anywhere, or has bytes too many", () => {
    fc.assert(
      fc.property(shapes, fc.double({ min: 0, max: 1, noNaN: true }), (shape, part) => {
        const file = idx(shape, new Uint8Array(product(shape)));
        const cut = file.subarray(0, Math.floor(part * (file.length - 1)));
        expect(() => readIdx(cut, "digits.gz")).toThrow(refusal);
        expect(() => readIdx(Uint8Array.from([...file, 0]), "digits.gz")).toThrow(refusal);
      }),
    );
  });

  it("reads any bytes or refuses them in one sentence", () => {
    const header = fc.tuple(
      fc.constantFrom(0, 0, 0, 1),
      fc.constantFrom(0, 0, 0, 31),
      fc.constantFrom(8, 8, 8, 9, 13),
      fc.integer({ min: 0, max: 5 }),
    );
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 40 }), (start, rest) => {
        const file = Uint8Array.from([...start, ...rest]);
        try {
          const { shape, data } = readIdx(file, "digits.gz");
          expect(data.length).toBe(product(shape));
        } catch (error) {
          expect(String(error)).toMatch(new RegExp(`^Error: ${refusal.source.slice(1)}`));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["an empty file", [], "it has 0 bytes"],
    ["a gzip file", [0x1f, 0x8b, 8, 0, 0, 0], "its first bytes are not 0, 0, 8"],
    ["32-bit floats", [0, 0, 13, 1, 0, 0, 0, 0], "its first bytes are not 0, 0, 8"],
    ["a rank of 5", [0, 0, 8, 5, 0, 0, 0, 0], "its rank is 5"],
    ["a cut header", [0, 0, 8, 2, 0, 0, 0, 1], "it ends within its header"],
    ["a cut body", [0, 0, 8, 1, 0, 0, 0, 9, 1], "shape 9 needs 17 bytes, it has 9"],
  ])("says what is wrong with %s", (_, bytes, reason) => {
    expect(() => readIdx(Uint8Array.from(bytes), "digits.gz")).toThrow(reason);
  });
});

/** An IDX file as LeCun's page describes it. */
function idx(shape: readonly number[], data: Uint8Array): Uint8Array {
  const lengths = shape.flatMap((length) => [0, 0, length >> 8, length & 255]);
  return Uint8Array.from([0, 0, 8, shape.length, ...lengths, ...data]);
}

function product(shape: readonly number[]): number {
  return shape.reduce((count, length) => count * length, 1);
}
