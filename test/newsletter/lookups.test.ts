import { expect, it } from "vitest";

import { lookupsOf } from "#newsletter/lookups.ts";

import { entryText, sampleArchive } from "./sample.ts";

const archive = sampleArchive({
  "issues/001/a.md": entryText("A", "", "Said."),
  "issues/001/b.md": entryText("B", "respondsTo: 001/a\n", "No more."),
  "issues/001/c.md": entryText("C", "", "As [the first](a.md) says."),
});
const lookups = lookupsOf(archive);
const ids = (entries: readonly { readonly id: string }[] | undefined): string[] =>
  (entries ?? []).map(({ id }) => id);

it("finds each entry and issue by its name, and nothing by another", () => {
  for (const entry of archive.entries) expect(lookups.entries.get(entry.id)).toBe(entry);
  for (const issue of archive.issues) expect(lookups.issues.get(issue.slug)).toBe(issue);
  expect(lookups.entries.get("001/d")).toBeUndefined();
});

it("gives each list in the archive's order, as a walk through the archive would", () => {
  for (const { id } of archive.categories) {
    const walked = archive.entries.filter(({ category }) => category.id === id);
    expect(ids(lookups.categories.get(id))).toEqual(ids(walked));
  }
  for (const { id } of archive.people) {
    const walked = archive.entries.filter(({ authors, summarisedBy, opinionsBy }) =>
      [...authors, ...summarisedBy, ...opinionsBy].some((person) => person.id === id),
    );
    expect(ids(lookups.people.get(id))).toEqual(ids(walked));
  }
});

it("tells who answers an entry, and which works an entry answers or names", () => {
  expect(ids(lookups.answers.get("001/a"))).toEqual(["001/b"]);
  expect(ids(lookups.works.get("001/b"))).toEqual(["001/a"]);
  expect(ids(lookups.works.get("001/c"))).toEqual(["001/a"]);
  expect(lookups.works.get("001/a")).toBeUndefined();
});
