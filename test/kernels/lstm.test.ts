import { engine, grads, mul, sum, type Tensor, tensor } from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";

import { tf } from "#kernels/tf.ts";

import { type Comparison, normals, openOracle } from "./oracle.ts";

// On the cpu engine the sequence is put together step by step from tfjs's operations.
let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

const sequences = fc.record({
  steps: fc.integer({ min: 1, max: 6 }),
  batch: fc.integer({ min: 1, max: 9 }),
  units: fc.integer({ min: 1, max: 18 }),
  scale: fc.constantFrom(0.1, 1, 10),
  seed: fc.nat(),
});
type Sequence = typeof sequences extends fc.Arbitrary<infer Value> ? Value : never;

it("gives the states of the step-by-step computation and their gradients", async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const { error, shapes } = await compare(() => differentiated(sequence));
      expect(shapes.wasm).toEqual(shapes.cpu);
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 200 },
  );
});

it("frees what it uses in between", () => {
  const before = engine().backend.numDataIds();
  tf.dispose(differentiated({ steps: 3, batch: 2, units: 5, scale: 1, seed: 1 }));
  expect(engine().backend.numDataIds()).toBe(before);
});

it("keeps its gates between their bounds however large the inputs", async () => {
  const inputs = tensor([-1e30, 1e30, 1e30, 1e30, Infinity, Infinity, -Infinity, 100], [2, 1, 4]);
  const states = await tf.lstm(inputs, tensor([0, 0, 0, 0], [1, 4])).data();
  expect(states[0]).toBe(0);
  expect(states[1]).toBeCloseTo(-Math.tanh(1), 6);
});

function loss(x: Tensor, w: Tensor): Tensor {
  const states = tf.lstm(x, w);
  return sum(mul(states, states));
}

function differentiated({ steps, batch, units, scale, seed }: Sequence): Tensor[] {
  const inputs = tf.tidy(() => tf.mul(values(seed, [steps, batch, 4 * units]), scale));
  // Small enough for the recursion not to amplify what the engines round differently.
  const kernel = tf.tidy(() => tf.mul(values(seed + 1, [units, 4 * units]), 0.3));
  return [...grads(loss)([inputs, kernel]), tf.tidy(() => tf.lstm(inputs, kernel)), inputs, kernel];
}

function values(seed: number, shape: number[]): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  return tensor(normals(seed, count), shape);
}
