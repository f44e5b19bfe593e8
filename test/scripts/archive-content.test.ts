import { expect, it } from "vitest";

import { readContentFiles } from "#newsletter/content.ts";

import { archiveContent } from "../../scripts/bench/archive-content.ts";

const size = { issues: 6, entries: 60, people: 40 };

it("is an archive that could be published, of the size asked for", () => {
  const { source, problems } = readContentFiles(archiveContent(size));
  expect(problems).toEqual([]);
  expect(source?.issues).toHaveLength(size.issues);
  expect(source?.entries).toHaveLength(size.entries);
});

it("is the same for the same seed and another for another", () => {
  expect(archiveContent(size, 3)).toEqual(archiveContent(size, 3));
  expect(archiveContent(size, 4)).not.toEqual(archiveContent(size, 3));
});

it("has what real archives have: references, answers, opinions and entries without words", () => {
  const { source } = readContentFiles(archiveContent({ ...size, entries: 200 }));
  const entries = source?.entries ?? [];
  expect(entries.some(({ body }) => /\]\(\.\.\/\d+\/work-\d+\.md\)/.test(body))).toBe(true);
  expect(entries.some(({ data }) => data.respondsTo !== undefined)).toBe(true);
  expect(entries.some(({ body }) => body.includes(":::opinion"))).toBe(true);
  expect(entries.some(({ body }) => body.trim() === "")).toBe(true);
});
