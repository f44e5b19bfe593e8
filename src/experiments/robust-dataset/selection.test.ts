import { expect, it } from "vitest";

import { randomStreams } from "#ml/random.ts";
import { drawStrokes } from "#ml/strokes.ts";

import { pickedAt } from "./selection.ts";

it("picks one image of each class, others with another seed", () => {
  const stream = randomStreams(3);
  const set = drawStrokes(
    { count: 60, texture: 0 },
    { hand: stream("hand"), patterns: stream("patterns") },
  );
  const picked = pickedAt(set, stream("choices"));
  expect(picked.map((index) => set.labels[index])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(pickedAt(set, randomStreams(4)("choices"))).not.toEqual(picked);
});
