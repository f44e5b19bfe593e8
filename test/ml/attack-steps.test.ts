/** Single steps of every attack against native PyTorch; `attacks.py` made the numbers. */
import { beforeAll, describe, expect, it } from "vitest";

import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";
import { type Goal, logitRatios, logitsOf, type Model } from "#ml/attack-losses.ts";
import { attackStep, fastGradientSign } from "#ml/attacks.ts";
import { featureDistances, featureStep } from "#ml/feature-matching.ts";
import { logitGradient, lossGradient } from "#ml/input-gradient.ts";
import type { Network } from "#ml/networks.ts";
import { nodeEngine } from "#runtime/node.ts";

import native from "./attacks.json" with { type: "json" };

let tf: Tf;
let images: Tensor4D;
let originals: Tensor4D;
let labels: Tensor1D;
let targets: Tensor1D;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
  images = tf.tensor4d(
    integerValues(9, 108).map((v) => v * 0.6 + 0.5),
    [3, 6, 6, 1],
  );
  originals = tf.tensor4d(
    integerValues(8, 108).map((v) => v * 0.7 + 0.5),
    [3, 6, 6, 1],
  );
  labels = tf.tensor1d([3, 0, 2], "int32");
  targets = tf.tensor1d([0, 1, 3], "int32");
});

describe.each(["l2", "linf"] as const)("a step in %s", (norm) => {
  it.each(["targeted", "untargeted", "untransferable"] as const)(
    "%s is PyTorch’s, from a point that is not the ball’s centre",
    async (kind) => {
      const goals: Record<typeof kind, Goal> = {
        targeted: { kind: "targeted", targets },
        untargeted: { kind: "untargeted", labels },
        untransferable: {
          kind: "untransferable",
          targets,
          labels,
          ensemble: [small(11), small(21)],
        },
      };
      const settings = { norm, epsilon: 0.4, steps: 5, stepSize: 0.3 } as const;
      const walk = { images, originals, goal: goals[kind] };
      await expectNear(attackStep(tf, small(1), walk, settings), native[kind][norm]);
    },
  );
});

it("the fast gradient sign method is PyTorch’s", async () => {
  const goal: Goal = { kind: "untargeted", labels };
  const moved = fastGradientSign(tf, small(1), { originals: images, goal }, 0.1);
  await expectNear(moved, native.fastGradientSign);
});

it("the difference of logits ratio has PyTorch’s values and slope", async () => {
  const model = small(1);
  await expectNear(logitRatios(tf, logitsOf(tf, model, images), labels), native.ratio.values);
  const slope = tf.grad((x) => tf.sum(logitRatios(tf, logitsOf(tf, model, x as Tensor4D), labels)))(
    images,
  );
  await expectNear(slope, native.ratio.gradient);
});

it("a logit’s and a loss’s slope in the pixels are PyTorch’s", async () => {
  const model = small(1);
  await expectNear(logitGradient(tf, model, images, targets), native.logitGradient);
  const goal: Goal = { kind: "targeted", targets };
  await expectNear(lossGradient(tf, model, images, goal), native.lossGradient);
});

describe("feature matching", () => {
  it("measures and takes PyTorch’s step down the distance between features", async () => {
    const { features } = smallLayers(1);
    const wanted = features(originals);
    await expectNear(featureDistances(tf, features, { images, wanted }), native.feature.before);
    await expectNear(featureStep(tf, features, { images, wanted }, 0.5), native.feature.moved);
  });

  it("brings the features together over many steps, pixels staying in their range", async () => {
    const { features } = smallLayers(1);
    const wanted = features(originals);
    let moved = images;
    for (let step = 0; step < 120; step += 1) {
      moved = featureStep(tf, features, { images: moved, wanted }, 0.3 * (1 - step / 120));
    }
    const before = await featureDistances(tf, features, { images, wanted }).data();
    const after = await featureDistances(tf, features, { images: moved, wanted }).data();
    for (const [i, distance] of after.entries()) {
      expect(distance).toBeLessThan(0.05 * (before[i] ?? 0));
    }
    expect((await moved.data()).every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true);
  });

  it("stays where the features are already equal, and gives numbers", async () => {
    const { features } = smallLayers(1);
    const moved = featureStep(tf, features, { images, wanted: features(images) }, 0.5);
    expect([...(await moved.data())]).toEqual([...(await images.data())]);
  });
});

/** The network of `attacks.py`: 36 inputs, 8 features, 4 classes. */
function smallLayers(salt: number) {
  const hidden = tf.tensor2d(integerValues(salt, 36 * 8), [36, 8]);
  const output = tf.tensor2d(
    integerValues(salt + 1, 8 * 4).map((value) => value * 3),
    [8, 4],
  );
  const features = (x: Tensor4D): Tensor2D =>
    tf.tanh(tf.matMul<Tensor2D>(tf.reshape(x, [x.shape[0], 36]), hidden));
  return { features, logits: (x: Tensor4D): Tensor2D => tf.matMul(features(x), output) };
}

function small(salt: number): Model {
  const { logits } = smallLayers(salt);
  const network: Pick<Network, "logits"> = { logits: (_, __, x) => logits(x) };
  return { network: network as Network, weights: {} };
}

/** Numbers in [-0.5, 0.5), as `values` of `attacks.py` makes them. */
function integerValues(salt: number, count: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, i) => ((i * i * 31 + i * 7919 + salt * 104729) % 2003) / 2003 - 0.5,
  );
}

/** 32-bit floats against 64-bit ones: every number within 1e-5, a few hundred units of the last place. */
async function expectNear(found: Tensor, truth: readonly number[]): Promise<void> {
  const values = await found.data();
  expect(values).toHaveLength(truth.length);
  for (const [i, value] of truth.entries()) {
    expect(Math.abs((values[i] ?? Number.NaN) - value), `number ${i}`).toBeLessThan(1e-5);
  }
}
