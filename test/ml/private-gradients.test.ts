import { beforeAll, describe, expect, it } from "vitest";

import type { Scalar, Tensor, Tf } from "#lab/tf.ts";
import { privateGradients } from "#ml/private-gradients.ts";
import { randomStreams } from "#ml/random.ts";
import { nodeEngine } from "#runtime/node.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

/** Examples whose gradient is known: loss = a · w, so the gradient is a. */
const examples = [
  [3, 4, 0],
  [0.03, 0, 0.04],
  [0, 0, 0],
];
const random = () => randomStreams(3)("noise");

async function gradientsOf(clip: number, noise: number, lot: number, shown = examples) {
  const weights = [tf.tensor1d([1, 2]), tf.tensor1d([5])];
  const losses = shown.map((slope) => (...[first, second]: Tensor[]): Scalar => {
    if (first === undefined || second === undefined) throw new TypeError("two weights are learnt");
    const both = tf.mul(tf.concat([first, second]), tf.tensor1d([...slope]));
    return tf.sum(both);
  });
  const gradients = privateGradients(tf, weights, losses, { clip, noise, lot }, random());
  const values = await Promise.all(gradients.map((gradient) => gradient.data()));
  tf.dispose([...weights, ...gradients]);
  return values.map((part) => Array.from(part)).flat();
}

describe("the gradient of DP-SGD", () => {
  it("is the plain sum over the lot where nothing is cut and nothing added", async () => {
    const found = await gradientsOf(100, 0, 2);
    [3.03 / 2, 2, 0.02].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6));
  });

  it("cuts each example’s gradient to its own length, over all weights together", async () => {
    // (3, 4, 0) has length 5 and is cut to 1; (0.03, 0, 0.04) has 0.05 and stays.
    const found = await gradientsOf(1, 0, 1);
    [0.63, 0.8, 0.04].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6));
  });

  it("cannot be moved by one example by more than the clipping length over the lot", async () => {
    const without = await gradientsOf(0.5, 0.7, 4, examples.slice(1));
    const within = await gradientsOf(0.5, 0.7, 4);
    const moved = Math.hypot(...within.map((value, i) => value - (without[i] ?? Number.NaN)));
    expect(moved).toBeCloseTo(0.5 / 4, 5);
  });

  it("has normal noise of deviation noise times clip over the lot, also without any example", async () => {
    const { memory } = tf;
    const before = memory().numTensors;
    const weights = [tf.zeros([20_000])];
    const settings = { clip: 0.5, noise: 2, lot: 4 };
    const [gradient] = privateGradients(tf, weights, [], settings, random());
    if (gradient === undefined) throw new RangeError("no gradient");
    const values = Array.from(await gradient.data());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    // Four standard errors of 20,000 draws.
    expect(Math.abs(mean)).toBeLessThan((4 * 0.25) / Math.sqrt(20_000));
    expect(Math.abs(Math.sqrt(variance) / 0.25 - 1)).toBeLessThan(4 / Math.sqrt(2 * 20_000));
    tf.dispose([...weights, gradient]);
    expect(memory().numTensors).toBe(before);
  });
});
