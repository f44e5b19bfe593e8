import type { Rank } from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import type { Tensor4D, Tf } from "#lab/tf.ts";
import { type Goal, logitsOf, lossTowards, type Model } from "#ml/attack-losses.ts";
import {
  attack,
  attackStep,
  attackWalk,
  fastGradientSign,
  type Norm,
  randomStart,
} from "#ml/attacks.ts";
import { networks } from "#ml/networks.ts";
import { randomStreams } from "#ml/random.ts";
import { crossEntropy } from "#ml/training.ts";
import { nodeEngine } from "#runtime/node.ts";

import { linearModel, middleImages, pixels, side } from "./linear-model.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

/** 32-bit floats: what a sum of some hundred squares is off by. */
const rounding = 1e-5;

describe("the fast gradient sign method", () => {
  it("is the strongest attack in L∞ on a linear model: the score changes by epsilon times ‖w‖₁", async () => {
    const { model, score, l1 } = linearModel();
    const start = middleImages(4, randomStreams(1)("pixels"));
    const originals = tf.tensor4d(start, [4, side, side, 1]);
    const labels = tf.tensor1d([0, 1, 0, 1], "int32");
    const moved = await fastGradientSign(
      tf,
      model,
      { originals, goal: { kind: "untargeted", labels } },
      0.05,
    ).data();
    for (const [i, sign] of [1, -1, 1, -1].entries()) {
      const before = score(start.subarray(i * pixels, (i + 1) * pixels));
      const after = score(moved.slice(i * pixels, (i + 1) * pixels));
      expect(after - before).toBeCloseTo(sign * 0.05 * l1, 4);
    }
  });

  it("towards a class of two is the same as away from the other", async () => {
    const { model } = linearModel();
    const start = middleImages(1, randomStreams(2)("pixels"));
    const originals = tf.tensor4d(start, [1, side, side, 1]);
    const of = (goal: Goal) => fastGradientSign(tf, model, { originals, goal }, 0.1).data();
    const towards = await of({ kind: "targeted", targets: tf.tensor1d([1], "int32") });
    const away = await of({ kind: "untargeted", labels: tf.tensor1d([0], "int32") });
    expect([...towards]).toEqual([...away]);
  });
});

describe("a walk", () => {
  it.each<Norm>(["l2", "linf"])(
    "in %s stays in the ball and in the pixels' range, also from a random start and image by image",
    async (norm) => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 2 ** 32 - 1 }),
          fc.array(fc.double({ min: 0.001, max: 4, noNaN: true }), { minLength: 3, maxLength: 3 }),
          fc.boolean(),
          async (seed, radii, isRandom) => {
            const streams = randomStreams(seed);
            const { model, originals, start } = randomMlp(streams);
            const goal: Goal = { kind: "untargeted", labels: tf.tensor1d([1, 5, 9], "int32") };
            const epsilon = tf.tensor4d(radii, [3, 1, 1, 1]);
            const moved = attack(
              tf,
              lossTowards(tf, model, goal),
              originals,
              { norm, epsilon, steps: 3 },
              isRandom ? streams("start") : undefined,
            );
            const values = await moved.data();
            expect(values.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true);
            for (const [i, radius] of radii.entries()) {
              const size = sizeOf(norm, values, start, i);
              expect(size).toBeLessThanOrEqual(radius * (1 + rounding) + 1e-6);
              expect(size).toBeGreaterThan(0);
            }
            tf.dispose([moved, originals, epsilon, ...Object.values(model.weights)]);
          },
        ),
        { numRuns: 15 },
      );
    },
  );

  it("yields every step as attackStep makes it, and frees all but the last", async () => {
    const { model, originals } = randomMlp(randomStreams(3));
    const labels = tf.tensor1d([1, 5, 9], "int32");
    const goal: Goal = { kind: "untargeted", labels };
    const settings = { norm: "linf", epsilon: 0.1, steps: 4 } as const;
    const before = tf.memory().numTensors;
    const seen: number[][] = [];
    const walk = attackWalk(tf, lossTowards(tf, model, goal), originals, settings);
    let turn = walk.next();
    while (turn.done !== true) {
      seen.push([...(await turn.value.data())]);
      turn = walk.next();
    }
    expect(tf.memory().numTensors).toBe(before + 1);
    let images: Tensor4D = originals;
    for (const step of seen) {
      images = attackStep(tf, model, { images, originals, goal }, settings);
      expect([...(await images.data())]).toEqual(step);
    }
    expect(seen).toHaveLength(4);
    expect([...(await turn.value.data())]).toEqual(seen.at(-1));
  });

  it("that is given up half-way leaves nothing", () => {
    const { model, originals } = randomMlp(randomStreams(3));
    const goal: Goal = { kind: "untargeted", labels: tf.tensor1d([1, 5, 9], "int32") };
    const loss = lossTowards(tf, model, goal);
    const before = tf.memory().numTensors;
    const walk = attackWalk(tf, loss, originals, { norm: "l2", epsilon: 1, steps: 9 });
    walk.next();
    walk.next();
    walk.return(originals);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("takes steps of 2.5 epsilon / steps unless told how long", async () => {
    const { model } = linearModel();
    const originals = tf.fill<Rank.R4>([1, side, side, 1], 0.5);
    const goal: Goal = { kind: "untargeted", labels: tf.tensor1d([0], "int32") };
    const sizeAfterOne = async (stepSize: { stepSize?: number }): Promise<number> => {
      const settings = { norm: "linf", epsilon: 0.1, steps: 10, ...stepSize } as const;
      const moved = attackStep(tf, model, { images: originals, originals, goal }, settings);
      return sizeOf("linf", await moved.data(), await originals.data(), 0);
    };
    expect(await sizeAfterOne({})).toBeCloseTo(0.025, 6);
    expect(await sizeAfterOne({ stepSize: 0.07 })).toBeCloseTo(0.07, 6);
    expect(await sizeAfterOne({ stepSize: 7 })).toBeCloseTo(0.1, 6);
  });
});

