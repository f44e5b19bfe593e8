/** The recurrent layer against PyTorch's; `pytorch.py` made the numbers. */
import { expect, it } from "vitest";

import type { Scalar, Tensor, Tf } from "#lab/tf.ts";
import { nodeEngine } from "#runtime/node.ts";

import { integerValues } from "./integer-values.ts";
import native from "./pytorch.json" with { type: "json" };

const [steps, batch, features, units] = [4, 3, 6, 5];

it("gives the states of PyTorch's GRU, and its gradients", async () => {
  const { tf } = await nodeEngine();
  const x = tf.tensor(numbers(20, steps * batch * features, 4), [steps * batch, features]);
  const inputKernel = turned(tf, numbers(21, 3 * units * features, 2), features);
  const kernel = turned(tf, numbers(22, 3 * units * units, 2), units);
  const outer = numbers(23, 3 * units, 2);
  const inner = numbers(24, 3 * units, 2);
  // Both biases of reset and update are added up; the candidate's two stay apart.
  const sums = outer.map((value, i) => value + (i < 2 * units ? (inner[i] ?? 0) : 0));
  const bias = tf.tensor(inner.slice(2 * units), [units]);
  const states = (...[ofInputs, ofStates, ofCandidate]: Tensor[]): Tensor => {
    if (ofInputs === undefined || ofStates === undefined || ofCandidate === undefined) {
      throw new TypeError("three tensors are differentiated");
    }
    const inputs = tf.add(tf.matMul(x, ofInputs), tf.tensor1d(sums));
    return tf.gru(tf.reshape(inputs, [steps, batch, 3 * units]), ofStates, ofCandidate);
  };
  const loss = (...weights: Tensor[]): Scalar => tf.sum(tf.square(states(...weights)));
  const weights = [inputKernel, kernel, bias];
  const gradients = tf.grads(loss)(weights);

  await expectNear(states(...weights), native.gru.states);
  const known = [native.gru.inputKernel, native.gru.kernel, native.gru.bias];
  for (const [i, gradient] of gradients.entries()) await expectNear(gradient, known[i] ?? []);
});

function numbers(salt: number, count: number, scale: number): Float32Array {
  return integerValues(salt, count).map((value) => value * scale);
}

/** PyTorch keeps a kernel as [3 · units, from]. */
function turned(tf: Tf, values: Float32Array, from: number): Tensor {
  return tf.transpose(tf.tensor2d(values, [3 * units, from]));
}

/** 32-bit floats against 64-bit ones: a millionth of the largest number, with room for four steps. */
async function expectNear(tensor: Tensor, truth: readonly number[]): Promise<void> {
  const values = await tensor.data();
  expect(values).toHaveLength(truth.length);
  const largest = Math.max(...truth.map(Math.abs));
  const worst = Math.max(...truth.map((value, i) => Math.abs(value - (values[i] ?? Number.NaN))));
  expect(worst / largest).toBeLessThan(2e-6);
}
