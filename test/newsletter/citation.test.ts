import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import { describe, expect, it } from "vitest";

import { bibtex } from "#newsletter/citation.ts";

import { entryText, sampleArchive } from "./sample.ts";

/** An entry's citation, and what another reader makes of it. */
function cited(files: Record<string, string>) {
  const archive = sampleArchive(files);
  const [issue] = archive.issues;
  const [entry] = archive.entries;
  if (issue === undefined || entry === undefined) throw new Error("nothing was compiled");
  const text = bibtex(archive.newsletter, issue, entry);
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
