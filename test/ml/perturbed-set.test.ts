import { describe, expect, it } from "vitest";

import type { Goal, Model } from "#ml/attack-losses.ts";
import { lossTowards } from "#ml/attack-losses.ts";
import { attack, type AttackSettings } from "#ml/attacks.ts";
import { type ImageSet, labelsAt, pictures } from "#ml/images.ts";
import { networks } from "#ml/networks.ts";
import { perturbSet, perturbTowards } from "#ml/perturbed-set.ts";
import { randomStreams } from "#ml/random.ts";
import { trainAndSave } from "#ml/saved-training.ts";
import { drawStrokes } from "#ml/strokes.ts";
import { nodeEngine } from "#runtime/node.ts";

const random = randomStreams(5);
const set: ImageSet = drawStrokes(
  { count: 7, texture: 0 },
  { hand: random("hand"), patterns: random("texture") },
);
const targets = Uint8Array.from(set.labels, (label) => (label + 1) % 10);
const settings = { norm: "l2", epsilon: 2, steps: 3 } as const satisfies AttackSettings;
const { tf } = await nodeEngine();
const network = networks.linear;

async function withModels<Result>(use: (models: readonly [Model, Model]) => Promise<Result>) {
  const models = ["a", "b"].map((name): Model => ({
    network,
    weights: network.create(tf, random(name)),
  })) as [Model, Model];
  try {
    return await use(models);
  } finally {
    tf.dispose(models.flatMap(({ weights }) => Object.values(weights)));
  }
}

async function last<Step, Result>(work: AsyncGenerator<Step, Result, void>) {
  let steps = 0;
  let turn = await work.next();
  while (turn.done !== true) {
    steps += 1;
    turn = await work.next();
  }
  return { steps, result: turn.value };
}

describe("a perturbed set", () => {
  it("holds what the attack makes of all images at once, whatever the batches", async () => {
    await withModels(async ([model, other]) => {
      const goalOf = (indices: ArrayLike<number>): Goal => ({
        kind: "untransferable",
        targets: labelsAt(tf, targets, indices),
        labels: labelsAt(tf, set.labels, indices),
        ensemble: [other],
      });
      const before = tf.memory().numTensors;
      const { steps, result } = await last(
        perturbTowards(tf, model, set, goalOf, { ...settings, batchSize: 3 }),
      );
      expect(tf.memory().numTensors).toBe(before);
      expect(steps).toBe(3 * settings.steps);
      const all = Int32Array.from({ length: set.count }, (_, i) => i);
      const originals = pictures(tf, set, all);
      const whole = attack(tf, lossTowards(tf, model, goalOf(all)), originals, settings);
      const expected = await whole.data();
      // Batches of other sizes round their sums otherwise.
      result.pixels.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 4));
      expect(result.finished).toBe(set.count);
    });
  });

  it("is free of tensors when its maker leaves after any step", async () => {
    await withModels(async ([model]) => {
      const before = tf.memory().numTensors;
      for (let steps = 1; steps <= 9; steps += 1) {
        const work = perturbSet(tf, model, set, targets, { epsilon: 2, steps: 3, batchSize: 3 });
        for (let step = 0; step < steps; step += 1) await work.next();
        await work.return({ pixels: set.pixels, seen: targets, finished: 0 });
        expect(tf.memory().numTensors).toBe(before);
      }
    });
  });
});

const lessons = (exam: (epoch: number) => void) =>
  trainAndSave(
    tf,
    network,
    set,
    { epochs: 2, batchSize: 3, learningRate: 0.1 },
    { weights: random("weights"), order: random("order") },
    (_, epoch) => Promise.resolve(exam(epoch)),
  );

describe("a training whose weights are saved", () => {
  it("examines after every pass and leaves plain numbers, and no tensor", async () => {
    const before = tf.memory().numTensors;
    const exams: number[] = [];
    const { steps, result } = await last(lessons((epoch) => exams.push(epoch)));
    expect(steps).toBe(6);
    expect(exams).toEqual([1, 2]);
    expect(Object.values(result).every(({ values }) => values.every(Number.isFinite))).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("leaves no tensor when it is broken off, also at its last step", async () => {
    const before = tf.memory().numTensors;
    for (const steps of [1, 3, 6]) {
      const work = lessons(() => {});
      for (let step = 0; step < steps; step += 1) await work.next();
      await work.return({});
      expect(tf.memory().numTensors).toBe(before);
    }
  });
});
