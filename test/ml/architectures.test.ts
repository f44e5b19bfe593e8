/** What is said of every architecture, against the network that is built from it. */
import { beforeAll, describe, expect, it } from "vitest";

import type { Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";
import {
  type Architecture,
  type ArchitectureName,
  architectures,
  type ImageShape,
  layersOf,
  macsOf,
  parametersOf,
} from "#ml/architectures.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import type { ImageSet } from "#ml/images.ts";
import { networkOf } from "#ml/networks.ts";
import { randomStreams } from "#ml/random.ts";
import { drawStrokes } from "#ml/strokes.ts";
import { train } from "#ml/training.ts";
import { nodeEngine } from "#runtime/node.ts";

import { integerValues } from "./integer-values.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

const names = Object.keys(architectures) as ArchitectureName[];
const shapes: readonly ImageShape[] = [
  [28, 28, 1],
  [32, 32, 3],
  [9, 7, 2],
];

describe.each(names)("the %s network", (name) => {
  const architecture: Architecture = architectures[name];

  it.each(shapes)("for %d × %d × %d has the layers that are said of it", (...shape) => {
    tf.tidy(() => {
      const network = networkOf(architecture, shape, 10);
      const weights = network.create(tf, randomStreams(1)("weights"));
      const layers = layersOf(architecture, shape, 10);
      expect(Object.values(weights).map(({ size }) => size)).toEqual(
        layers.flatMap(({ inputs, units }) => [inputs * units, units]),
      );
      const whole = Object.values(weights).reduce((sum, { size }) => sum + size, 0);
      expect(parametersOf(architecture, shape, 10)).toBe(whole);
      const counted = countedMacs((counting) =>
        network.logits(counting, weights, tf.zeros<Tensor4D["rankType"]>([1, ...shape])),
      );
      expect(macsOf(architecture, shape, 10)).toBe(counted);
      expect(network.macs).toBe(counted);
    });
  });

  it("has logits that are linear in its features", async () => {
    const network = networkOf(architecture, [9, 7, 2], 3);
    const weights = network.create(tf, randomStreams(1)("weights"));
    const images = tf.tensor4d(integerValues(9, 5 * 126), [5, 9, 7, 2]);
    const features = network.features(tf, weights, images);
    const { "output.kernel": kernel, "output.bias": bias } = weights;
    const logits = tf.add(tf.matMul(features, kernel as Tensor2D), bias as Tensor2D);
    const expected = await logits.data();
    const found = await network.logits(tf, weights, images).data();
    for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i] ?? 9, 5);
    expect(features.shape).toEqual([5, kernel?.shape[0]]);
  });

  it.each([
    ["28 × 28 grey", (set: ImageSet) => set],
    ["32 × 32 coloured", coloured],
  ])("learns strokes of %s pixels in 200 steps, and leaves no tensor", async (_, made) => {
    const streams = randomStreams(6);
    const drawn = (count: number, hand: string): ImageSet =>
      made(
        drawStrokes({ count, texture: 0 }, { hand: streams(hand), patterns: streams("texture") }),
      );
    const [training, test] = [drawn(1600, "training"), drawn(300, "test")];
    const before = tf.memory().numTensors;
    const { height, width, channels } = training;
    const network = networkOf(architecture, [height, width, channels], 10);
    const schedule = { epochs: 4, batchSize: 32, learningRate: 0.004 };
    const lessons = train(tf, network, training, schedule, {
      weights: streams("weights"),
      order: streams("order"),
    });
    let lesson = await lessons.next();
    while (lesson.done !== true) lesson = await lessons.next();
    const found = await predictSet(tf, network, lesson.value, test);
    tf.dispose(Object.values(lesson.value));
    expect(agreement(found, test.labels)).toBeGreaterThan(0.6);
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** The pictures in the middle of 32 × 32 pixels, each in a colour of its own. */
function coloured(set: ImageSet): ImageSet {
  const random = randomStreams(3)("colours");
  const pixels = new Float32Array(set.count * 32 * 32 * 3);
  for (let i = 0; i < set.count; i += 1) {
    const colour = [0, 1, 2].map(() => 0.4 + 0.6 * random.uniform());
    for (let at = 0; at < 28 * 28; at += 1) {
      const [row, column] = [2 + Math.floor(at / 28), 2 + (at % 28)];
      const grey = set.pixels[i * 28 * 28 + at] ?? 0;
      pixels.set(
        colour.map((part) => part * grey),
        ((i * 32 + row) * 32 + column) * 3,
      );
    }
  }
  return { ...set, height: 32, width: 32, channels: 3, pixels };
}

/** Multiply-adds of the products and convolutions that a computation asks the engine for. */
function countedMacs(compute: (counting: Tf) => void): number {
  const count = { macs: 0 };
  compute({
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
  });
  return count.macs;
}
