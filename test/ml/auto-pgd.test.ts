import { beforeAll, describe, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import { crossEntropies, logitRatios, lossTowards } from "#ml/attack-losses.ts";
import { withstandAutoPgd, withstandPgd } from "#ml/attack-strength.ts";
import { attack, type Norm } from "#ml/attacks.ts";
import { checkpointsOf, controlSteps } from "#ml/auto-pgd-steps.ts";
import { autoPgd } from "#ml/auto-pgd.ts";
import type { ImageSet } from "#ml/images.ts";
import { networks } from "#ml/networks.ts";
import { randomStreams } from "#ml/random.ts";
import { smallestEpsilons } from "#ml/smallest-epsilon.ts";
import { nodeEngine } from "#runtime/node.ts";

import { linearModel, middleImages, pixels, side } from "./linear-model.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

describe("the checkpoints of AutoPGD", () => {
  it("are those of the paper's formula for 100 steps, worked out by hand", () => {
    // p: .22, .41 (+.19), .57 (+.16), .70 (+.13), .80 (+.10), .87 (+.07), .93, .99 (+.06 each).
    expect([...checkpointsOf(100)]).toEqual([22, 41, 57, 70, 80, 87, 93, 99]);
  });

  it("round up for other numbers of steps", () => {
    expect([...checkpointsOf(10)]).toEqual([3, 5, 6, 7, 8, 9, 10]);
  });
});

describe("the steps of AutoPGD", () => {
  it("begin at twice the radius and stay so while the loss goes up", () => {
    const { halved, sizes, best } = stepped((step) => [step, step]);
    expect(halved).toEqual([]);
    expect(sizes).toEqual([2, 2]);
    expect(best).toEqual([41, 41]);
  });

  it("are halved for the image whose loss went up in fewer than three of four steps, not for the other", () => {
    // Image 0 rises in every second step.
    const { halved, sizes } = stepped((step) => [step % 2 === 0 ? step : 0, step], 22);
    expect(halved).toEqual(["0 at 22"]);
    expect(sizes).toEqual([1, 2]);
  });

  it("are halved where the best loss stands still although most steps go up", () => {
    // After step 22 the loss starts over and climbs below its best: 18 of 19 steps go up.
    const { halved } = stepped((step) => [step <= 22 ? step : step - 22, step]);
    expect(halved).toEqual(["0 at 41"]);
  });

  it("are not halved for standing still right after a halving", () => {
    // Halved at 22 for want of rises; then 19 steps up, still below the best of step 1.
    const { halved } = stepped((step) => [step <= 22 ? 100 - step : 99 + (step - 41) / 100, step]);
    expect(halved).toEqual(["0 at 22"]);
  });
});

describe("AutoPGD", () => {
  it("never loses its best point: best losses only rise, and are those of the images it gives", async () => {
    const { model, originals, labels } = randomMlp(1);
    const found = autoPgd(
      tf,
      model,
      { start: originals, originals, labels },
      { norm: "l2", epsilon: 1, steps: 30, loss: "cross-entropy" },
    );
    let before = [0, 0, 0, 0];
    for await (const { best, bestLosses } of found) {
      expect([...bestLosses].every((loss, i) => loss >= (before[i] ?? 0))).toBe(true);
      before = [...bestLosses];
      const again = tf.tidy(() =>
        crossEntropies(tf, model.network.logits(tf, model.weights, best), labels),
      );
      for (const [i, loss] of (await again.data()).entries()) {
        expect(loss).toBeCloseTo(bestLosses[i] ?? 0, 4);
      }
      tf.dispose(again);
    }
  });

  it.each<Norm>(["l2", "linf"])(
    "in %s raises the loss at least as far as PGD of as many steps",
    async (norm) => {
      const { model, originals, labels } = randomMlp(2);
      const epsilon = norm === "l2" ? 1 : 0.05;
      let reached: number[] = [];
      const settings = { norm, epsilon, steps: 40, loss: "cross-entropy" } as const;
      for await (const { bestLosses, best } of autoPgd(
        tf,
        model,
        { start: originals, originals, labels },
        settings,
      )) {
        reached = [...bestLosses];
        const values = await best.data();
        const start = await originals.data();
        expect(values.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true);
        for (let i = 0; i < 4; i += 1) {
          const changes = Array.from({ length: 784 }, (_, p) =>
            Math.abs((values[i * 784 + p] ?? 0) - (start[i * 784 + p] ?? 0)),
          );
          const size = norm === "l2" ? Math.hypot(...changes) : Math.max(...changes);
          expect(size).toBeLessThanOrEqual(epsilon * 1.00001 + 1e-6);
        }
      }
      const loss = lossTowards(tf, model, { kind: "untargeted", labels });
      const moved = attack(tf, loss, originals, { norm, epsilon, steps: 40 });
      const logits = model.network.logits(tf, model.weights, moved);
      const pgd = [...(await crossEntropies(tf, logits, labels).data())];
      // Neither is exact; a hundredth is far below what any image gains.
      expect(mean(reached)).toBeGreaterThan(mean(pgd) - 0.01);
    },
  );

  it("frees everything at its end and when it is left half-way", async () => {
    const { model, originals, labels } = randomMlp(3);
    const settings = { norm: "linf", epsilon: 0.1, steps: 12, loss: "logit-ratio" } as const;
    const batch = { start: originals, originals, labels };
    const before = tf.memory().numTensors;
    for await (const { step } of autoPgd(tf, model, batch, settings)) if (step === 5) break;
    expect(tf.memory().numTensors).toBe(before);
    for await (const { step } of autoPgd(tf, model, batch, settings)) expect(step).toBeLessThan(13);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("sees through a gradient that is masked by large logits, where PGD takes the model for robust", async () => {
    // Logits so far apart that the softmax is 0 and 1 in 32 bits, and the cross-entropy's slope 0.
    const { model, set } = linearSet(1e5);
    const epsilon = 1;
    const pgd = await ended(withstandPgd(tf, model, set, { norm: "l2", epsilon, steps: 20 }));
    const settings = { norm: "l2", epsilon, steps: 100, restarts: 2 } as const;
    const auto = await ended(withstandAutoPgd(tf, model, set, settings, randomStreams(1)("start")));
    expect([...pgd]).toEqual([1, 1, 1, 1]);
    expect([...auto]).toEqual([0, 0, 0, 0]);
  });

  it("finds of a linear model exactly the images within reach", async () => {
    const { model, set, distances } = linearSet(1);
    const ordered = [...distances].toSorted((a, b) => a - b);
    const epsilon = ((ordered[1] ?? 0) + (ordered[2] ?? 0)) / 2;
    const settings = { norm: "l2", epsilon, steps: 100, restarts: 4 } as const;
    const stands = await ended(
      withstandAutoPgd(tf, model, set, settings, randomStreams(1)("start")),
    );
    expect([...stands]).toEqual([...distances].map((distance) => (distance > epsilon ? 1 : 0)));
  });
});

describe("the difference of logits ratio", () => {
  it("is that of a small case done by hand, whatever the logits' scale and shift", async () => {
    // z_y = 3, the best other 2, first minus third 3 − 1: −(3 − 2) / 2.
    expect(await ratio([[3, 1, 2, 0]], 0)).toBeCloseTo(-0.5, 6);
    expect(await ratio([[3000, 1000, 2000, 0]], 0)).toBeCloseTo(-0.5, 6);
    expect(await ratio([[-4, -6, -5, -7]], 0)).toBeCloseTo(-0.5, 6);
    // Misclassified: y is the third, −(1 − 3) / 2.
    expect(await ratio([[3, 1, 2, 0]], 1)).toBeCloseTo(1, 6);
  });
});

describe("the smallest epsilon that fools", () => {
  it.each<Norm>(["l2", "linf"])(
    "of a linear model in %s is its distance from the plane",
    async (norm) => {
      const { model, set, scores, l1, l2 } = linearSet(1);
      const originals = tf.tensor4d(set.pixels, [4, side, side, 1]);
      const labels = tf.tensor1d([...set.labels], "int32");
      const before = tf.memory().numTensors;
      const settings = { norm, largest: norm === "l2" ? 1 : 0.4, steps: 20, halvings: 14 } as const;
      const search = smallestEpsilons(tf, model, { originals, labels }, settings);
      let turn = await search.next();
      while (turn.done !== true) {
        for (let i = 0; i < 4; i += 1) {
          expect(turn.value.below[i]).toBeLessThanOrEqual(turn.value.above[i] ?? 0);
        }
        turn = await search.next();
      }
      expect(tf.memory().numTensors).toBe(before);
      for (const [i, score] of scores.entries()) {
        const truth = Math.abs(score) / (norm === "l2" ? l2 : l1);
        // Half of the radius fourteen times is 6e-5; 32-bit scores add as much again near the plane.
        expect(turn.value.above[i]).toBeCloseTo(truth, 3);
        expect(turn.value.below[i]).toBeCloseTo(truth, 3);
      }
    },
  );

  it("is 0 for an image that is wrong as it stands, and infinite where the largest is too small", async () => {
    const { model, set } = linearSet(1);
    const originals = tf.tensor4d(set.pixels, [4, side, side, 1]);
    const [first = 0, ...others] = set.labels;
    const labels = tf.tensor1d([1 - first, ...others], "int32");
    const settings = { norm: "l2", largest: 1e-5, steps: 5, halvings: 3 } as const;
    const search = smallestEpsilons(tf, model, { originals, labels }, settings);
    let turn = await search.next();
    while (turn.done !== true) turn = await search.next();
    expect([...turn.value.above]).toEqual([0, Infinity, Infinity, Infinity]);
  });
});

/** Judges two images' losses, 0 before the first step, in a walk of 100 steps within 1. */
function stepped(losses: (step: number) => number[], steps = 41) {
  const control = controlSteps(Float32Array.from([0, 0]), { epsilon: 1, steps: 100 });
  const halved: string[] = [];
  for (let step = 1; step <= steps; step += 1) {
    const { isHalved } = control.judge(step, Float32Array.from(losses(step)));
    for (const [i, is] of isHalved.entries()) if (is === 1) halved.push(`${i} at ${step}`);
  }
  return { halved, sizes: [...control.stepSizes], best: [...control.bestLosses] };
}

function mean(values: number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** The ratio of one image with these logits. */
async function ratio(rows: number[][], label: number): Promise<number | undefined> {
  const labels = tf.tensor1d([label], "int32");
  const [found] = await logitRatios(tf, tf.tensor2d(rows), labels).data();
  return found;
}

/** Four images and their labels by a linear model. */
function linearSet(scale: number) {
  const linear = linearModel(scale);
  const values = middleImages(4, randomStreams(9)("pixels"));
  const scores = Array.from({ length: 4 }, (_, i) =>
    linear.score(values.subarray(i * pixels, (i + 1) * pixels)),
  );
  const set: ImageSet = {
    count: 4,
    height: side,
    width: side,
    channels: 1,
    pixels: values,
    labels: Uint8Array.from(scores, (score) => (score > 0 ? 1 : 0)),
  };
  return { ...linear, set, scores, distances: scores.map((s) => Math.abs(s) / linear.l2) };
}

function randomMlp(seed: number) {
  const streams = randomStreams(seed);
  const hand = streams("pixels");
  const values = Float32Array.from({ length: 4 * 784 }, () => hand.uniform());
  const weights = networks.mlp.create(tf, streams("weights"));
  return {
    model: { network: networks.mlp, weights },
    originals: tf.tensor4d(values, [4, 28, 28, 1]),
    labels: tf.tensor1d([0, 3, 6, 9], "int32"),
  };
}

async function ended(generator: AsyncGenerator<unknown, Uint8Array>): Promise<Uint8Array> {
  let turn = await generator.next();
  while (turn.done !== true) turn = await generator.next();
  return turn.value;
}
