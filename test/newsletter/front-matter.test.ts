import * as fc from "fast-check";
import { expect, it } from "vitest";

import { readFrontMatter, readYaml } from "#newsletter/front-matter.ts";

it.each([
  ["---\na: 1\n---\nx", { a: 1 }, "x", 4],
  ["---\r\na: 1\r\n---\r\nx\r\ny", { a: 1 }, "x\r\ny", 4],
  ["\uFEFF---\na: 1\n--- \n\nx\n---\n", { a: 1 }, "\nx\n---\n", 4],
  ["---\n---\n", {}, "", 3],
  ["---\na: 1\n---", { a: 1 }, "", 3],
])("takes %j apart", (text, data, body, bodyLine) => {
  expect(readFrontMatter(text)).toEqual({ data, body, bodyLine });
});

it.each([
  ["Prose.", 1, "no front matter"],
  ["---\na: 1\n", 1, "no front matter"],
  ["---\na: 1\nb: 'x\n---\n", 3, "close the quotes or brackets"],
  ["---\na: 1\na: 2\n---\n", 3, "keep one of the two"],
  ["---\na: @b\n---\n", 2, "put the value between quotes"],
  ["---\na: *b\n---\n", 2, "no valid YAML"],
])("names the line of what it cannot read in %j", (text, line, words) => {
  const { problem } = readFrontMatter(text);
  expect(problem?.line).toBe(line);
  expect(problem?.text).toContain(words);
});

it("reads days and numbers as they are written", () => {
  expect(readYaml("date: 2026-03-02\nnumber: 062").data).toEqual({
    date: "2026-03-02",
    number: 62,
  });
});

it("never throws and loses nothing of the prose", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(
        fc.constantFrom("---", "\n", "\r\n", "a: b", "- ", "&a", "*a", "<<: *a", "!!x", "\t", "'"),
      )
      .map((parts) => `---\n${parts.join("")}`),
  );
  fc.assert(
    fc.property(text, (given) => {
      const { body, bodyLine, problem } = readFrontMatter(given);
      expect(given.endsWith(body)).toBe(true);
      expect(
        given
          .split("\n")
          .slice(bodyLine - 1)
          .join("\n")
          .endsWith(body),
      ).toBe(true);
      if (problem !== undefined) expect(problem.text).toMatch(/^[^\n]+; [^\n]+$/);
    }),
    { numRuns: 1000 },
  );
});
