import { describe, expect, it } from "vitest";

import { accuracy } from "./closed-form.ts";
import { rules, treeSize } from "./plan.ts";

const setting = { error: 0.1, depth: 1, branching: 2, weakShare: 0.5 };

describe("the closed form", () => {
  it.each(rules)("of %s is 1 − p on a single level", (rule) => {
    expect(accuracy(rule, setting)).toBeCloseTo(0.9, 12);
  });

  it("of one path is (1 − p) to the power of the depth", () => {
    expect(accuracy("granted", { ...setting, depth: 4 })).toBeCloseTo(0.6561, 12);
  });

  it("of everything is (1 − p) to the power of the tree’s size", () => {
    expect(treeSize(3, 2)).toBe(7);
    expect(accuracy("everything", { ...setting, depth: 3 })).toBeCloseTo(0.9 ** 7, 12);
  });

  it("of the weakest path, two levels and two questions, is what counting all trees gives", () => {
    // Weak or not, each with chance ½: the top and the worse of two below. Judges err at one weak question in five.
    const trees = [0, 1].flatMap((top) =>
      [0, 1].flatMap((left) => [0, 1].map((right) => 0.8 ** (top + Math.max(left, right)))),
    );
    const counted = trees.reduce((sum, one) => sum + one, 0) / trees.length;
    expect(accuracy("weakest", { ...setting, depth: 2 })).toBeCloseTo(counted, 12);
  });

  it("of the weakest path is that of any path where all questions are alike", () => {
    const alike = { ...setting, depth: 5, branching: 4, weakShare: 1 };
    expect(accuracy("weakest", alike)).toBeCloseTo(accuracy("granted", alike), 12);
  });

  it("of a majority of three, two levels, is done by hand", () => {
    // Two or three of three right: 3 · 0.9² · 0.1 + 0.9³ = 0.972; then the judge’s own slip.
    const found = 0.972;
    expect(accuracy("majority", { ...setting, depth: 2, branching: 3 })).toBeCloseTo(
      0.9 * found + 0.1 * (1 - found),
      12,
    );
  });

  it("of a majority of two is that of one, as a coin settles ties", () => {
    const one = accuracy("majority", { ...setting, depth: 4, branching: 1 });
    expect(accuracy("majority", { ...setting, depth: 4, branching: 2 })).toBeCloseTo(one, 12);
  });
});
