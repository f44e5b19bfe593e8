import { describe, expect, it } from "vitest";

import { judgeSeeds, percent, shareMargin } from "#lab/judging.ts";

const judge = (distances: readonly number[]) =>
  judgeSeeds(distances, {
    read: (distance) => ({ distance, margin: 0.1 }),
    evidence: (mean) => `${percent(mean((distance) => distance))} ahead`,
    nothing: "nothing yet",
  });

describe("a claim judged over seeds", () => {
  it("holds or fails only when every seed says so beyond its margin", () => {
    expect(judge([0.3, 0.2])).toEqual({
      verdict: "holds",
      evidence: "25.0 % ahead, mean of 2 seeds",
    });
    expect(judge([-0.3, -0.2]).verdict).toBe("fails");
    expect(judge([0.3, 0.05]).verdict).toBe("unclear");
    expect(judge([0.3, -0.3]).verdict).toBe("unclear");
  });

  it("says what is missing before any seed has come so far, and speaks of one seed plainly", () => {
    expect(judge([])).toEqual({ verdict: "unclear", evidence: "nothing yet" });
    expect(judge([0.3]).evidence).toBe("30.0 % ahead");
  });
});

it("has a margin that halves with four times the cases", () => {
  expect(shareMargin(1000)).toBeCloseTo(0.0408, 4);
  expect(shareMargin(4000)).toBeCloseTo(shareMargin(1000) / 2, 10);
});
