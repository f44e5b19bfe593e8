import * as fc from "fast-check";
import { expect, it } from "vitest";

import { amplifiedChange, decodePixels, encodePixels } from "#lab/pixels.ts";

it("gives back the bytes of a picture", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 255 })), (bytes) => {
      expect(decodePixels(encodePixels(bytes.map((byte) => byte / 255)))).toEqual(bytes);
    }),
  );
});

it("takes what lies beyond black and white for these", () => {
  expect(decodePixels(encodePixels([-0.5, 1.5]))).toEqual([0, 255]);
});

it("shows a change around middle grey, cut at black and white", () => {
  expect(amplifiedChange([10, 10, 200], [10, 20, 0], 4)).toEqual([128, 168, 0]);
});