describe("a random start", () => {
  it("lies on the rim in L2, anywhere in L∞, and is another for another stream", async () => {
    const originals = tf.fill<Rank.R4>([2, 28, 28, 1], 0.5);
    const middle = await originals.data();
    const drawn = async (norm: Norm, stream: string) =>
      Float32Array.from(
        await randomStart(tf, originals, { norm, epsilon: 0.3 }, randomStreams(1)(stream)).data(),
      );
    const l2 = await drawn("l2", "a");
    expect(sizeOf("l2", l2, middle, 0)).toBeCloseTo(0.3, 5);
    expect(sizeOf("l2", l2, middle, 1)).toBeCloseTo(0.3, 5);
    expect(l2.slice(0, 784)).not.toEqual(l2.slice(784));
    const linf = await drawn("linf", "a");
    const mean = linf.reduce((sum, x) => sum + Math.abs(x - 0.5), 0) / linf.length;
    // Of |u| with u uniform in ±0.3 the mean is 0.15, its standard error over 1,568 pixels 0.0022.
    expect(Math.abs(mean - 0.15)).toBeLessThan(0.01);
    expect(await drawn("linf", "a")).toEqual(linf);
    expect(await drawn("linf", "b")).not.toEqual(linf);
  });
});

describe("an untransferable attack (Nakkiran 2019)", () => {
  it("descends L(f, x, t) plus the mean of L(f_i, x, y)", async () => {
    const { model, originals } = randomMlp(randomStreams(4));
    const ensemble = [5, 6, 7].map((seed) => randomMlp(randomStreams(seed)).model);
    const labels = tf.tensor1d([1, 5, 9], "int32");
    const targets = tf.tensor1d([2, 6, 0], "int32");
    const goal: Goal = { kind: "untransferable", targets, labels, ensemble };
    const [found] = await lossTowards(tf, model, goal)(originals).data();
    const loss = async (of: Model, wanted: typeof labels): Promise<number> =>
      (await crossEntropy(tf, logitsOf(tf, of, originals), wanted).data())[0] ?? Number.NaN;
    const others = await Promise.all(ensemble.map((other) => loss(other, labels)));
    const mean = others.reduce((sum, one) => sum + one, 0) / others.length;
    expect(found).toBeCloseTo((await loss(model, targets)) + mean, 5);
  });

  it("moves this model to the target and leaves the others where they were", async () => {
    const { model, originals } = randomMlp(randomStreams(4));
    const ensemble = [5, 6, 7].map((seed) => randomMlp(randomStreams(seed)).model);
    const targets = tf.tensor1d([2, 6, 0], "int32");
    const said = await Promise.all(
      ensemble.map(async (other) => [...(await classes(other, originals))]),
    );
    // What the first of the others says now is what all are held to.
    const labels = tf.tensor1d(said[0] ?? [], "int32");
    const settings = { norm: "l2", epsilon: 3, steps: 30 } as const;
    const alone: Goal = { kind: "untransferable", targets, labels, ensemble: ensemble.slice(0, 1) };
    const moved = attack(tf, lossTowards(tf, model, alone), originals, settings);
    expect([...(await classes(model, moved))]).toEqual([2, 6, 0]);
    const [first] = ensemble;
    if (first === undefined) throw new Error("no ensemble");
    expect([...(await classes(first, moved))]).toEqual(said[0]);
  });

  it("needs an ensemble", () => {
    const { model } = randomMlp(randomStreams(4));
    const labels = tf.tensor1d([1, 5, 9], "int32");
    const goal: Goal = { kind: "untransferable", targets: labels, labels, ensemble: [] };
    expect(() => lossTowards(tf, model, goal)).toThrow(
      "an untransferable attack needs at least one model in its ensemble",
    );
  });
});

function randomMlp(streams: ReturnType<typeof randomStreams>) {
  const weights = networks.mlp.create(tf, streams("weights"));
  const hand = streams("pixels");
  const start = Float32Array.from({ length: 3 * 784 }, () => hand.uniform());
  const model: Model = { network: networks.mlp, weights };
  return { model, start, originals: tf.tensor4d(start, [3, 28, 28, 1]) };
}

function classes(model: Model, images: Tensor4D) {
  return tf.argMax(logitsOf(tf, model, images), 1).data();
}

/** Size of the change of image `i`. */
function sizeOf(norm: Norm, moved: ArrayLike<number>, start: ArrayLike<number>, i: number): number {
  const count = start.length === pixels || start.length % 784 !== 0 ? pixels : 784;
  const changes = Array.from({ length: count }, (_, p) =>
    Math.abs((moved[i * count + p] ?? 0) - (start[i * count + p] ?? 0)),
  );
  return norm === "l2" ? Math.hypot(...changes) : Math.max(...changes);
}
