import { expect, it } from "vitest";

import { numbersOf } from "#figures/numbers.ts";

import { claims } from "./claims.ts";
import { combinations } from "./combinations.ts";
import { gridMaps } from "./grid.ts";
import { noPasses, type Other, type Outcome, type Training, withPass } from "./outcome.ts";
import { furtherTeachings, privacyOf, settings } from "./plan.ts";
import spec, { type Params } from "./spec.ts";
import { table } from "./table.ts";
import { tradeOff } from "./trade-off.ts";
import { variationCurves } from "./variations.ts";

const params: Params = { ...spec.presets.full.params, epochs: 2 };

/** A run in which every training of the grid ends with such a rank, ten times that after the first pass. */
function ended(rankOf: (place: number) => number): Outcome {
  const grid = combinations(params);
  const rank = (insertions: number, units: number, noise: number | null): [number, number] => {
    const place = grid.findIndex(
      (one) => one.insertions === insertions && one.units === units && one.noise === noise,
    );
    return [10 * rankOf(place), rankOf(place)];
  };
  const named = settings(params).map(({ name, insertions, units, noise }): Training => {
    const isInGrid = name === "planted" || name === "private";
    const ranks = isInGrid ? rank(insertions, units, noise) : [10_000, 10_000];
    return {
      name,
      insertions,
      units,
      ownDigits: 680,
      secret: "2812",
      privacy: privacyOf(noise, params),
      passes: ranks.reduce(
        (before, one) => withPass(before, { ...exam, rank: one, heldOutLoss: 2.5 }),
        noPasses,
      ),
      histogram: { first: 0, counts: [] },
      search: null,
    };
  });
  const others = furtherTeachings(params).map(({ insertions, units, noise }): Other => ({
    insertions,
    units,
    noise,
    rank: rank(insertions, units, noise),
    heldOutLoss: [3.5, 3.25],
  }));
  return { trainings: named, others };
}

const exam = {
  trainingLoss: 2,
  secretBits: 10,
  ahead: 500,
  mean: 20,
  variance: 4,
  third: 0,
};

it("shows the exposure of all 27 combinations after every pass", () => {
  // Ranks 1, 2, 4 … 256 for the nine rows of each map.
  const maps = gridMaps([ended((place) => 2 ** (place % 9))], params);
  expect(maps.map(({ title }) => title)).toEqual([
    "Every count and every size, no noise",
    "Every count and every size, noise 0.1",
    "Every count and every size, noise 0.5",
  ]);
  for (const map of maps) {
    expect(map.x.names).toEqual(["1", "2"]);
    expect(map.y.names).toEqual([
      "8×, 128",
      "8×, 64",
      "8×, 32",
      "4×, 128",
      "4×, 64",
      "4×, 32",
      "1×, 128",
      "1×, 64",
      "1×, 32",
    ]);
    // log₂ 10,000 is 13.29; ten times the rank are 3.32 bits less; the last of nine has rank 256.
    expect(map.values.map(([, last]) => last)).toEqual([
      5.3, 6.3, 7.3, 8.3, 9.3, 10.3, 11.3, 12.3, 13.3,
    ]);
    expect(map.values[0]).toEqual([2, 5.3]);
    expect(map.key).toMatchObject({ min: 0, max: 14 });
  }
  expect(maps[2]?.caption).toContain(
    "After the last pass from 5.3 (8×, 128 units) to 13.3 (1×, 32 units).",
  );
});

it("tells how far means over several secrets can be trusted", () => {
  const [map] = gridMaps([ended(() => 1), ended(() => 4)], params);
  // Two values two bits apart: Student's 12.706 at one degree of freedom, times a half of two bits.
  expect(map?.values.every(([, last]) => last === 12.3)).toBe(true);
  expect(map?.caption).toContain("± 12.7 on average, ± 12.7 at most");
});

it("leaves a cell open until every secret has come to it", () => {
  const whole = ended(() => 1);
  const half: Outcome = { ...whole, others: whole.others.slice(0, 1) };
  const [map, noisy] = gridMaps([whole, half], params);
  if (map === undefined || noisy === undefined) throw new Error("there are three maps");
  const measured = numbersOf(map).rows.filter((row) => row.every((cell) => cell !== ""));
  // The first of the others, and the planted training.
  expect(measured.map(([name]) => name)).toEqual(["8×, 64", "1×, 32"]);
  expect(noisy.values.filter(([first]) => first !== null)).toHaveLength(1);
  const [empty] = gridMaps([{ trainings: [], others: [] }], params);
  expect(empty?.caption).toBe("No training has finished yet.");
  expect(empty?.values.flat().every((value) => value === null)).toBe(true);
});

it("sets the whole grid beside the named trainings in the trade-off and in the table", () => {
  const outcome = ended(() => 1);
  const [named, others] = tradeOff([outcome], params).series;
  expect(named?.points.map(({ label }) => label)).toEqual([
    "planted",
    "never planted",
    "dropout",
    "DP-SGD",
  ]);
  expect(others?.points).toHaveLength(25);
  expect(others?.points[0]).toEqual({ x: 3.25, y: 13.3 });
  const { rows } = table([outcome], params);
  expect(rows).toHaveLength(settings(params).length + 25);
  const [strongest] = rows.filter(
    ([name, insertions, units]) => name === "grid, noise 0.5" && insertions === 8 && units === 128,
  );
  expect(strongest?.slice(3, 8)).toEqual([13.3, "–", "–", "1 of 1", "3.25"]);
  // More noise than the private training's proves more.
  const epsilons = rows.flatMap((row) => (row.at(-1) === "–" ? [] : Number(row.at(-1))));
  expect(epsilons).toHaveLength(18);
  expect(Number(strongest?.at(-1))).toBe(Math.min(...epsilons));
});

it("draws no interval beyond what an exposure can be", () => {
  const outcomes = [ended(() => 1), ended(() => 1000)];
  const figures = [tradeOff(outcomes, params), ...variationCurves(outcomes, params)];
  for (const { series } of figures) {
    const points = series.flatMap((one) => one.points);
    expect(Math.min(...points.flatMap(({ low }) => low ?? []))).toBe(0);
    expect(Math.max(...points.flatMap(({ high }) => high ?? []))).toBeCloseTo(13.3, 1);
  }
});

it("judges whether once is enough by the planted model's size without noise", () => {
  const once = claims.find(({ id }) => id === "once-is-enough");
  const grid = combinations(params);
  const place = grid.findIndex(
    ({ insertions, units, noise }) => insertions === 1 && units === 64 && noise === null,
  );
  expect(once?.check([ended((other) => (other === place ? 1 : 9))]).verdict).toBe("holds");
  expect(once?.check([ended((other) => (other === place ? 2 : 1))]).verdict).toBe("fails");
});
