/** The networks, their training and the attack against native PyTorch; `pytorch.py` made the numbers. */
import { beforeAll, describe, expect, it } from "vitest";

import type { Scalar, Tensor, Tf } from "#lab/tf.ts";
import { attackStep } from "#ml/attacks.ts";
import type { ImageSet } from "#ml/images.ts";
import { labelsAt, pictures } from "#ml/images.ts";
import { type Network, networks } from "#ml/networks.ts";
import { randomStreams } from "#ml/random.ts";
import { crossEntropy, train } from "#ml/training.ts";
import type { Weights } from "#ml/weights.ts";
import { nodeEngine } from "#runtime/node.ts";

import { integerValues } from "./integer-values.ts";
import native from "./pytorch.json" with { type: "json" };

/** 32-bit floats against 64-bit ones, sums of up to 1,568 terms. */
const tolerance = 2e-5;

const every = Int32Array.from([0, 1, 2, 3]);
const targets = Uint8Array.from([4, 1, 8, 3]);
const set: ImageSet = {
  count: 4,
  height: 28,
  width: 28,
  channels: 1,
  pixels: integerValues(9, 4 * 784).map((value) => value + 0.5),
  labels: Uint8Array.from([3, 0, 7, 2]),
};

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

describe.each(["mlp", "conv"] as const)("the %s network", (name) => {
  const truth = native[name];

  it("gives PyTorch's logits and loss", async () => {
    const { network, weights, images, labels } = fixedNetwork(name);
    const logits = network.logits(tf, weights, images);
    expect(logits.shape).toEqual([4, 10]);
    expectNear([...(await logits.data())], truth.logits.flat());
    expectNear([...(await crossEntropy(tf, logits, labels).data())], [truth.loss]);
  });

  it("has PyTorch's gradient in every weight", async () => {
    const { network, weights, images, labels } = fixedNetwork(name);
    const names = Object.keys(weights);
    const loss = (...values: Tensor[]): Scalar => {
      const given = Object.fromEntries(names.map((key, i) => [key, values[i] ?? tf.scalar(0)]));
      return crossEntropy(tf, network.logits(tf, given, images), labels);
    };
    const gradients = tf.grads(loss)(Object.values(weights));
    const known = new Map(Object.entries(truth.gradients));
    expect(names).toEqual([...known.keys()]);
    for (const [i, key] of names.entries()) {
      expectSampled(await (gradients[i] ?? tf.scalar(0)).data(), known.get(key));
    }
  });

  it("learns by Adam under a half cosine as PyTorch does, step by step", async () => {
    const { network, images, labels } = fixedNetwork(name);
    const streams = randomStreams(1);
    const lessons = train(
      tf,
      network,
      set,
      { epochs: truth.adam.length, batchSize: 4, learningRate: 0.002 },
      { weights: streams("weights"), order: streams("order") },
    );
    const losses: number[] = [];
    for await (const { weights } of lessons) {
      const loss = crossEntropy(tf, network.logits(tf, weights, images), labels);
      losses.push(...(await loss.data()));
    }
    // Adam divides small gradients by their own size, which spreads their rounding.
    expectNear(losses, truth.adam, 1e-4);
  });

  it("is attacked as PyTorch attacks it, step by step", async () => {
    const { network, weights, images: originals } = fixedNetwork(name);
    const wanted = labelsAt(tf, targets, every);
    const settings = { norm: "l2" as const, epsilon: 1.5, steps: truth.attack.losses.length };
    const goal = { kind: "targeted" as const, targets: wanted };
    const losses: number[] = [];
    let images = originals;
    for (let step = 0; step < settings.steps; step += 1) {
      images = attackStep(tf, { network, weights }, { images, originals, goal }, settings);
      const loss = crossEntropy(tf, network.logits(tf, weights, images), wanted);
      losses.push(...(await loss.data()));
    }
    expectNear(losses, truth.attack.losses, 1e-4);
    expectSampled(await tf.sub(images, originals).data(), truth.attack.moved, 1e-4);
  });
});

/** A network whose weights are made of integers, as in `pytorch.py`, with the four pictures and their labels. */
function fixedNetwork(name: "mlp" | "conv") {
  const { logits, macs, create } = networks[name];
  const made: Network = { logits, macs, create: () => fixedWeights(create) };
  return {
    network: made,
    weights: made.create(tf, randomStreams(0)("unused")),
    images: pictures(tf, set, every),
    labels: labelsAt(tf, set.labels, every),
  };
}

function fixedWeights(create: Network["create"]): Weights {
  const shaped = Object.entries(create(tf, randomStreams(0)("shapes")));
  return Object.fromEntries(
    shaped.map(([key, { shape }], i) => {
      const count = shape.reduce((product, length) => product * length, 1);
      const fanIn = count / (shape.at(-1) ?? 1);
      const scale = key.endsWith("bias") ? 0.2 : Math.sqrt(24 / fanIn);
      const values = integerValues(i + 1, count).map((value) => value * scale);
      return [key, tf.tensor(values, shape)];
    }),
  );
}

/** Every number within a part of the largest. */
function expectNear(values: readonly number[], truth: readonly number[], part = tolerance): void {
  expect(values).toHaveLength(truth.length);
  const largest = Math.max(...truth.map(Math.abs));
  for (const [i, value] of values.entries()) {
    expect(Math.abs(value - (truth[i] ?? Number.NaN)), `${value} at ${i}`).toBeLessThan(
      part * largest,
    );
  }
}

/** The length of all numbers, and seven of them. */
function expectSampled(
  values: ArrayLike<number>,
  truth: { readonly length: number; readonly values: readonly number[] } | undefined,
  part = tolerance,
): void {
  const all = Array.from(values);
  const { length, values: seven } = truth ?? { length: Number.NaN, values: [] };
  expectNear([Math.hypot(...all)], [length], part);
  for (const [i, known] of seven.entries()) {
    const found = all[Math.floor((i * (all.length - 1)) / 6)] ?? Number.NaN;
    // A single entry is rounded like the whole: by a part of the root mean square.
    const scale = Math.max(Math.abs(known), length / Math.sqrt(all.length));
    expect(Math.abs(found - known), `${found} at ${i}`).toBeLessThan(10 * part * scale);
  }
}
