import { engine, grad, mul, relu, sum, type Tensor, tensor } from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";

import { type Comparison, normals, openOracle } from "./oracle.ts";

let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

const shapes = fc.array(fc.integer({ min: 1, max: 11 }), { minLength: 1, maxLength: 4 });

it("sums over any axes, kept or not", async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes,
      fc.nat(15),
      fc.boolean(),
      fc.nat(),
      async (shape, choice, keepDims, seed) => {
        const axes = shape.map((_, axis) => axis).filter((axis) => (choice >> axis) % 2 === 1);
        const { error, shapes: got } = await compare(() => {
          const x = values(seed, shape);
          return [sum(x, axes, keepDims), x];
        });
        expect(got.wasm).toEqual(got.cpu);
        expect(error).toBeLessThan(1e-5);
      },
    ),
    { numRuns: 200 },
  );
});

it("keeps the rounding error of a long sum near that of one number", async () => {
  const x = tensor(new Float32Array(3 * 200_000).fill(0.1), [200_000, 3]);
  const sums = await sum(x, 0).data();
  expect(Math.abs((sums[0] ?? 0) / (200_000 * Math.fround(0.1)) - 1)).toBeLessThan(1e-5);
  x.dispose();
});

it("differentiates a rectifier of any length, twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat(), async (length, seed) => {
      const { error } = await compare(() => {
        const x = values(seed, [length]);
        const slope = grad((v: Tensor) => sum(mul(relu(v), mul(v, v))));
        return [slope(x), grad((v: Tensor) => sum(slope(v)))(x), x];
      });
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 100 },
  );
});

it("frees what it uses in between", () => {
  const x = values(1, [6, 5]);
  const before = engine().backend.numDataIds();
  grad((v: Tensor) => sum(relu(v), 0))(x).dispose();
  expect(engine().backend.numDataIds()).toBe(before);
});

function values(seed: number, shape: number[]): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  return tensor(normals(seed, count), shape);
}
