import { expect, it } from "vitest";

import { emptyDrawing } from "#lab/drawing.ts";

import spec, { pad } from "./spec.ts";
import { drawnDigit } from "./watched.ts";

it("prepares the drawing of the presets as a picture with dark corners and bright ink", () => {
  const { pixels, label } = drawnDigit(spec.presets.quick.params);
  expect(pixels).toHaveLength(784);
  expect(pixels[0]).toBe(0);
  expect(Math.max(...pixels)).toBe(1);
  expect(label).toBeNull();
});

it("asks for ink where the pad is empty", () => {
  expect(() => drawnDigit({ drawing: emptyDrawing(pad) })).toThrow("the pad is empty");
});
