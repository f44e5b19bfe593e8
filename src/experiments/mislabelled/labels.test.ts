import * as fc from "fast-check";
import { expect, it } from "vitest";

import type { ImageSet } from "#ml/images.ts";
import { randomStreams } from "#ml/random.ts";

import { mistakesOf, shuffledWrong } from "./labels.ts";

const set: ImageSet = {
  count: 4,
  height: 1,
  width: 2,
  channels: 1,
  pixels: Float32Array.of(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
  labels: Uint8Array.of(3, 1, 4, 1),
};

it("keeps the pictures that an answer is wrong about, with the answer for a label", () => {
  const { mistakes, trueLabels } = mistakesOf(set, Uint8Array.of(3, 7, 4, 2));
  expect(mistakes.count).toBe(2);
  expect([...mistakes.labels]).toEqual([7, 2]);
  expect([...trueLabels]).toEqual([1, 1]);
  expect([...mistakes.pixels]).toEqual([...Float32Array.of(0.2, 0.3, 0.6, 0.7)]);
});

it("finds no mistake where every answer is right", () => {
  const { mistakes } = mistakesOf(set, set.labels);
  expect(mistakes.count).toBe(0);
  expect(mistakes.pixels).toHaveLength(0);
});

it("shuffles wrong labels into wrong labels, none lost and none new", () => {
  const pairs = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .map(([truth, shift]) => ({ truth, taught: (truth + shift) % 10 })),
    { minLength: 40, maxLength: 200 },
  );
  fc.assert(
    fc.property(pairs, fc.nat(), (drawn, seed) => {
      const labels = Uint8Array.from(drawn, ({ taught }) => taught);
      const truth = Uint8Array.from(drawn, (pair) => pair.truth);
      const shuffled = shuffledWrong(labels, truth, randomStreams(seed)("shuffle"));
      expect(shuffled.toSorted()).toEqual(labels.toSorted());
      const right = shuffled.filter((label, i) => label === truth[i]).length;
      // A label that most pictures truly have cannot always be placed.
      const commonest = Math.max(
        ...drawn.map(({ truth: t }) => truth.filter((x) => x === t).length),
      );
      if (commonest < drawn.length / 3) expect(right).toBe(0);
    }),
  );
});
