import { beforeAll, describe, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import { classCount, type ImageSet } from "#ml/images.ts";
import { dot, matrix, row } from "#ml/matrix.ts";
import { randomStreams } from "#ml/random.ts";
import { nodeEngine } from "#runtime/node.ts";

import { certify, responses } from "./certificates.ts";
import { readOut } from "./readout.ts";
import { type LinearClassifier, trainRobustLinear } from "./robust-linear.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

/**
 * Each class has a bright pixel of its own that tells it most of the time, and 30 faint pixels that together tell it always: useful, but
 * a move of 0.02 · √60 = 0.15 swaps those of two classes.
 */
function brightAndFaint(count: number): ImageSet {
  const [bright, faint] = [classCount, 30 * classCount];
  const width = bright + faint;
  const random = randomStreams(7)("pixels");
  const pixels = new Float32Array(count * width);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classCount);
  labels.forEach((label, i) => {
    const shown = random.uniform() < 0.9 ? label : random.integer(classCount);
    pixels[i * width + shown] = 1;
    for (let k = 0; k < 30; k += 1) pixels[i * width + bright + 30 * label + k] = 0.02;
  });
  return { count, height: 1, width, channels: 1, pixels, labels };
}

async function trained(set: ImageSet, radius: number): Promise<LinearClassifier> {
  const schedule = { epochs: 30, batchSize: 50, learningRate: 0.02, radius };
  let last: LinearClassifier | undefined;
  const order = randomStreams(1)("order");
  for await (const read of trainRobustLinear(tf, set, schedule, order)) last = await read();
  if (last === undefined) throw new Error("no batch was learnt");
  return last;
}

/** How much of a template's length lies in the faint pixels. */
function faintPart({ templates }: LinearClassifier): number {
  const template = row(templates, 0);
  const faint = template.subarray(classCount);
  return Math.sqrt(dot(faint, faint) / dot(template, template));
}

describe("a linear classifier trained to withstand moves", () => {
  it("lets go of what a move within its radius can swap, and is right where none can reach", async () => {
    const set = brightAndFaint(1000);
    const before = tf.memory().numTensors;
    const [fragile, robust] = [await trained(set, 0), await trained(set, 0.5)];
    expect(tf.memory().numTensors).toBe(before);
    const withstands = (classifier: LinearClassifier): number =>
      certify(classifier, responses(set, classifier.templates), set.labels, 0.5).robust;
    expect(faintPart(robust)).toBeLessThan(0.6 * faintPart(fragile));
    // Nine in ten show their own bright pixel, and some others by chance.
    expect(withstands(robust)).toBeGreaterThan(0.85);
    expect(withstands(robust)).toBeGreaterThan(withstands(fragile) + 0.05);
  });
});

describe("a readout", () => {
  it("finds the labels of features that fix them, also where the features depend on each other", () => {
    // Three classes at the corners of a triangle; the second column is the first's opposite.
    const corners = [
      [1, -1, 0, 1],
      [-1, 1, 0, 1],
      [0, 0, 2, 1],
    ];
    const labels = Uint8Array.from({ length: 30 }, (_, i) => i % 3);
    const features = matrix(
      30,
      4,
      [...labels].flatMap((label) => corners[label] ?? []),
    );
    expect([...readOut(features, labels, features)]).toEqual([...labels]);
  });
});
