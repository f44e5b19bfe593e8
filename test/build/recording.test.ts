import { expect, it } from "vitest";

import { factNumber, unchangedFacts } from "../../scripts/build/recording.ts";

const reads = (...facts: readonly string[]): Uint32Array => Uint32Array.from(facts, factNumber);

it("tells what has read a changed fact from what has not", () => {
  const isSame = unchangedFacts(new Set(["entry 1 title", "entry 9 opinions"]));
  expect(isSame(reads("entry 1 authors", "entry 9 opinions"))).toBe(false);
  expect(isSame(reads("entry 1 authors", "a fact that came later"))).toBe(true);
  expect(isSame(reads())).toBe(true);
});

it("takes an archive of which all is new: more facts than a function takes arguments", () => {
  const facts = Array.from({ length: 300_000 }, (_, i) => `entry ${i} title`);
  const isSame = unchangedFacts(new Set(facts));
  expect(isSame(reads("entry 299999 title"))).toBe(false);
  expect(isSame(reads("newsletter title"))).toBe(true);
});
