import { beforeAll, describe, expect, it } from "vitest";

import { NotANumberError } from "#lab/not-a-number.ts";
import type { Tensor, Tensor2D, Tf } from "#lab/tf.ts";
import type { ImageSet } from "#ml/images.ts";
import type { Network } from "#ml/networks.ts";
import { networks } from "#ml/networks.ts";
import { randomStreams } from "#ml/random.ts";
import { drawStrokes } from "#ml/strokes.ts";
import { crossEntropy, type Schedule, train } from "#ml/training.ts";
import { nodeEngine } from "#runtime/node.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

describe("crossEntropy", () => {
  it("is the logarithm of the number of classes for a network that knows nothing", async () => {
    expect(await lossOf([Array.from({ length: 10 }, () => 4)], [7])).toBeCloseTo(Math.log(10), 6);
  });

  it("is the mean of the pictures’ losses, worked out by hand", async () => {
    // e^0 + … + e^0 + 3 = 12 at label 1; 9 + 1/2 at label 0, which has the 1/2.
    const first = [0, Math.log(3), 0, 0, 0, 0, 0, 0, 0, 0];
    const second = [Math.log(0.5), 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const expected = (Math.log(12 / 3) + Math.log(9.5 / 0.5)) / 2;
    expect(await lossOf([first, second], [1, 0])).toBeCloseTo(expected, 6);
  });

  it("stays a number where the network is sure and wrong", async () => {
    expect(await lossOf([[1000, 0, 0, 0, 0, 0, 0, 0, 0, 0]], [1])).toBeCloseTo(1000, 3);
  });
});

describe("train", () => {
  it("takes Adam’s steps as algorithm 1 of Kingma and Ba writes them", async () => {
    const schedule = { epochs: 12, batchSize: 5, learningRate: 0.05 };
    const kernels = await trainedKernels(linear, smallSet(5), schedule);
    const expected = adamByHand(smallSet(5), schedule);
    for (const [step, kernel] of kernels.entries()) {
      for (const [i, value] of kernel.entries()) {
        expect(value, `weight ${i} after step ${step + 1}`).toBeCloseTo(
          expected[step]?.[i] ?? Number.NaN,
          5,
        );
      }
    }
  });

  it("lets the learning rate fall from its full value along a half cosine", async () => {
    // Under a constant gradient every step of Adam is as long as the learning rate.
    const schedule = { epochs: 10, batchSize: 5, learningRate: 0.01 };
    const kernels = await trainedKernels(steady, smallSet(5), schedule);
    const steps = kernels.map(([value = 0], i) => Math.abs(value - (kernels[i - 1]?.[0] ?? 0)));
    for (const [i, length] of steps.entries()) {
      expect(length).toBeCloseTo((0.01 * (1 + Math.cos((Math.PI * i) / 10))) / 2, 6);
    }
  });

  it("sees every picture once an epoch, in another order each time", async () => {
    const seen: number[] = [];
    const spying: Network = {
      ...linear,
      logits: (given, weights, images) => {
        seen.push(...Array.from(images.dataSync(), Math.fround));
        return linear.logits(given, weights, images);
      },
    };
    const pixels = Float32Array.from({ length: 7 }, (_, i) => i / 8);
    const labels = new Uint8Array(7);
    const set: ImageSet = { count: 7, height: 1, width: 1, channels: 1, pixels, labels };
    await trainedKernels(spying, set, { epochs: 3, batchSize: 3, learningRate: 0.01 });
    const epochs = [0, 7, 14].map((start) => seen.slice(start, start + 7));
    for (const epoch of epochs) expect(epoch.toSorted((a, b) => a - b)).toEqual([...pixels]);
    expect(new Set(epochs.map(String)).size).toBe(3);
  });

  it("brings the loss down on pictures", async () => {
    const set = strokes(200);
    const losses: number[] = [];
    for await (const { weights } of lessonsOf(networks.mlp, set, {
      epochs: 8,
      batchSize: 50,
      learningRate: 0.002,
    })) {
      const logits = networks.mlp.logits(tf, weights, tf.tensor4d(set.pixels, [200, 28, 28, 1]));
      const labels = tf.tensor1d([...set.labels], "int32");
      losses.push(...(await crossEntropy(tf, logits, labels).data()));
    }
    expect(losses).toHaveLength(32);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 3);
  });

  it("hands over the weights at its end, and keeps nothing else", async () => {
    const before = tf.memory().numTensors;
    const lessons = lessonsOf(networks.mlp, strokes(40), quickly);
    let lesson = await lessons.next();
    while (lesson.done !== true) lesson = await lessons.next();
    expect(tf.memory().numTensors - before).toBe(Object.keys(lesson.value).length);
    tf.dispose(Object.values(lesson.value));
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([1, 2, 5])("keeps no tensor when it is stopped after %d steps", async (steps) => {
    const before = tf.memory().numTensors;
    for await (const { step } of lessonsOf(networks.conv, strokes(40), quickly)) {
      if (step === steps) break;
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it("keeps no tensor when it is stopped before its first step", async () => {
    const before = tf.memory().numTensors;
    await lessonsOf(networks.mlp, strokes(40), quickly).return({});
    expect(tf.memory().numTensors).toBe(before);
  });

  it("keeps no tensor when a step fails", async () => {
    const before = tf.memory().numTensors;
    const failing: Network = {
      ...linear,
      logits: () => {
        throw new Error("the engine gave up");
      },
    };
    await expect(lessonsOf(failing, smallSet(5), quickly).next()).rejects.toThrow("gave up");
    expect(tf.memory().numTensors).toBe(before);
  });
});

it("ends a training that diverged after its pass, in words, and keeps no tensor", async () => {
  const before = tf.memory().numTensors;
  const seen: number[] = [];
  const training = async (): Promise<void> => {
    const schedule = { epochs: 3, batchSize: 20, learningRate: 1e30 };
    for await (const { step } of lessonsOf(networks.mlp, strokes(40), schedule)) seen.push(step);
  };
  await expect(training()).rejects.toThrow(NotANumberError);
  await expect(training()).rejects.toThrow(
    "the training diverged: the weights are not finite after pass 1; a smaller learning rate",
  );
  // The first of the pass was shown, the one that ends it was not.
  expect(seen).toEqual([1, 1]);
  expect(tf.memory().numTensors).toBe(before);
});

const quickly: Schedule = { epochs: 3, batchSize: 20, learningRate: 0.002 };

/** Softmax regression: its gradient is known in closed form. Starts from zero. */
const linear: Network = {
  create: (given) => ({ kernel: given.zeros([4, 10]) }),
  logits: (given, { kernel }, images) => {
    const size = images.size / images.shape[0];
    const flat = given.reshape(images, [images.shape[0], size]);
    return given.matMul<Tensor2D>(flat, given.slice(kernel ?? flat, [0, 0], [size, 10]));
  },
  macs: 40,
};

/** One weight that raises the first of the logits without bound to its loss: the others lag so far behind that the slope is constant. */
const steady: Network = {
  create: (given) => ({ kernel: given.zeros([1]) }),
  logits: (given, { kernel }, images) => {
    const first = given.sub<Tensor>(given.mul(kernel ?? images, 1), 1000);
    const row = given.concat([given.reshape(first, [1, 1]), given.zeros([1, 9])], 1);
    return given.mul<Tensor2D>(row, given.ones([images.shape[0], 1]));
  },
  macs: 1,
};

/** Pictures of 2 × 2 pixels with label 0 first. */
function smallSet(count: number): ImageSet {
  const random = randomStreams(2)("pixels");
  return {
    count,
    height: 2,
    width: 2,
    channels: 1,
    pixels: Float32Array.from({ length: count * 4 }, () => random.uniform()),
    labels: Uint8Array.from({ length: count }, () => 0),
  };
}

function strokes(count: number): ImageSet {
  const streams = randomStreams(1);
  return drawStrokes(
    { count, texture: 0.03 },
    { hand: streams("hand"), patterns: streams("patterns") },
  );
}

function lessonsOf(network: Network, set: ImageSet, schedule: Schedule): ReturnType<typeof train> {
  const streams = randomStreams(4);
  return train(tf, network, set, schedule, {
    weights: streams("weights"),
    order: streams("order"),
  });
}

/** The network's one weight tensor after every step. */
async function trainedKernels(
  network: Network,
  set: ImageSet,
  schedule: Schedule,
): Promise<number[][]> {
  const kernels: number[][] = [];
  for await (const { weights } of lessonsOf(network, set, schedule)) {
    kernels.push([...(await (weights["kernel"] ?? tf.scalar(0)).data())]);
  }
  return kernels;
}

/** Full-batch softmax regression under Adam in plain numbers: bias-corrected moments, step by step. */
function adamByHand(set: ImageSet, { epochs, learningRate }: Schedule): number[][] {
  const size = 4;
  const theta = Array.from({ length: size * 10 }, () => 0);
  const m = theta.map(() => 0);
  const v = theta.map(() => 0);
  const history: number[][] = [];
  for (let t = 1; t <= epochs; t += 1) {
    const gradient = theta.map(() => 0);
    for (let image = 0; image < set.count; image += 1) {
      const x = [...set.pixels.subarray(image * size, (image + 1) * size)];
      const scores = Array.from({ length: 10 }, (_, k) =>
        x.reduce((sum, value, i) => sum + value * (theta[i * 10 + k] ?? 0), 0),
      );
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      for (const [i, value] of x.entries()) {
        for (const [k, score] of scores.entries()) {
          const wrong = Math.exp(score) / total - (k === set.labels[image] ? 1 : 0);
          gradient[i * 10 + k] = (gradient[i * 10 + k] ?? 0) + (value * wrong) / set.count;
        }
      }
    }
    const alpha = (learningRate * (1 + Math.cos((Math.PI * (t - 1)) / epochs))) / 2;
    for (const [i, g] of gradient.entries()) {
      const first = 0.9 * (m[i] ?? 0) + 0.1 * g;
      const second = 0.999 * (v[i] ?? 0) + 0.001 * g * g;
      [m[i], v[i]] = [first, second];
      const corrected = second / (1 - 0.999 ** t);
      theta[i] =
        (theta[i] ?? 0) - (alpha * (first / (1 - 0.9 ** t))) / (Math.sqrt(corrected) + 1e-8);
    }
    history.push([...theta]);
  }
  return history;
}

async function lossOf(logits: number[][], labels: number[]): Promise<number> {
  const value = crossEntropy(tf, tf.tensor2d(logits), tf.tensor1d(labels, "int32"));
  return (await value.data())[0] ?? Number.NaN;
}
