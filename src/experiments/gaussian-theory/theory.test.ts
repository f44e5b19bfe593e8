import { describe, expect, it } from "vitest";

import { randomStreams } from "#ml/random.ts";

import { climbedLoss, moveAway } from "./adversaries.ts";
import { angleBetween, eigen, fromEigen, solve, type Symmetric, type Vector } from "./symmetric.ts";
import { extraLoss, penaltyAt, robustCovariance, worstAlignment } from "./theory.ts";
import { fit, trainAgainst } from "./training.ts";

const stretched: Symmetric = { xx: 9, xy: 0, yy: 0.25 };
const mean: Vector = [2, 1];

/** Solved apart from this code for diag(9, ¼) and the mean (2, 1), to the decimals given. */
const solutions = [
  [0.25, 5.5405, 9.357, 0.552, 56.71],
  [0.5, 2.1424, 9.912, 0.956, 52.52],
  [1, 0.7627, 11.472, 2.022, 44.02],
  [2, 0.2559, 15.852, 5.029, 31.04],
  [5, 0.0556, 36, 20.25, 15.07],
  [10, 0.0162, 90.121, 65.694, 7.88],
] as const;

describe("theorem 2", () => {
  it.each(solutions)("gives the known solution at epsilon %d", (epsilon, lambda, xx, yy, angle) => {
    const robust = robustCovariance(stretched, epsilon);
    expect(robust.lambda).toBeCloseTo(lambda, 4);
    expect(robust.covariance.xx).toBeCloseTo(xx, 3);
    expect(robust.covariance.yy).toBeCloseTo(yy, 3);
    expect(angleBetween(solve(robust.covariance, mean), mean)).toBeCloseTo(angle, 2);
  });

  it("leaves the covariance alone without an adversary", () => {
    expect(robustCovariance(stretched, 0)).toEqual({ lambda: null, covariance: stretched });
    expect(angleBetween(solve(stretched, mean), mean)).toBeCloseTo(60.26, 2);
  });

  it("turns with the data", () => {
    const first: Vector = [0.8, 0.6];
    const turned = robustCovariance(fromEigen({ values: [9, 0.25], first }), 2);
    const axes = eigen(turned.covariance);
    expect(axes.values[0]).toBeCloseTo(15.852, 3);
    expect(axes.values[1]).toBeCloseTo(5.029, 3);
    expect(axes.first[0]).toBeCloseTo(0.8, 9);
    expect(axes.first[1]).toBeCloseTo(0.6, 9);
  });

  it("names the worst angle that any mean could give", () => {
    const { covariance } = robustCovariance(stretched, 1);
    const cosines = Array.from({ length: 3600 }, (_, i) => {
      const direction: Vector = [Math.cos((i * Math.PI) / 1800), Math.sin((i * Math.PI) / 1800)];
      return Math.cos((angleBetween(solve(covariance, direction), direction) * Math.PI) / 180);
    });
    expect(worstAlignment(covariance)).toBeCloseTo(Math.min(...cosines), 5);
  });
});

describe("theorem 1", () => {
  it("gives the known gains at C = 8, least for round data of the same trace", () => {
    expect(extraLoss([9, 0.25], 8)).toBeCloseTo(3.0284, 4);
    expect(extraLoss([4.625, 4.625], 8)).toBeCloseTo(0.1127, 4);
  });

  it("finds the price at which the adversary spends epsilon", () => {
    const price = penaltyAt([9, 0.25], 1.5);
    expect(9 / (9 * price - 1) ** 2 + 0.25 / (0.25 * price - 1) ** 2).toBeCloseTo(2.25, 9);
    expect(price).toBeGreaterThan(4);
  });

  it("is reached by gradient ascent from each sample", () => {
    // E v² = σ, so a deviation of one standard deviation along both axes gains the expectation exactly.
    expect(climbedLoss([3, 0.5], [9, 0.25], 8)).toBeCloseTo(extraLoss([9, 0.25], 8), 6);
  });
});

/** Squared Mahalanobis distance under `stretched`. */
const badness = ([x, y]: Vector): number => (x * x) / 9 + (y * y) / 0.25;

describe("the adversary on samples", () => {
  const axes = eigen(stretched);
  const hand = randomStreams(5)("deviations");
  const deviations = Array.from({ length: 200 }, (): Vector => [
    3 * hand.normal(),
    0.5 * hand.normal(),
  ]);
  const squares = (kind: "shared" | "each"): number[] =>
    moveAway(kind, deviations, axes, 0.7).map(
      ([x, y], i) => (x - (deviations[i]?.[0] ?? 0)) ** 2 + (y - (deviations[i]?.[1] ?? 0)) ** 2,
    );

  it("spends its budget: a mean square together, or a radius each", () => {
    const total = squares("shared").reduce((sum, square) => sum + square, 0);
    expect(total / deviations.length).toBeCloseTo(0.49, 9);
    for (const square of squares("each")) expect(square).toBeCloseTo(0.49, 9);
  });

  it("finds no better place for a sample anywhere on its circle", () => {
    const moved = moveAway("each", deviations, axes, 0.7);
    for (const [i, [x, y]] of deviations.entries()) {
      const best = Math.max(
        ...Array.from({ length: 720 }, (_, k) =>
          badness([
            x + 0.7 * Math.cos((k * Math.PI) / 360),
            y + 0.7 * Math.sin((k * Math.PI) / 360),
          ]),
        ),
      );
      expect(badness(moved[i] ?? [0, 0])).toBeGreaterThanOrEqual(best - 1e-9);
    }
  });
});

describe("adversarial training", () => {
  const hand = randomStreams(9)("samples");
  const samples = Array.from({ length: 400 }, (): Vector => [
    2 + 3 * hand.normal(),
    1 + 0.5 * hand.normal(),
  ]);

  it("ends at theorem 2 for the samples it saw, without knowing it", () => {
    const ordinary = fit(samples);
    const { mean: kept, covariance } = trainAgainst("shared", samples, 1, ordinary);
    const promised = robustCovariance(ordinary.covariance, 1).covariance;
    // It stops at a relative change of 1e-4 a full step; the last part of the way is longer than one.
    expect(covariance.xx / promised.xx).toBeCloseTo(1, 2.5);
    expect(covariance.yy / promised.yy).toBeCloseTo(1, 2.5);
    expect(kept[0]).toBeCloseTo(ordinary.mean[0], 9);
    expect(kept[1]).toBeCloseTo(ordinary.mean[1], 9);
  });
});
