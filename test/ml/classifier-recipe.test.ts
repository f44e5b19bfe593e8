import type { Rank } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

import type { Tensor4D, Tf } from "#lab/tf.ts";
import { lossTowards } from "#ml/attack-losses.ts";
import { attack } from "#ml/attacks.ts";
import { classifierRecipe, type Made, type Stage } from "#ml/classifier-recipe.ts";
import { networks } from "#ml/networks.ts";
import { perturbation } from "#ml/perturbed-training.ts";
import { type ClassifierPlan, trainedSchema, type Training } from "#ml/pretrained-manifest.ts";
import { randomStreams } from "#ml/random.ts";
import { nodeEngine, nodeRuntime } from "#runtime/node.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

const plan: ClassifierPlan = {
  version: 1,
  title: "A small network for tests",
  dataset: "strokes",
  architecture: "mlp",
  trainingImages: 300,
  testImages: 100,
  training: { kind: "standard" },
  epochs: 3,
  batchSize: 50,
  learningRate: 0.003,
  seed: 5,
  checks: {
    norm: "l2",
    epsilons: [0.3, 3],
    pgd: { steps: 5, images: 60 },
    autoPgd: { steps: 100, restarts: 3, images: 10 },
  },
};

describe("a recipe", () => {
  it("makes the same model to the byte twice, with a sound description, and leaves no tensor", async () => {
    const before = tf.memory().numTensors;
    const [first, stages] = await made(plan);
    const [second] = await made(plan);
    expect(tf.memory().numTensors).toBe(before);
    expect(second).toEqual(first);
    const { trained, bytes } = first;
    expect(() => trainedSchema.parse(trained)).not.toThrow();
    expect(trained.parameters).toBe(784 * 128 + 128 + 128 * 10 + 10);
    // A byte a weight, four for each of 138 channels and biases.
    expect(bytes).toHaveLength(784 * 128 + 128 * 10 + 2 * 4 * 138);
    expect(trained.weights.bytes).toBe(bytes.length);
    const done = stages.map((stage) => stage.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(stages.at(-1)).toMatchObject({ phase: "done", done: stages[0]?.total });
  });

  it("learns, and is fooled the more the larger the ball", async () => {
    const [{ trained }] = await made(plan);
    const { clean, unrounded, attacked } = trained.accuracy;
    expect(clean).toBeGreaterThan(0.5);
    expect(Math.abs(clean - unrounded)).toBeLessThanOrEqual(0.02);
    const [small, large] = attacked;
    expect(small?.pgd).toBeLessThanOrEqual(clean + 0.1);
    expect(large?.pgd).toBeLessThan(small?.pgd ?? 0);
    expect(large?.autoPgd).toBe(0);
  });

  it("follows its seed", async () => {
    const [one] = await made({ ...plan, epochs: 1 });
    const [other] = await made({ ...plan, epochs: 1, seed: 6 });
    expect(other.trained.weights.sha256).not.toBe(one.trained.weights.sha256);
  });

  it.each([0, 5, 20, 60])("stopped after %d stages frees its tensors", async (stages) => {
    const before = tf.memory().numTensors;
    const engine = await nodeEngine();
    const making = classifierRecipe(plan).run("test", nodeRuntime(engine, plan.seed));
    for (let i = 0; i <= stages; i += 1) await making.next();
    await making.return(undefined as unknown as Made);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuses a network that is not there", async () => {
    await expect(made({ ...plan, architecture: "transformer" })).rejects.toThrow(
      /^there is no network "transformer"; there are \S+, /,
    );
  });
});

describe("what is learnt in place of a batch", () => {
  it("is nothing else in standard training", () => {
    expect(perturbation(tf, { kind: "standard" }, randomStreams(1)("noise"))).toBeUndefined();
  });

  it("has noise of the given size, fresh in each batch", async () => {
    const images = tf.fill<Rank.R4>([4, 28, 28, 1], 0.5);
    const perturb = lessonMaker({ kind: "noise", sigma: 0.1 });
    const first = await perturb(images, 0);
    const second = await perturb(images, 0);
    const deviation = Math.sqrt(first.reduce((sum, x) => sum + (x - 0.5) ** 2, 0) / first.length);
    // Standard error over 3,136 pixels: 0.0013.
    expect(Math.abs(deviation - 0.1)).toBeLessThan(0.006);
    expect(second).not.toEqual(first);
  });

  it.each([
    [0, 0],
    [1, 0.5],
    [2, 1],
    [3, 1],
  ])("after %d epochs of a ramp of 2 is attacked within %d of epsilon", async (epoch, part) => {
    const images = tf.fill<Rank.R4>([4, 28, 28, 1], 0.5);
    const training = {
      kind: "adversarial",
      norm: "l2",
      epsilon: 2,
      steps: 3,
      rampEpochs: 2,
    } as const;
    const found = await lessonMaker(training)(images, epoch);
    const weights = networks.mlp.create(tf, randomStreams(2)("weights"));
    const goal = { kind: "untargeted", labels: tf.tensor1d([0, 1, 2, 3], "int32") } as const;
    const loss = lossTowards(tf, { network: networks.mlp, weights }, goal);
    const moved = attack(tf, loss, images, { norm: "l2", epsilon: 2 * part, steps: 3 });
    expect(found).toEqual(Float32Array.from(await moved.data()));
    const size = Math.hypot(...found.slice(0, 784).map((x) => x - 0.5));
    expect(size).toBeLessThanOrEqual(2 * part * 1.00001);
    if (part > 0) expect(size).toBeGreaterThan(part);
  });
});

/** The perturbation of one kind of training, on a fixed network. */
function lessonMaker(training: Training) {
  const perturb = perturbation(tf, training, randomStreams(1)("noise"));
  if (perturb === undefined) throw new Error("nothing is perturbed");
  const weights = networks.mlp.create(tf, randomStreams(2)("weights"));
  const labels = tf.tensor1d([0, 1, 2, 3], "int32");
  return async (images: Tensor4D, epoch: number) =>
    Float32Array.from(
      await perturb({ model: { network: networks.mlp, weights }, images, labels, epoch }).data(),
    );
}

async function made(of: ClassifierPlan): Promise<[Made, Stage[]]> {
  const engine = await nodeEngine();
  const making = classifierRecipe(of).run("test", nodeRuntime(engine, of.seed));
  const stages: Stage[] = [];
  let turn = await making.next();
  while (turn.done !== true) {
    stages.push(turn.value);
    turn = await making.next();
  }
  return [turn.value, stages];
}
