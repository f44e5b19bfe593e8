import * as fc from "fast-check";
import { expect, it } from "vitest";

import { combinations, isSame } from "./combinations.ts";
import { countUnits, furtherTeachings, settings } from "./plan.ts";
import spec, { type Params } from "./spec.ts";
import { combinationName } from "./words.ts";

const { full, quick } = spec.presets;

it("trains every count of insertions with every size and every noise, none of them twice", () => {
  const { params } = full;
  const named = settings(params).filter(({ name }) => ["planted", "private"].includes(name));
  const further = furtherTeachings(params);
  expect(further).toHaveLength(25);
  const told = [...named, ...further].map(
    ({ insertions, units, noise }) => `${insertions} ${units} ${noise ?? "none"}`,
  );
  const whole = [1, 4, 8].flatMap((insertions) =>
    [32, 64, 128].flatMap((units) =>
      ["none", 0.1, 0.5].map((noise) => `${insertions} ${units} ${noise}`),
    ),
  );
  expect(told.toSorted()).toEqual(whole.toSorted());
});

it("differs in nothing but what the grid varies", () => {
  const [planted] = settings(full.params);
  for (const { insertions: _, units: __, noise: ___, ...rest } of furtherTeachings(full.params)) {
    expect(planted).toMatchObject(rest);
    expect(rest).toEqual({ digits: 4, dropout: 0, hasNumbers: true });
  }
});

it("covers the grid only where it is asked for, and counts its work", () => {
  expect(furtherTeachings(quick.params)).toEqual([]);
  expect(furtherTeachings({ ...full.params, trainings: "defences" })).toEqual([]);
  expect(countUnits(full.params)).toBeGreaterThan(
    10 * countUnits({ ...full.params, trainings: "defences" }),
  );
});

it("has no combination twice, nor two of one name, whatever is asked for", () => {
  const params = fc.record({
    insertions: fc.integer({ min: 1, max: 32 }),
    units: fc.integer({ min: 1, max: 8 }).map((sixteens) => 16 * sixteens),
    noise: fc.integer({ min: 0, max: 200 }).map((hundredths) => hundredths / 100),
  });
  fc.assert(
    fc.property(params, (middle) => {
      const grid = combinations(middle);
      const twice = grid.filter((one, i) => grid.slice(i + 1).some((other) => isSame(one, other)));
      expect(twice).toEqual([]);
      expect(new Set(grid.map((one) => combinationName(one))).size).toBe(grid.length);
      const asked: Params = { ...full.params, ...middle };
      expect(furtherTeachings(asked)).toHaveLength(grid.length - 2);
    }),
  );
});
