import * as fc from "fast-check";
import { expect, it } from "vitest";

import {
  drawingPath,
  drawingSchema,
  emptyDrawing,
  packDrawing,
  unpackDrawing,
} from "#lab/drawing.ts";

const drawings = fc
  .record({ width: fc.integer({ min: 1, max: 30 }), height: fc.integer({ min: 1, max: 30 }) })
  .chain((size) => {
    const length = size.width * size.height;
    return fc.record({
      size: fc.constant(size),
      pixels: fc.array(fc.boolean(), { minLength: length, maxLength: length }),
    });
  });

it("gives a drawing back from its text, which its schema accepts", () => {
  fc.assert(
    fc.property(drawings, ({ size, pixels }) => {
      const text = packDrawing(pixels);
      expect(unpackDrawing(text, size)).toEqual(pixels);
      expect(drawingSchema(size).safeParse(text).success).toBe(true);
      expect(new URLSearchParams({ text }).toString()).toBe(`text=${text}`);
    }),
  );
});

it("has exactly one text for a drawing", () => {
  fc.assert(
    fc.property(drawings, fc.string(), ({ size }, text) => {
      if (!drawingSchema(size).safeParse(text).success) return;
      expect(packDrawing(unpackDrawing(text, size))).toBe(text);
    }),
  );
  // Four pixels need four of a character's six bits; the last two are none of its.
  expect(drawingSchema({ width: 2, height: 2 }).safeParse("B").success).toBe(false);
});

it("takes 131 characters for 28 × 28 pixels", () => {
  const size = { width: 28, height: 28 };
  expect(emptyDrawing(size)).toHaveLength(131);
  expect(packDrawing(unpackDrawing("", size))).toBe(emptyDrawing(size));
});

it("draws a square for each inked pixel", () => {
  const text = packDrawing([false, true, true, false]);
  expect(drawingPath(text, { width: 2, height: 2 })).toBe("M1 0h1v1h-1zM0 1h1v1h-1z");
});
