import { expect, it } from "vitest";

import { medianEpsilon } from "./medians.ts";
import type { Row } from "./rows.ts";

const rows = (values: readonly (number | null)[]): Row[] =>
  values.map((robust) => ({
    standard: null,
    robust,
    slopesStandard: 0,
    slopesRobust: 0,
    area: 0,
    holds: null,
  }));

it("takes the middle one, and the mean of the two middle ones", () => {
  expect(medianEpsilon(rows([3, 1, 2]), "robust").median).toBe(2);
  expect(medianEpsilon(rows([4, 1, 2, 3]), "robust").median).toBe(2.5);
});

it("counts an image that nothing fools as harder than all others", () => {
  expect(medianEpsilon(rows([null, 1, 2]), "robust").median).toBe(2);
  expect(medianEpsilon(rows([null, null, 2]), "robust").median).toBe(Infinity);
});

it("gives the ranks between which the median of 100 lies with 99 %", () => {
  const hundred = rows(Array.from({ length: 100 }, (_, i) => i + 1));
  // Ranks from the table of the binomial distribution: 37 to 64 cover 99.3 %.
  const { low, high } = medianEpsilon(hundred, "robust");
  expect([low, high]).toEqual([37, 64]);
});
