import {
  conv2d,
  engine,
  grads,
  mul,
  type Rank,
  reshape,
  sum,
  type Tensor,
  tensor4d,
  tidy,
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

const convolutions = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 4, max: 9 }),
  width: fc.integer({ min: 4, max: 9 }),
  channels: fc.constantFrom(1, 2, 3, 4, 5, 8, 16),
  filterHeight: fc.integer({ min: 1, max: 4 }),
  filterWidth: fc.integer({ min: 1, max: 4 }),
  filters: fc.constantFrom(1, 2, 3, 4, 7, 8, 16),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  padding,
  seed: fc.nat(),
});

it("gives the cpu engine's output and gradients of any convolution", async () => {
  await fc.assert(
    fc.asyncProperty(convolutions, async (c) => {
      const { error, shapes } = await compare(() => convolution(c));
      expect(shapes.wasm).toEqual(shapes.cpu);
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 300 },
  );
});

it("frees what it uses in between", () => {
  const before = wasmTensors();
  const made = convolution({
    batch: 2,
    height: 7,
    width: 6,
    channels: 3,
    filterHeight: 3,
    filterWidth: 2,
    filters: 4,
    strides: [2, 3],
    padding: "same",
    seed: 1,
  });
  for (const tensor of made) tensor.dispose();
  expect(wasmTensors()).toBe(before);
});

function wasmTensors(): number {
  return engine().backend.numDataIds();
}

type Convolution = typeof convolutions extends fc.Arbitrary<infer Value> ? Value : never;

function convolution(c: Convolution): Tensor[] {
  const x = tensor4d(normals(c.seed, c.batch * c.height * c.width * c.channels), [
    c.batch,
    c.height,
    c.width,
    c.channels,
  ]);
  const filter = tensor4d(
    normals(c.seed + 1, c.filterHeight * c.filterWidth * c.channels * c.filters),
    [c.filterHeight, c.filterWidth, c.channels, c.filters],
  );
  const made = grads((images: Tensor, weights: Tensor) => {
    const y = convolve(images, weights, c);
    return sum(mul(y, y));
  })([x, filter]);
  const y = convolve(x, filter, c);
  x.dispose();
  filter.dispose();
  return [y, ...made];
}

function convolve(images: Tensor, weights: Tensor, c: Convolution): Tensor {
  return tidy(() =>
    conv2d(
      reshape<Rank.R4>(images, [c.batch, c.height, c.width, c.channels]),
      reshape<Rank.R4>(weights, [c.filterHeight, c.filterWidth, c.channels, c.filters]),
      [...c.strides],
      c.padding,
    ),
  );
}
