/** What tfjs is known to get wrong and has no better place in these tests. */
import { engine, type Tensor } from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";

import { tf } from "#kernels/tf.ts";

import { type Comparison, normals, openOracle } from "./oracle.ts";

let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

it.each(["MaxPool3D", "MaxPoolWithArgmax", "Dilation2D"])(
  "refuses %s, which takes negative values for 0",
  (name) => {
    expect(() => engine().runKernel(name, {})).toThrow(`computes ${name} wrongly`);
  },
);

it("pools negative values, to the largest and to the mean, with their gradients", async () => {
  const pools = fc.record({
    shape: fc.tuple(
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 3, max: 8 }),
      fc.integer({ min: 3, max: 8 }),
      fc.integer({ min: 1, max: 9 }),
    ),
    window: fc.integer({ min: 1, max: 3 }),
    stride: fc.integer({ min: 1, max: 3 }),
    pad: fc.constantFrom<"same" | "valid">("same", "valid"),
    kind: fc.constantFrom<"maxPool" | "avgPool">("maxPool", "avgPool"),
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(pools, async ({ shape, window, stride, pad, kind, seed }) => {
      const { error, shapes } = await compare(() => {
        const count = shape.reduce((product, length) => product * length, 1);
        const below = Float32Array.from(normals(seed, count), (value) => -1 - Math.abs(value));
        const x = tf.tensor4d(below, shape);
        const pooled = (images: Tensor): Tensor =>
          tf[kind](images as typeof x, window, stride, pad);
        const slope = tf.grad((images: Tensor) => tf.sum(tf.square(pooled(images))));
        return [pooled(x), slope(x), x];
      });
      expect(shapes.wasm).toEqual(shapes.cpu);
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 200 },
  );
});

it("offers no random operation, whose seed of 0 tfjs takes for none", () => {
  expect(Object.keys(tf).filter((name) => /random|dropout|multinomial/i.test(name))).toEqual([]);
});

it("keeps nothing of one Adam step for the next but what it is handed", async () => {
  expect([...(await step(2))]).toEqual([0.5, 0.5]);
  expect([...(await step(3))]).toEqual([0.5, 0.5, 0.5]);
});

it("gives |x| no slope at 0, and equal extremes equal parts of the gradient", async () => {
  const abs = tf.grad((x: Tensor) => tf.sum(tf.abs(x)));
  expect([...(await abs(tf.tensor1d([-2, 0, 3])).data())]).toEqual([-1, 0, 1]);
  const highest = tf.grad((x: Tensor) => tf.sum(tf.max(x, 1)));
  const lowest = tf.grad((x: Tensor) => tf.min(x));
  const tied = tf.tensor2d([1, 5, 5, 1], [1, 4]);
  expect([...(await highest(tied).data())]).toEqual([0, 0.5, 0.5, 0]);
  expect([...(await lowest(tied).data())]).toEqual([0.5, 0, 0, 0.5]);
});

/** The weights after a step of 0.5 from 1, without memory. */
function step(length: number): Promise<Float32Array> {
  const [weights, gradient] = [tf.ones([length]), tf.ones([length])];
  const settings = { rate: 0.5, decays: [0, 0], epsilon: 0 } as const;
  return tf
    .adam(weights, gradient, [tf.zeros([length]), tf.zeros([length])], settings)[0]
    .data<"float32">();
}
