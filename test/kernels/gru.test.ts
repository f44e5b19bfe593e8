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

it("keeps its state where the update gate is 1, and forgets it where that is 0", async () => {
  const [first = 0, kept = 0] = await after(Infinity);
  expect(first).toBeCloseTo(Math.tanh(1) / 2, 6);
  expect(kept).toBe(first);
  expect((await after(-1e30))[1]).toBeCloseTo(-Math.tanh(1), 6);
});

it("refuses weights that do not fit, on every engine", () => {
  const [inputs, kernel] = [tensor([0, 0, 0], [1, 1, 3]), tensor([0, 0, 0], [1, 3])];
  expect(() => tf.gru(inputs, kernel, tensor([0, 0]))).toThrow(
    "a GRU of 1 units and bias [2]; it is [units]",
  );
  expect(() => tf.gru(inputs, tensor([0, 0], [1, 2]), tensor([0]))).toThrow(
    "they are [steps, batch, 3 units] and [units, 3 units]",
  );
});

/** Both states of one unit whose candidate is tanh(1), then tanh(−1), and whose update gate is ½, then σ(update). */
async function after(update: number): Promise<number[]> {
  const inputs = tensor([0, 0, 1, 0, update, -1], [2, 1, 3]);
  return [...(await tf.gru(inputs, tensor([0, 0, 0], [1, 3]), tensor([0])).data())];
}

function loss(x: Tensor, w: Tensor, b: Tensor): Tensor {
  const states = tf.gru(x, w, b);
  return sum(mul(states, states));
}

function differentiated({ steps, batch, units, scale, seed }: Sequence): Tensor[] {
  const inputs = tf.tidy(() => tf.mul(values(seed, [steps, batch, 3 * units]), scale));
  // Small enough for the recursion not to amplify what the engines round differently.
  const kernel = tf.tidy(() => tf.mul(values(seed + 1, [units, 3 * units]), 0.3));
  const bias = values(seed + 2, [units]);
  const given = [inputs, kernel, bias];
  return [...grads(loss)(given), tf.tidy(() => tf.gru(inputs, kernel, bias)), ...given];
}

function values(seed: number, shape: number[]): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  return tensor(normals(seed, count), shape);
}
