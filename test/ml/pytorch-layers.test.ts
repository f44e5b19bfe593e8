/** Layers, networks and optimisers against native PyTorch; `pytorch_layers.py` made the numbers. */
import { beforeAll, describe, expect, it } from "vitest";

import type { Scalar, Tensor, Tensor4D, Tf } from "#lab/tf.ts";
import type { Architecture } from "#ml/architectures.ts";
import { batchMoments, batchNorm, runningMoments, startMoments } from "#ml/batch-norm.ts";
import { embedding, globalAverage } from "#ml/layers.ts";
import { networkOf } from "#ml/networks.ts";
import { adam, type Optimiser, sgd, stateTensors } from "#ml/optimisers.ts";
import { gru, lstm } from "#ml/recurrent.ts";
import { residualBlock } from "#ml/residual.ts";
import type { Weights } from "#ml/weights.ts";
import { nodeEngine } from "#runtime/node.ts";

import { integerValues } from "./integer-values.ts";
import native from "./pytorch-layers.json" with { type: "json" };

/** 32-bit floats against 64-bit ones, as a part of the largest number. */
const tolerance = 1e-5;

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

const pixels = (weights: Weights): Tensor4D => weights["x"] as Tensor4D;

type Compute = (weights: Weights) => Tensor;

const block =
  (isHalving: boolean): Compute =>
  (weights) =>
    residualBlock(tf, weights, "block", pixels(weights), isHalving);

const net =
  (architecture: Architecture): Compute =>
  (weights) =>
    networkOf(architecture, [7, 6, 2], 3).logits(tf, weights, pixels(weights));

const cases: readonly (readonly [string, Truth, Compute])[] = [
  ["a residual block that keeps the size", native.residual, block(false)],
  ["a residual block that halves an even size", native.halving, block(true)],
  ["a residual block that halves an odd size", native.halvingOdd, block(true)],
  [
    "a strided network of odd sides",
    native.stridedNet,
    net({ kind: "strided", channels: [3, 4], hidden: 5 }),
  ],
  [
    "a pooled network of odd sides",
    native.pooledNet,
    net({ kind: "pooled", channels: [3, 4], hidden: 5 }),
  ],
  ["a residual network", native.residualNet, net({ kind: "residual", channels: [3, 4] })],
  ["a network of two hidden layers", native.deepNet, net({ kind: "dense", hidden: [6, 5] })],
  ["the global average", native.globalAverage, (weights) => globalAverage(tf, pixels(weights))],
  [
    "an embedding in which a row is used twice",
    native.embedding,
    (weights) => embedding(tf, weights, "words", tf.tensor2d([0, 2, 2, 6], [2, 2], "int32")),
  ],
  [
    "a long short-term memory",
    native.lstm,
    (weights) => lstm(tf, weights, "layer", pixels(weights)),
  ],
  ["a gated recurrent unit", native.gru, (weights) => gru(tf, weights, "layer", pixels(weights))],
];

it.each(cases)("%s gives PyTorch’s numbers and gradients", async (_, truth, compute) => {
  const before = tf.memory().numTensors;
  await expectTruth(truth, compute);
  expect(tf.memory().numTensors).toBe(before);
});

describe("batch normalisation", () => {
  const { training, moments, running } = native.batchNorm;

  it("gives PyTorch’s numbers and gradients of a batch in training", async () => {
    await expectTruth(training, (weights) =>
      batchNorm(tf, weights, "norm", pixels(weights), batchMoments(tf, pixels(weights))),
    );
  });

  it("keeps PyTorch’s running moments, the variance unbiased, and normalises with them", async () => {
    const batches = [33, 1].map((salt, i) =>
      tf.tensor4d(
        integerValues(salt, 288).map((value) => value * (i === 0 ? 3 : 1)),
        [6, 4, 4, 3],
      ),
    );
    let found = startMoments(tf, 3);
    for (const batch of batches) {
      found = runningMoments(tf, found, batchMoments(tf, batch), { count: 96 });
    }
    await expectNear(found.mean, moments.mean);
    await expectNear(found.variance, moments.variance);
    await expectTruth(running, (weights) => batchNorm(tf, weights, "norm", pixels(weights), found));
  });
});

describe("an optimiser", () => {
  const optimisers: readonly (readonly [string, number[][], Optimiser])[] = [
    [
      "SGD with momentum and decay",
      native.optimisers.sgd,
      sgd({ momentum: 0.9, weightDecay: 0.2 }),
    ],
    ["Adam", native.optimisers.adam, adam()],
    ["AdamW", native.optimisers.adamw, adam({ weightDecay: 0.2 })],
  ];

  it.each(optimisers)(
    "%s takes PyTorch’s five steps, and leaves no tensor",
    async (_, truth, by) => {
      const before = tf.memory().numTensors;
      let weights: Weights = { a: made(70, [4]), b: made(71, [2, 3]) };
      let state = by.start(tf, weights);
      for (const [step, known] of truth.entries()) {
        // Tidying may only give back tensors; the step's own are kept by hand.
        const kept: ReturnType<Optimiser["step"]>[] = [];
        tf.tidy(() => {
          const gradients = [made(80 + 2 * step, [4]), made(81 + 2 * step, [2, 3])];
          const after = by.step(tf, weights, gradients, state, 0.1 / (1 + step));
          kept.push(after);
          return [...Object.values(after.weights), ...stateTensors(after.state)];
        });
        tf.dispose([...Object.values(weights), ...stateTensors(state)]);
        for (const after of kept) ({ weights, state } = after);
        const values = await Promise.all(
          Object.values(weights).map(async (weight) => weight.data()),
        );
        expectAllNear(
          values.flatMap((part) => [...part]),
          known,
        );
      }
      tf.dispose([...Object.values(weights), ...stateTensors(state)]);
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

interface Truth {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly given: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

function made(salt: number, shape: readonly number[]): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(integerValues(salt, count), [...shape]);
}

/** What `compute` gives, and its gradient in every weight. */
async function expectTruth(truth: Truth, compute: Compute): Promise<void> {
  const names = Object.keys(truth.shapes);
  const values = Object.values(truth.shapes).map((shape, i) => made(i + 1, shape));
  const of = (given: readonly Tensor[]): Tensor =>
    compute(Object.fromEntries(names.map((name, i) => [name, given[i] ?? tf.scalar(0)])));
  const given = tf.tidy(() => of(values));
  const slopes = made(99, given.shape);
  const gradients = tf.grads((...all: Tensor[]): Scalar => tf.sum(tf.mul(of(all), slopes)))(values);
  await expectNear(given, truth.given);
  for (const [i, name] of names.entries()) {
    await expectNear(gradients[i] ?? given, truth.gradients[name] ?? [], name);
  }
  tf.dispose([...values, given, slopes, ...gradients]);
}

async function expectNear(tensor: Tensor, truth: readonly number[], what = ""): Promise<void> {
  expectAllNear([...(await tensor.data())], truth, what);
}

function expectAllNear(values: readonly number[], truth: readonly number[], what = ""): void {
  expect(values, what).toHaveLength(truth.length);
  const largest = Math.max(...truth.map(Math.abs));
  expect(largest, what).toBeGreaterThan(0);
  const worst = Math.max(...truth.map((value, i) => Math.abs(value - (values[i] ?? Number.NaN))));
  expect(worst / largest, what).toBeLessThan(tolerance);
}
