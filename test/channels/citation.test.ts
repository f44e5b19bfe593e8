import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import { describe, expect, it } from "vitest";

import { citationText } from "#channels/citation-formats.ts";
import { entryCitation, issueCitation, resultCitation } from "#channels/citation.ts";

import { entryText, sampleArchive } from "../newsletter/sample.ts";

const people = `ada-lovelace: { name: Ada Lovelace }
lars: { name: Lars van der Berg }
plato: { name: Plato }
`;

/** The citation of the only entry. */
function sample(files: Record<string, string>) {
  const archive = sampleArchive(files);
  const [issue] = archive.issues;
  const [entry] = archive.entries;
  if (issue === undefined || entry === undefined) throw new Error("nothing was compiled");
  return { archive, issue, citation: entryCitation(archive.newsletter, issue, entry) };
}

/** An entry's BibTeX, and what another reader makes of it. */
function cited(files: Record<string, string>) {
  const text = citationText("bib", sample(files).citation);
  const [record] = new Cite(text).data as Csl[];
  return { text, record };
}

interface Csl {
  readonly "citation-key": string;
  readonly title: string;
  readonly author: readonly { family?: string; given?: string; literal?: string }[];
  readonly URL: string;
  readonly issued: { readonly "date-parts": readonly (readonly number[])[] };
}

describe("the BibTeX of an entry", () => {
  it("is read by another reader with its writers, title, date and address", () => {
    const { record } = cited({
      "issues/001/a.md": entryText(
        "A Study of AI",
        "summarisedBy: [Ada Lovelace, Grace Hopper]\n",
        "x",
      ),
    });
    expect(record).toMatchObject({
      "citation-key": "field-notes-001-a",
      title: expect.stringContaining("Summary of “A Study of AI”"),
      author: [
        { given: "Ada", family: "Lovelace" },
        { given: "Grace", family: "Hopper" },
      ],
      URL: "https://example.org/notes/issues/001/a/",
      issued: { "date-parts": [[2026, 2]] },
    });
  });

  it("names the publisher whole where nobody signed", () => {
    const { text, record } = cited({ "issues/001/a.md": entryText("A") });
    expect(text).toContain(String.raw`author = {{The Notes \& Queries Society}}`);
    expect(record?.author).toHaveLength(1);
    expect(JSON.stringify(record?.author)).toContain("The Notes & Queries Society");
  });

  it("keeps every character that TeX has its own use for", () => {
    const { record } = cited({
      "issues/001/a.md": entryText(`'50 % & $5 #1 a_b x^2 ~y {z} \\w'`),
    });
    expect(record?.title.replaceAll(/<[^>]*>/g, "")).toBe(
      String.raw`Summary of “50 % & $5 #1 a_b x^2 ~y {z} \w”`,
    );
  });
});

describe("the CSL-JSON of an entry", () => {
  it("is taken as it stands by another reader, which makes the same BibTeX record of it", () => {
    const { citation } = sample({
      "people.yaml": people,
      "issues/001/a.md": entryText("A", "summarisedBy: [Ada Lovelace, Lars van der Berg]\n", "x"),
    });
    const [item] = JSON.parse(citationText("json", citation)) as Csl[];
    expect(item).toMatchObject({
      type: "review",
      author: [
        { given: "Ada", family: "Lovelace" },
        { given: "Lars", family: "van der Berg" },
      ],
      issued: { "date-parts": [[2026, 2, 1]] },
      URL: "https://example.org/notes/issues/001/a/",
    });
    const [again] = new Cite([item]).data as Csl[];
    expect(again).toMatchObject({ title: "Summary of “A”", URL: item?.URL });
  });
});

describe("the RIS of an entry", () => {
  it("has a line for each fact, type first and end last, each with the ending that RIS demands", () => {
    const { citation } = sample({
      "people.yaml": people,
      "issues/001/a.md": entryText("A", "summarisedBy: [Ada Lovelace, Plato]\n", "x"),
    });
    const text = citationText("ris", citation);
    expect(text.endsWith("ER  - \r\n")).toBe(true);
    const lines = text.split("\r\n").slice(0, -1);
    for (const line of lines) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /);
    expect(lines).toEqual([
      "TY  - ELEC",
      "ID  - field-notes-001-a",
      "TI  - Summary of “A”",
      "AU  - Lovelace, Ada",
      "AU  - Plato",
      "T2  - Field Notes",
      "IS  - 1",
      "PY  - 2026",
      "DA  - 2026/02/01",
      "LA  - en",
      "UR  - https://example.org/notes/issues/001/a/",
      "ER  - ",
    ]);
  });
});

describe("the citation of an issue", () => {
  it("names each summariser once", () => {
    const { archive, issue } = sample({
      "issues/001/a.md": entryText("A", "summarisedBy: [Ada Lovelace]\n", "x"),
      "issues/001/b.md": entryText("B", "summarisedBy: [Grace Hopper, Ada Lovelace]\n", "x"),
    });
    const citation = issueCitation(archive.newsletter, issue);
    expect(citation).toMatchObject({ authors: ["Ada Lovelace", "Grace Hopper"], number: 1 });
    expect(citation.url).toBe("https://example.org/notes/issues/001/");
  });
});

describe("the citation of a result", () => {
  it("holds what is needed to compute it again: parameters, seed, digest, engine", () => {
    const { archive } = sample({ "issues/001/a.md": entryText("A") });
    const digest = "ab".repeat(32);
    const citation = resultCitation(archive.newsletter, "Do labels teach?", {
      experiment: "wrong-labels",
      version: 3,
      preset: "full",
      params: { epsilon: 4, labels: "det", seed: 1 },
      runs: [{ seed: 7, outcome: {}, digest, cpuSeconds: 1 }],
      provenance: { engine: "wasm", kernels: "2", host: "Node", date: "2026-02-03" },
    });
    for (const format of ["bib", "ris", "json"] as const) {
      const text = citationText(format, citation);
      for (const fact of ["epsilon=4", "labels=det", "seed 7", digest, "wasm", "version 3"]) {
        expect(text.replaceAll("\\", ""), `${format}: ${fact}`).toContain(fact);
      }
    }
  });
});
