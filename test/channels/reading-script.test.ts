import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { escapeHtml } from "#channels/portable-html.ts";
import { readingScript } from "#channels/reading-script.ts";
import { spoken, spokenTex } from "#newsletter/speech.ts";

import { feedText } from "./feed-files.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";

const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, "");
const told = (html: string, language = "de", speech = {}): string =>
  readingScript({
    newsletter: { language, speech, words: {} },
    parts: [{ opening: ["Title"], html }],
    end: "End",
  });

describe.each(newsletters)("the reading scripts of $name", (newsletter) => {
  const { site, source } = builtNewsletter(newsletter);
  const script = (slug: string): string => feedText(site, `issues/${slug}/reading.txt`);
  // Between numbers, signs and the forms that are said otherwise, all letters stay.
  const forms = newsletter.content === "content" ? /eg|ie|etal|cf|vs|\d+/ : /zB|RB|\d+/;

  it("say every paragraph of the issue", () => {
    for (const issue of source.issues) {
      const said = bare(script(issue.slug).replaceAll(/\((?:note|Anmerkung): /g, "("));
      const all = [...issue.opening, ...issue.entries.flatMap(({ paragraphs }) => paragraphs)];
      const pieces = all.flatMap((paragraph) => paragraph.split(forms));
      expect(pieces.length).toBeGreaterThan(0);
      for (const piece of pieces) expect(said).toContain(piece);
    }
  });

  it("tell every opinion's giver, and where it ends", () => {
    for (const issue of source.issues) {
      const paragraphs = script(issue.slug).split("\n\n");
      for (const by of issue.entries.flatMap(({ opinions }) => opinions)) {
        expect(paragraphs.some((text) => text.includes(by) && text.endsWith(":"))).toBe(true);
        expect(paragraphs.some((text) => /^(?:End of|Ende)/.test(text) && text.includes(by))).toBe(
          true,
        );
      }
    }
  });

  it("say no address before the end, and every foreign one after it", () => {
    for (const issue of source.issues) {
      const [said = "", notes = ""] = script(issue.slug).split(/^\[.*\]$/m);
      expect(said).not.toMatch(/https?:/);
      for (const link of issue.entries.flatMap(({ links }) => links)) expect(notes).toContain(link);
    }
  });
});

describe("readingScript", () => {
  it("tells a figure by its description and caption, a table row by row, an ordered list by number", () => {
    expect(
      told(
        '<figure><a href="https://x.example/"><img src="a.png" alt="Two bars"></a><figcaption>One is higher.</figcaption></figure><table><thead><tr><th>Set</th><th>Error</th></tr></thead><tbody><tr><td>A</td><td>4</td></tr></tbody></table><ol><li>first</li><li>second</li></ol>',
      ),
    ).toContain(
      "Figure: Two bars.\n\nOne is higher.\n\nSet: A; Error: 4.\n\n1: first.\n\n2: second.",
    );
  });

  it("lists what a part tells of among the addresses, without saying it", () => {
    const said = readingScript({
      newsletter: { language: "en", speech: {}, words: {} },
      parts: [{ opening: ["A work"], address: "https://x.example/w", html: "<p>So.</p>" }],
      end: "End",
    });
    expect(said).toBe(
      "A work.\n\nSo.\n\n\nEnd.\n\n\n[Addresses, not to be read aloud]\n\nA work: https://x.example/w\n",
    );
  });

  it("tells where an opinion and a quotation begin and end", () => {
    expect(told("<blockquote><h4>Ada’s opinion</h4><p>Well.</p></blockquote>")).toContain(
      "Ada’s opinion:\n\nWell.\n\nEnd of Ada’s opinion.",
    );
    expect(told("<blockquote><p>Said.</p></blockquote>")).toContain(
      "Quotation:\n\nSaid.\n\nEnd of Quotation.",
    );
  });

  it("reads a formula in a line, says English abbreviations whole, and leaves other languages theirs", () => {
    expect(told('<p>So <img src="m.png" alt="x^{2} \\leq \\epsilon"> holds.</p>')).toContain(
      "So x^2 leq epsilon holds.",
    );
    expect(told("<p>Some, e.g. Ada et al. (44&nbsp;%).</p>", "en")).toContain(
      "Some, for example Ada and others (44 percent).",
    );
    expect(told("<p>z. B. so</p>", "de", { "z. B.": "zum Beispiel" })).toContain(
      "zum Beispiel so.",
    );
  });

  it("loses no letter of any prose, in whatever element it stands", () => {
    const text = fc.stringMatching(/^[\p{L}\p{N} ]{1,20}$/u).map(escapeHtml);
    const names = "p em strong ul ol li h3 h4 code pre figure figcaption sub".split(" ");
    const prose = fc.letrec<{ node: string; element: string }>((tie) => ({
      node: fc.oneof({ depthSize: "small", withCrossShrink: true }, text, tie("element")),
      element: fc
        .tuple(fc.constantFrom(...names), fc.array(tie("node"), { maxLength: 4 }))
        .map(([name, inner]) => `<${name}>${inner.join("")}</${name}>`),
    })).element;
    fc.assert(
      fc.property(prose, (html) => {
        const all = bare(html.replaceAll(/<[^>]*>/g, " "));
        const said = bare(told(html).replaceAll(/^\d+: ?/gm, ""));
        expect(said).toBe(`Title${all}End`);
      }),
    );
  });
});

describe("spoken", () => {
  it("replaces whole words only, the longest form first, and what it says not again", () => {
    const forms = [
      ["AN #", "number "],
      ["AN", "a n"],
    ] as const;
    expect(spoken("AN #36 and PLAN, AN", forms)).toBe("number 36 and PLAN, a n");
  });

  it("says an address by its host alone", () => {
    expect(spoken("see https://www.example.org/a/b?c=1.", [])).toBe("see example.org");
  });

  it("reads TeX without marks that a voice would stumble on", () => {
    expect(spokenTex(String.raw`\frac{a}{b} + \sqrt{\alpha_{k}}`)).not.toMatch(/[\\{}]/);
  });
});
