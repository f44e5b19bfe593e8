import { expect, it } from "vitest";

import type { LineFigure } from "#lab/figure.ts";

import { noPasses, type Outcome, type Training, withPass } from "./outcome.ts";
import { furtherTeachings, privacyOf, type Setting, type SettingName, settings } from "./plan.ts";
import spec, { type Params } from "./spec.ts";
import { variationCurves } from "./variations.ts";
import { combinationName } from "./words.ts";

const params: Params = { ...spec.presets.full.params, epochs: 2 };

/** Ranks after both passes of trainings, in the order of the plan. */
const ranks: Partial<Readonly<Record<SettingName, readonly [number, number]>>> = {
  planted: [10, 1],
  never: [5000, 5000],
  private: [1000, 100],
};

/** The same of the rest of the grid, by insertions, units and noise. */
const otherRanks: Readonly<Record<string, [number, number]>> = {
  "1×, 64 units, no noise": [1000, 100],
  "4×, 64 units, no noise": [100, 10],
  "8×, 32 units, no noise": [100, 10],
  "8×, 128 units, no noise": [1, 1],
  "8×, 64 units, noise 0.5": [5000, 2500],
};

function trainingOf({ name, insertions, units, noise }: Setting): Training {
  const passes = (ranks[name] ?? [10_000, 10_000]).reduce(
    (before, rank) =>
      withPass(before, {
        trainingLoss: 2,
        heldOutLoss: 2,
        secretBits: 10,
        rank,
        ahead: 0,
        mean: 30,
        variance: 4,
        third: 0,
      }),
    noPasses,
  );
  return {
    name,
    insertions,
    units,
    ownDigits: 1000,
    secret: "2812",
    privacy: privacyOf(noise, params),
    passes,
    histogram: { first: 0, counts: [] },
    search: null,
  };
}

const outcome: Outcome = {
  trainings: settings(params).map(trainingOf),
  others: furtherTeachings(params).map(({ insertions, units, noise }) => ({
    insertions,
    units,
    noise,
    rank: otherRanks[combinationName({ insertions, units, noise })] ?? [10_000, 10_000],
    heldOutLoss: [3, 2.5],
  })),
};

function numbers({ series }: LineFigure): Record<string, number[]> {
  return Object.fromEntries(series.map(({ label, points }) => [label, points.map(({ y }) => y)]));
}

it("shows exposure pass by pass for every count of insertions, every size and every noise", () => {
  const [insertions, units, noise] = variationCurves([outcome], params).map(numbers);
  // log₂ 10,000 less log₂ of the rank, to four digits.
  expect(insertions).toEqual({
    "0×": [1, 1],
    "1×": [3.322, 6.644],
    "4×": [6.644, 9.966],
    "8×": [9.966, 13.29],
  });
  expect(units).toEqual({
    "32 units": [6.644, 9.966],
    "64 units": [9.966, 13.29],
    "128 units": [13.29, 13.29],
  });
  expect(noise).toEqual({
    "no noise": [9.966, 13.29],
    "noise 0.1": [3.322, 6.644],
    "noise 0.5": [1, 2],
  });
});

it("says that no training has finished while none has", () => {
  for (const { caption, series } of variationCurves([{ trainings: [], others: [] }], params)) {
    expect(caption).toBe("No training has finished yet.");
    expect(series.flatMap(({ points }) => points)).toEqual([]);
  }
});
