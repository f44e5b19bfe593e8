// Alone in its file, and so in a process of its own: the fault it looks for writes beyond the output.
import { avgPool, conv2d, depthwiseConv2d, maxPool, tensor4d } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

import { normals, openOracle } from "./oracle.ts";

beforeAll(async () => {
  await openOracle();
});

it("refuses a padding given as one number, whose output tfjs sizes by the height alone", () => {
  const x = tensor4d(normals(1, 16), [1, 4, 4, 1]);
  const filter = tensor4d(normals(2, 6), [3, 2, 1, 1]);
  expect(() => conv2d(x, filter, 1, 1)).toThrow("padded by the number 1");
  expect(() => depthwiseConv2d(x, filter, 1, 1)).toThrow("padded by the number 1");
  expect(() => maxPool(x, [3, 2], 1, 1)).toThrow("a pooling is padded by the number 1");
  expect(() => avgPool(x, [3, 2], 1, 1)).toThrow("a pooling is padded by the number 1");
});
