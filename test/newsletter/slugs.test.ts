import * as fc from "fast-check";
import { expect, it } from "vitest";

import { issueSlug, slugOf } from "#newsletter/slugs.ts";

it.each([
  ["On the Fly: a Study", "fly-study"],
  ["Größe zählt, Søren", "grosse-zahlt-soren"],
  ["The Who’s “Is It”", "whos-it"],
  ["To be or not", "be-not"],
  ["The", "the"],
  ["日本", ""],
  ["one two three four five six seven", "one-two-three-four-five-six"],
])("makes an address of %j", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

it("makes of any title an address that stays itself, or none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (title) => {
      const slug = slugOf(title);
      expect(slug).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
      expect(slugOf(slug)).toBe(slug);
    }),
  );
});

it("sorts issues by their folders up to 999", () => {
  expect([1, 62, 999, 1024].map(issueSlug)).toEqual(["001", "062", "999", "1024"]);
});
