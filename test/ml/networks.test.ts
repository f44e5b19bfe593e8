import { beforeAll, describe, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import { type Network, networks } from "#ml/networks.ts";
import { randomStreams } from "#ml/random.ts";
import { nodeEngine } from "#runtime/node.ts";

import { batchSize, unitMacs, unitsOf } from "../../src/experiments/wrong-labels/plan.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

/** Layers as a textbook counts them: [places, inputs of a unit, units]. */
const layers: Record<"mlp" | "conv", readonly (readonly [number, number, number])[]> = {
  mlp: [
    [1, 784, 128],
    [1, 128, 10],
  ],
  conv: [
    [28 * 28, 3 * 3 * 1, 16],
    [14 * 14, 3 * 3 * 16, 32],
    [1, 7 * 7 * 32, 64],
    [1, 64, 10],
  ],
};

describe.each(["mlp", "conv"] as const)("the %s network", (name) => {
  const network = networks[name];

  it.each([1, 7])("gives ten logits for each of %d images", (count) => {
    const weights = network.create(tf, randomStreams(1)("weights"));
    expect(network.logits(tf, weights, tf.zeros([count, 28, 28, 1])).shape).toEqual([count, 10]);
  });

  it("costs as many multiply-adds as it says, counted while it runs and by the closed form", () => {
    expect(network.macs).toBe(countedMacs(network));
    expect(network.macs).toBe(
      layers[name].reduce((sum, [places, inputs, units]) => sum + places * inputs * units, 0),
    );
  });

  it("has one weight an input of each unit and one bias a unit", () => {
    const weights = network.create(tf, randomStreams(1)("weights"));
    expect(Object.values(weights).map(({ size }) => size)).toEqual(
      layers[name].flatMap(([, inputs, units]) => [inputs * units, units]),
    );
  });

  it("starts from normal weights of variance 2 / inputs, biases zero", async () => {
    const weights = network.create(tf, randomStreams(5)("weights"));
    for (const [key, weight] of Object.entries(weights)) {
      const values = [...(await weight.data())];
      if (key.endsWith("bias")) {
        expect(values.every((value) => value === 0)).toBe(true);
        continue;
      }
      const inputs = weight.size / (weight.shape.at(-1) ?? 1);
      const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
      // The variance of n normal numbers spreads by √(2/n) of itself; five of these.
      expect(Math.abs((variance * inputs) / 2 - 1)).toBeLessThan(5 * Math.sqrt(2 / weight.size));
    }
  });

  it("starts from the same weights under the same seed, from others under another", async () => {
    expect(await firstWeights(network, 3)).toEqual(await firstWeights(network, 3));
    expect(await firstWeights(network, 3)).not.toEqual(await firstWeights(network, 4));
  });

  it("names the weights that it misses", () => {
    expect(() => network.logits(tf, {}, tf.zeros([1, 28, 28, 1]))).toThrow(
      /^the network has no weights named (hidden|first)\.kernel$/,
    );
  });

  it("costs about three forward passes a unit of work where a page plans with it", () => {
    const planned = (unitsOf(name) * unitMacs) / (3 * batchSize * network.macs);
    expect(Math.abs(planned - 1)).toBeLessThan(0.001);
  });
});

/** Multiply-adds of the products and convolutions that one image's forward pass asks the engine for. */
function countedMacs(network: Network): number {
  const count = { macs: 0 };
  const counting: Tf = {
    ...tf,
    dense: (x, kernel, bias, activation) => {
      const product = tf.dense(x, kernel, bias, activation);
      count.macs += product.size * (kernel.shape[0] ?? 0);
      return product;
    },
    convolution: (x, kernel, bias, settings) => {
      const whole = tf.convolution(x, kernel, bias, { ...settings, pool: 1 });
      const [height = 0, width = 0, channels = 0] = kernel.shape;
      count.macs += whole.size * height * width * channels;
      return tf.convolution(x, kernel, bias, settings);
    },
  };
  network.logits(
    counting,
    network.create(tf, randomStreams(1)("weights")),
    tf.zeros([1, 28, 28, 1]),
  );
  return count.macs;
}

async function firstWeights(network: Network, seed: number): Promise<number[]> {
  const [weight] = Object.values(network.create(tf, randomStreams(seed)("weights")));
  return [...(await (weight ?? tf.scalar(0)).data())];
}
