import {
  concat,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  getBackend,
  grads,
  mul,
  type Rank,
  reshape,
  slice,
  sum,
  type Tensor,
  tensor4d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";

import { type Comparison, normals, openOracle } from "./oracle.ts";

let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

const padding = fc.oneof(
  fc.constantFrom<"same" | "valid">("same", "valid"),
  fc
    .tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 3 })))
    .map(([top = 0, bottom = 0, left = 0, right = 0]): Padding => [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]),
);
type Padding = [[number, number], [number, number], [number, number], [number, number]];

it("gives the output and gradients of a dilated convolution, as of a filter with zeros between its taps", async () => {
  const dilated = fc.record({
    shape: fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 9, max: 13 }))),
    channels: fc.constantFrom(1, 2, 4, 5),
    filters: fc.constantFrom(1, 3, 8, 9),
    filter: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    dilations: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    padding,
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(dilated, async ({ shape, filter, dilations, ...c }) => {
      const [, height = 9, width = 9] = shape;
      const images: Shape4 = [2, height, width, c.channels];
      const taps: Shape4 = [...filter, c.channels, c.filters];
      const { error } = await compare(() => {
        const x = tensor4d(normals(c.seed, size(images)), images);
        const w = tensor4d(normals(c.seed + 1, size(taps)), taps);
        const convolve = (a: Tensor, b: Tensor): Tensor => {
          const [first, second] = [reshape<Rank.R4>(a, images), reshape<Rank.R4>(b, taps)];
          return getBackend() === "wasm"
            ? conv2d(first, second, 1, c.padding, "NHWC", dilations)
            : conv2d(first, spreadTaps(second, dilations), 1, c.padding);
        };
        return differentiated(convolve, x, w);
      });
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 200 },
  );
});

it("gives the output and gradients of a transposed convolution", async () => {
  const transposed = fc.record({
    images: fc.tuple(
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 2, max: 6 }),
      fc.constantFrom(1, 3, 4, 8),
    ),
    filter: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    filters: fc.constantFrom(1, 2, 5, 8),
    stride: fc.integer({ min: 1, max: 3 }),
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(transposed, async ({ images, filter, filters, stride, seed }) => {
      const taps: Shape4 = [...filter, filters, images[3]];
      const out: Shape4 = [images[0], images[1] * stride, images[2] * stride, filters];
      const { error, shapes } = await compare(() => {
        const x = tensor4d(normals(seed, size(images)), images);
        const w = tensor4d(normals(seed + 1, size(taps)), taps);
        const spread = (a: Tensor, b: Tensor): Tensor =>
          conv2dTranspose(
            reshape<Rank.R4>(a, images),
            reshape<Rank.R4>(b, taps),
            out,
            stride,
            "same",
          );
        return differentiated(spread, x, w);
      });
      expect(shapes.wasm).toEqual(shapes.cpu);
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 150 },
  );
});

it("gives the output and gradients of a depthwise convolution", async () => {
  const separate = fc.record({
    images: fc.tuple(
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 5, max: 8 }),
      fc.integer({ min: 5, max: 8 }),
      fc.constantFrom(1, 3, 4, 6, 8),
    ),
    filter: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    each: fc.integer({ min: 1, max: 3 }),
    stride: fc.integer({ min: 1, max: 2 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    pad: fc.constantFrom<"same" | "valid">("same", "valid"),
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(separate, async ({ images, filter, each, stride, dilation, pad, seed }) => {
      fc.pre(stride === 1 || dilation === 1);
      const taps: Shape4 = [...filter, images[3], each];
      const { error, shapes } = await compare(() => {
        const x = tensor4d(normals(seed, size(images)), images);
        const w = tensor4d(normals(seed + 1, size(taps)), taps);
        const convolve = (a: Tensor, b: Tensor): Tensor => {
          const [first, second] = [reshape<Rank.R4>(a, images), reshape<Rank.R4>(b, taps)];
          return getBackend() === "wasm"
            ? depthwiseConv2d(first, second, stride, pad, "NHWC", dilation)
            : depthwiseConv2d(first, spreadTaps(second, [dilation, dilation]), stride, pad);
        };
        return differentiated(convolve, x, w);
      });
      expect(shapes.wasm).toEqual(shapes.cpu);
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 200 },
  );
});

/** The output and the gradients of its squares' sum, with the tensors they are of. */
function differentiated(
  operation: (x: Tensor, w: Tensor) => Tensor,
  x: Tensor,
  w: Tensor,
): Tensor[] {
  const loss = (a: Tensor, b: Tensor): Tensor => {
    const y = operation(a, b);
    return sum(mul(y, y));
  };
  return [tidy(() => operation(x, w)), ...grads(loss)([x, w]), x, w];
}

type Shape4 = [number, number, number, number];

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The filter of which a dilated convolution is a plain one. */
function spreadTaps(w: Tensor<Rank.R4>, dilations: readonly [number, number]): Tensor<Rank.R4> {
  return dilations.reduce<Tensor<Rank.R4>>((taps, dilation, axis) => {
    const length = taps.shape[axis] ?? 1;
    const gap = zeros<Rank.R4>(taps.shape.with(axis, dilation - 1) as Shape4);
    const lines = Array.from({ length }, (_, i) => {
      const begin = [0, 0, 0, 0].with(axis, i) as Shape4;
      const line = slice(taps, begin, taps.shape.with(axis, 1) as Shape4);
      return i > 0 && dilation > 1 ? [gap, line] : [line];
    });
    return concat<Tensor<Rank.R4>>(lines.flat(), axis);
  }, w);
}
