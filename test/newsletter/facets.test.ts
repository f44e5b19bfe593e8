import { describe, expect, it } from "vitest";

import { databaseIndex } from "../../src/newsletter/database-index.ts";
import { entryFacets, openingFacets } from "../../src/newsletter/facets.ts";
import { entryText, sampleArchive } from "./sample.ts";

const archive = sampleArchive({
  "issues/001/lead.md": entryText(
    "Lead",
    "highlight: true\npublished: 2025\nsummarisedBy: [Grace Hopper]\n",
    'Words.\n\n:::opinion{by="Ada Lovelace"}\nGood.\n:::\n',
  ),
  "issues/001/reply.md": entryText("Reply", "respondsTo: 001/lead\ncategory: training\n"),
});
const [lead, reply] = archive.entries;
if (lead === undefined || reply === undefined) throw new Error("the sample lacks its entries");
const ids = (values: readonly { readonly id: string }[]): string[] => values.map(({ id }) => id);

describe("what an entry is found under", () => {
  it("is its category, everyone it names once, the work's year, and every kind it is of", () => {
    const facets = entryFacets(archive.newsletter, lead);
    expect(ids(facets.category)).toEqual(["bounds"]);
    expect(ids(facets.person)).toEqual(["ada-lovelace", "grace-hopper"]);
    expect(ids(facets.year)).toEqual(["2025"]);
    expect(ids(facets.kind)).toEqual(["highlight", "opinion"]);
  });

  it("tells a response, and a link without a summary", () => {
    const facets = entryFacets(archive.newsletter, reply);
    expect(ids(facets.kind)).toEqual(["response", "link-only"]);
    expect(facets.year).toEqual([]);
  });

  it("is, for an issue's opening, its year", () => {
    const facets = openingFacets(archive.newsletter, { date: "2026-03-01" });
    expect(ids(facets.year)).toEqual(["2026"]);
    expect(ids(facets.kind)).toEqual(["opening"]);
  });
});

describe("the index that the database page filters", () => {
  it("says of every entry what its row shows, by names that stand once", () => {
    const index = databaseIndex(archive);
    const people = index.people.map(([id]) => id);
    expect(new Set(people).size).toBe(people.length);
    for (const [i, entry] of archive.entries.entries()) {
      const [issue, slug, title, category, , authors, , others] = index.rows[i] ?? [];
      expect([index.issues[issue ?? -1]?.[0], slug].join("/")).toBe(entry.id);
      expect(title).toBe(entry.title);
      expect(index.categories[category ?? -1]?.[0]).toBe(entry.category.id);
      expect(authors?.map((place) => people[place])).toEqual(ids(entry.authors));
      const named = new Set(ids([...entry.summarisedBy, ...entry.opinionsBy]));
      expect(new Set(others?.map((place) => people[place]))).toEqual(named);
    }
  });
});
