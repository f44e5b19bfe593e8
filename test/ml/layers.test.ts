import { beforeAll, describe, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import { batchMoments, batchNorm, batchNormWeights } from "#ml/batch-norm.ts";
import { dropout, embeddingWeights } from "#ml/layers.ts";
import { randomStreams } from "#ml/random.ts";
import { gru, gruWeights, lstm, lstmWeights } from "#ml/recurrent.ts";
import { nodeEngine } from "#runtime/node.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

const count = 20_000;

describe("batch normalisation", () => {
  it("of fresh weights brings each channel to mean 0 and variance 1", async () => {
    const random = randomStreams(3)("numbers");
    const numbers = Float32Array.from({ length: 600 }, (_, i) => 3 * random.normal() + (i % 3));
    const x = tf.tensor(numbers, [2, 10, 10, 3]);
    const y = batchNorm(tf, batchNormWeights(tf, "norm", 3), "norm", x, batchMoments(tf, x));
    const { mean, variance } = batchMoments(tf, y);
    for (const value of await mean.data()) expect(value).toBeCloseTo(0, 5);
    for (const value of await variance.data()) expect(value).toBeCloseTo(1, 4);
  });
});

describe("dropout", () => {
  it.each([0.1, 0.5, 0.9])("of %d drops that share, and keeps the mean", async (rate) => {
    const values = await dropped(rate, 1);
    const kept = values.filter((value) => value !== 0);
    // Five standard deviations of a share of 20,000 draws.
    const spread = 5 * Math.sqrt((rate * (1 - rate)) / count);
    expect(Math.abs(1 - kept.length / count - rate)).toBeLessThan(spread);
    for (const value of new Set(kept)) expect(value).toBeCloseTo(1 / (1 - rate), 5);
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    expect(Math.abs(mean - 1)).toBeLessThan(spread / (1 - rate));
  });

  it("drops the same numbers under the same seed, others under another", async () => {
    expect(await dropped(0.5, 1)).toEqual(await dropped(0.5, 1));
    expect(await dropped(0.5, 1)).not.toEqual(await dropped(0.5, 2));
  });

  it("passes the gradient of what it keeps, scaled alike, and of nothing else", async () => {
    const x = tf.ones([50]);
    const once = await dropout(tf, randomStreams(1)("dropout"), x, 0.5).data();
    const slope = tf.grad((given) => dropout(tf, randomStreams(1)("dropout"), given, 0.5))(x);
    expect(await slope.data()).toEqual(once);
  });

  it("of 0 changes nothing", () => {
    const x = tf.ones([3]);
    expect(dropout(tf, randomStreams(1)("dropout"), x, 0)).toBe(x);
  });
});

it("starts an embedding from normal numbers of variance 1 / units", async () => {
  const { "words.table": table = tf.scalar(0) } = embeddingWeights(
    tf,
    randomStreams(1)("weights"),
    "words",
    200,
    100,
  );
  const values = [...(await table.data())];
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  expect(table.shape).toEqual([200, 100]);
  // The variance of n normal numbers spreads by √(2/n) of itself; five of these.
  expect(Math.abs(100 * variance - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
});

describe.each([
  ["long short-term memory", lstmWeights, lstm],
  ["gated recurrent unit", gruWeights, gru],
] as const)("a fresh %s", (_, create, run) => {
  it("gives one state a step, each from the past alone", async () => {
    const weights = create(tf, randomStreams(1)("weights"), "layer", sizes);
    const states = async (last: number): Promise<number[]> => {
      const x = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8, last], [3, 1, 3]);
      const found = run(tf, weights, "layer", x);
      expect(found.shape).toEqual([3, 1, 4]);
      return [...(await found.data())];
    };
    const [one, other] = [await states(9), await states(-9)];
    expect(one.slice(0, 8)).toEqual(other.slice(0, 8));
    expect(one.slice(8)).not.toEqual(other.slice(8));
  });

  it("has kernels within 1 / √units, the same under the same seed", async () => {
    const values = await numbersOf(create, 1);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(0.5);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.4);
    expect(await numbersOf(create, 1)).toEqual(values);
    expect(await numbersOf(create, 2)).not.toEqual(values);
  });
});

async function dropped(rate: number, seed: number): Promise<number[]> {
  const given = dropout(tf, randomStreams(seed)("dropout"), tf.ones([count]), rate);
  return [...(await given.data())];
}

const sizes = { from: 3, units: 4 };

async function numbersOf(create: typeof gruWeights, seed: number): Promise<number[]> {
  const weights = create(tf, randomStreams(seed)("weights"), "layer", sizes);
  const { "layer.kernel": kernel = tf.scalar(0), "layer.recurrent": own = tf.scalar(0) } = weights;
  return [...(await kernel.data()), ...(await own.data())];
}
