import {
  abs,
  grad,
  maxPool,
  mul,
  neg,
  type Rank,
  reshape,
  sum,
  type Tensor,
  tensor4d,
} from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";

import { type Comparison, normals, openOracle } from "./oracle.ts";

let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

const pools = fc.record({
  shape: fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 3, max: 9 }),
    fc.integer({ min: 3, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
  ),
  window: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  padding: fc.constantFrom<"same" | "valid">("same", "valid"),
  negative: fc.boolean(),
  seed: fc.nat(),
});

it("sends each output's gradient to its window's maximum, below zero too", async () => {
  await fc.assert(
    fc.asyncProperty(pools, async ({ shape, window, strides, padding, negative, seed }) => {
      const { error, shapes } = await compare(() => {
        const values = tensor4d(normals(seed, shape[0] * shape[1] * shape[2] * shape[3]), shape);
        const x = negative ? neg(abs(values)) : values;
        const dx = grad((images: Tensor) => {
          const y = maxPool(reshape<Rank.R4>(images, shape), window, strides, padding);
          return sum(mul(y, y));
        })(x);
        if (x !== values) values.dispose();
        return [dx, x];
      });
      expect(shapes.wasm).toEqual(shapes.cpu);
      expect(error).toBeLessThan(1e-6);
    }),
    { numRuns: 300 },
  );
});

it("gives a tie to the first of the equal values, once", async () => {
  const x = tensor4d([-1, -1, -1, -1], [1, 2, 2, 1]);
  const dx = grad((images: Tensor) =>
    sum(maxPool(reshape<Rank.R4>(images, [1, 2, 2, 1]), 2, 2, "valid")),
  )(x);
  expect([...(await dx.data())]).toEqual([1, 0, 0, 0]);
});
