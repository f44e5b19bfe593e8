/** What entries and issues say of themselves to catalogues: Highwire's tags and schema.org's terms. */
import { describe, expect, it } from "vitest";

import { entryCitation, issueCitation } from "#channels/citation.ts";
import { highwireTags, worksOf } from "#channels/highwire.ts";
import { entryData, issueData } from "#newsletter/linked-data.ts";
import { lookupsOf } from "#newsletter/lookups.ts";

import { entryText, sampleArchive } from "../newsletter/sample.ts";

const people = `ada-lovelace: { name: Ada Lovelace, url: "https://example.org/ada" }
grace-hopper: { name: Grace Hopper }
lars: { name: Lars van der Berg }
`;
const archive = sampleArchive({
  "people.yaml": people,
  "issues/001/a.md": entryText(
    "A; and more",
    `url: https://arxiv.org/abs/1905.02175v4\npublished: 2025-12-31\nvenue: Notes\nsummarisedBy: [Grace Hopper, Lars van der Berg]\ncorrections:\n  - { date: 2026-03-04, text: Twelve., by: Grace Hopper }\n  - { date: 2026-03-05, kind: retraction, text: All of it. }\n`,
    'Said.\n\n:::opinion{by="Lars van der Berg"}\nIt *holds*.\n\nMostly.\n:::\n',
  ),
  "issues/001/b.md": entryText("B", "respondsTo: 001/a\n", "No more."),
  "issues/001/c.md": entryText("C", "", "As [the first](a.md) says."),
});
const { newsletter } = archive;
const [issue] = archive.issues;
if (issue === undefined) throw new Error("no issue");
const entry = (slug: string) => {
  const found = archive.entries.find((one) => one.slug === slug);
  if (found === undefined) throw new Error(`no entry ${slug}`);
  return found;
};

const titles = (slug: string): string[] =>
  worksOf(entry(slug), lookupsOf(archive)).map(({ title }) => title);

describe("Highwire's tags of an entry", () => {
  const a = entry("a");
  const tags = highwireTags(newsletter, entryCitation(newsletter, issue, a), [a]);
  const values = (name: string): string[] =>
    tags.filter((tag) => tag.name === name).map(({ content }) => content);

  it("are of the summary and its writers, so that no catalogue takes them for the work's authors", () => {
    expect(values("citation_title")).toEqual(["Summary of “A; and more”"]);
    expect(values("citation_author")).toEqual(["Hopper, Grace", "van der Berg, Lars"]);
  });

  it("say day, journal, number, language and address as Google Scholar asks", () => {
    expect(values("citation_publication_date")).toEqual(["2026/02/01"]);
    expect(values("citation_journal_title")).toEqual(["Field Notes"]);
    expect(values("citation_issue")).toEqual(["1"]);
    expect(values("citation_language")).toEqual(["en"]);
    expect(values("citation_fulltext_html_url")).toEqual([
      "https://example.org/notes/issues/001/a/",
    ]);
  });

  it("hold the work as a reference, field by field, with its arXiv number", () => {
    const [reference = ""] = values("citation_reference");
    const fields = reference.split("; ").map((field) => field.split("="));
    expect(Object.fromEntries(fields)).toEqual({
      citation_title: "A, and more",
      citation_author: "Lovelace, Ada",
      citation_publication_date: "2025/12/31",
      citation_journal_title: "Notes",
      citation_arxiv_id: "1905.02175",
      citation_doi: "10.48550/arXiv.1905.02175",
      citation_fulltext_html_url: "https://arxiv.org/abs/1905.02175v4",
    });
  });

  it("name the publisher where nobody signed", () => {
    const unsigned = highwireTags(newsletter, entryCitation(newsletter, issue, entry("b")), []);
    expect(unsigned.find(({ name }) => name === "citation_author")?.content).toBe(
      "The Notes & Queries Society",
    );
  });

  it("refer to the work that is answered, and to those that the prose names", () => {
    expect(titles("b")).toEqual(["B", "A; and more"]);
    expect(titles("c")).toEqual(["C", "A; and more"]);
    expect(titles("a")).toEqual(["A; and more"]);
  });

  it("of an issue refer to every work in it", () => {
    const all = highwireTags(newsletter, issueCitation(newsletter, issue), issue.entries);
    expect(all.filter(({ name }) => name === "citation_reference")).toHaveLength(3);
  });
});

describe("schema.org's terms", () => {
  const data = JSON.parse(JSON.stringify(entryData(newsletter, issue, entry("a")))) as Record<
    string,
    unknown
  >;

  it("make the summary a review of a scholarly article with its identifiers", () => {
    expect(data).toMatchObject({
      "@type": "Review",
      author: [
        { "@type": "Person", name: "Grace Hopper" },
        { "@type": "Person", name: "Lars van der Berg" },
      ],
      itemReviewed: {
        "@type": "ScholarlyArticle",
        "@id": "https://arxiv.org/abs/1905.02175v4",
        author: [{ name: "Ada Lovelace", sameAs: "https://example.org/ada" }],
        sameAs: ["https://doi.org/10.48550/arXiv.1905.02175", "https://arxiv.org/abs/1905.02175"],
        identifier: [
          { "@type": "PropertyValue", propertyID: "DOI", value: "10.48550/arXiv.1905.02175" },
          { "@type": "PropertyValue", propertyID: "arXiv", value: "1905.02175" },
        ],
      },
      isPartOf: { "@type": "PublicationIssue", isPartOf: { "@type": "Periodical" } },
    });
  });

  it("make each opinion a review of the same article, in its giver's own words", () => {
    expect(data["hasPart"]).toMatchObject([
      {
        "@type": "Review",
        author: { name: "Lars van der Berg" },
        reviewBody: "It holds.\nMostly.",
        itemReviewed: { "@id": "https://arxiv.org/abs/1905.02175v4" },
      },
    ]);
  });

  it("tell corrections with their day and maker, and what was taken back", () => {
    expect(data).toMatchObject({
      datePublished: "2026-02-01",
      dateModified: "2026-03-05",
      creativeWorkStatus: "Retracted",
      correction: [
        { "@type": "CorrectionComment", text: "Twelve.", author: { name: "Grace Hopper" } },
        { "@type": "CorrectionComment", text: "All of it.", datePublished: "2026-03-05" },
      ],
    });
    const { correction, dateModified } = entryData(newsletter, issue, entry("b")) as unknown as {
      correction?: unknown;
      dateModified?: unknown;
    };
    expect([correction, dateModified]).toEqual([undefined, undefined]);
  });

  it("make the issue part of a periodical and name what its reviews are of", () => {
    expect(JSON.parse(JSON.stringify(issueData(newsletter, issue)))).toMatchObject({
      "@type": "PublicationIssue",
      issueNumber: 1,
      dateModified: "2026-03-05",
      isPartOf: { "@type": "Periodical", "@id": "https://example.org/notes/" },
      hasPart: [
        { itemReviewed: { "@type": "ScholarlyArticle", name: "A; and more" } },
        { name: "B" },
        { name: "C" },
      ],
    });
  });
});
