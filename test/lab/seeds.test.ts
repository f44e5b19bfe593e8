import { expect, it } from "vitest";

import { seedsFrom } from "#lab/seeds.ts";

it("counts seeds on from the one chosen, and from the largest on from 0", () => {
  expect(seedsFrom(7, 3)).toEqual([7, 8, 9]);
  expect(seedsFrom(4_294_967_295, 2)).toEqual([4_294_967_295, 0]);
});
