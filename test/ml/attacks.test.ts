import type { Rank } from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import type { Random } from "#lab/runtime.ts";
import type { Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";
import { attackStep } from "#ml/attacks.ts";
import { type Network, networks } from "#ml/networks.ts";
import { randomStreams } from "#ml/random.ts";
import { crossEntropy } from "#ml/training.ts";
import type { Weights } from "#ml/weights.ts";
import { nodeEngine } from "#runtime/node.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

const size = 28 * 28;

describe("an attack", () => {
  it("never leaves the ball around the original nor the range of a pixel", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.constantFrom<"mlp" | "conv">("mlp", "conv"),
        fc.double({ min: 0.01, max: 8, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        async (seed, name, epsilon, steps) => {
          const streams = randomStreams(seed);
          const weights = networks[name].create(tf, streams("weights"));
          const originals = randomPictures(3, streams("pixels"));
          const moved = await attacked(networks[name], weights, originals, [1, 5, 9], {
            epsilon,
            steps,
          });
          expect(moved.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true);
          const start = await originals.data();
          for (const length of lengths(moved, start)) {
            // 32-bit floats: the length of 784 numbers is off by a few parts in a million.
            expect(length).toBeLessThanOrEqual(epsilon * 1.00001 + 1e-6);
            expect(length).toBeGreaterThan(0);
          }
          tf.dispose([originals, ...Object.values(weights)]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("reaches the closed-form optimum of a linear model", async () => {
    const { network, weights, direction } = ramp();
    const originals = tf.fill<Rank.R4>([2, 28, 28, 1], 0.5);
    const moved = await attacked(network, weights, originals, [0, 0], { epsilon: 0.4, steps: 5 });
    // The loss falls along one direction alone: its best point is epsilon that way.
    for (const [i, pixel] of moved.entries()) {
      expect(pixel).toBeCloseTo(0.5 + 0.4 * (direction[i % size] ?? 0), 5);
    }
  });

  it("stops where pixels end, on a linear model whose optimum lies beyond", async () => {
    const { network, weights, direction } = ramp();
    const originals = tf.fill<Rank.R4>([1, 28, 28, 1], 0.5);
    const moved = await attacked(network, weights, originals, [0], { epsilon: 1000, steps: 4 });
    for (const [i, pixel] of moved.entries()) {
      const slope = direction[i % size] ?? 0;
      expect(pixel).toBe(slope > 0 ? 1 : slope < 0 ? 0 : 0.5);
    }
  });

  it("makes the targets likelier with every step of a small walk", async () => {
    const streams = randomStreams(7);
    const weights = networks.conv.create(tf, streams("weights"));
    const originals = randomPictures(4, streams("pixels"));
    const targets = tf.tensor1d([0, 3, 6, 9], "int32");
    const losses: number[] = [];
    let images = originals;
    for (let step = 0; step <= 8; step += 1) {
      const logits = networks.conv.logits(tf, weights, images);
      losses.push(...(await crossEntropy(tf, logits, targets).data()));
      images = attackStep(
        tf,
        { network: networks.conv, weights },
        { images, originals, goal: { kind: "targeted", targets } },
        { norm: "l2", epsilon: 1, steps: 20 },
      );
    }
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) - 0.5);
  });

  it("leaves pictures as they are, and numbers, where the network has no slope", async () => {
    const flat: Network = {
      create: () => ({}),
      logits: (given, _, images) =>
        given.mul<Tensor2D>(
          given.reshape(given.sum(images, [1, 2, 3]), [images.shape[0], 1]),
          given.zeros([1, 10]),
        ),
      macs: 0,
    };
    const originals = randomPictures(2, randomStreams(1)("pixels"));
    const moved = await attacked(flat, {}, originals, [1, 2], { epsilon: 2, steps: 3 });
    expect([...moved]).toEqual([...(await originals.data())]);
  });

  it("moves each picture as it would alone", async () => {
    const streams = randomStreams(11);
    const weights = networks.mlp.create(tf, streams("weights"));
    const originals = randomPictures(3, streams("pixels"));
    const settings = { epsilon: 1.5, steps: 3 };
    const together = await attacked(networks.mlp, weights, originals, [2, 4, 8], settings);
    const middle = tf.slice(originals, [1, 0, 0, 0], [1, 28, 28, 1]);
    const alone = await attacked(networks.mlp, weights, middle, [4], settings);
    for (const [i, pixel] of alone.entries()) expect(together[size + i]).toBeCloseTo(pixel, 5);
  });

  it("makes one tensor a step, which is the caller’s", () => {
    const weights = networks.conv.create(tf, randomStreams(1)("weights"));
    const images = randomPictures(2, randomStreams(1)("pixels"));
    const targets = tf.tensor1d([1, 2], "int32");
    const before = tf.memory().numTensors;
    const moved = attackStep(
      tf,
      { network: networks.conv, weights },
      { images, originals: images, goal: { kind: "targeted", targets } },
      { norm: "l2", epsilon: 1, steps: 2 },
    );
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(moved.shape).toEqual(images.shape);
  });
});

/** Pixels after a whole attack. */
async function attacked(
  network: Network,
  weights: Weights,
  originals: Tensor4D,
  labels: number[],
  settings: { readonly epsilon: number; readonly steps: number },
): Promise<Float32Array> {
  const targets = tf.tensor1d(labels, "int32");
  let images = originals;
  for (let step = 0; step < settings.steps; step += 1) {
    const moved = attackStep(
      tf,
      { network, weights },
      { images, originals, goal: { kind: "targeted", targets } },
      { norm: "l2", ...settings },
    );
    if (images !== originals) tf.dispose(images);
    images = moved;
  }
  const pixels = await images.data();
  tf.dispose(images === originals ? [targets] : [images, targets]);
  return Float32Array.from(pixels);
}

function randomPictures(count: number, random: Random): Tensor4D {
  const pixels = Float32Array.from({ length: count * size }, () => random.uniform());
  return tf.tensor4d(pixels, [count, 28, 28, 1]);
}

/** A model of one slope: class 0 gains along `direction`, a unit vector, the others nothing. */
function ramp() {
  const values = Float32Array.from({ length: size }, (_, i) => (i % 5) - 2);
  const length = Math.hypot(...values);
  const column = tf.tensor2d(values, [size, 1]);
  const kernel = tf.concat([tf.mul(column, 0.01), tf.zeros([size, 9])], 1);
  const network: Network = {
    create: () => ({ kernel }),
    logits: (given, weights, images) =>
      given.matMul<Tensor2D>(
        given.reshape(images, [images.shape[0], size]),
        weights["kernel"] ?? kernel,
      ),
    macs: size * 10,
  };
  return { network, weights: { kernel }, direction: values.map((value) => value / length) };
}

/** L2 distance of each picture from where it was. */
function lengths(pixels: ArrayLike<number>, start: ArrayLike<number>): number[] {
  return Array.from({ length: pixels.length / size }, (_, image) =>
    Math.hypot(
      ...Array.from(
        { length: size },
        (__, i) => (pixels[image * size + i] ?? 0) - (start[image * size + i] ?? 0),
      ),
    ),
  );
}
