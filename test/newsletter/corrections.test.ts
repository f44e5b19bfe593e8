import { markdownToHtml } from "satteri";
import { describe, expect, it } from "vitest";

import { placed } from "#newsletter/corrections.ts";
import { markdownPlugins } from "#newsletter/markdown.ts";
import { markdownFeatures } from "#newsletter/tree.ts";

import { entryText, problemsOf, sampleArchive } from "./sample.ts";

const entry = (corrections: string, body = "One says 44 % of *the labels*.\n\nTwo.\n") => ({
  "issues/001/a.md": entryText("A", `corrections: ${corrections}\n`, body),
});

const of = (text: string, date: string, more: object = {}) => ({
  text,
  date,
  kind: "correction" as const,
  ...more,
});

describe("a correction", () => {
  it("is one without a kind, and under the name of its maker as this newsletter prints it", () => {
    const { entries } = sampleArchive(
      entry('[{ date: 2026-03-01, text: "So.", by: A. Lovelace }]'),
    );
    expect(entries[0]?.corrections).toEqual([
      { date: "2026-03-01", kind: "correction", text: "So.", by: "Ada Lovelace" },
    ]);
  });

  it.each([
    ['[{ date: 2026-03-01, kind: erratum, text: "So." }]', /kind/],
    ['[{ date: 2026-03-01, text: "So.", by: Nobody Known }]', /"Nobody Known" is not in people/],
    ['[{ date: 2026-03-01, text: "So.", where: 34 % of the labels }]', /no paragraph says "34 %/],
    ['[{ date: 2027-03-01, text: "So." }]', /still to come/],
    [
      '[{ date: 2026-03-01, kind: retraction, text: "So.", where: Two }]',
      /a retraction is of the whole/,
    ],
  ])("%s is refused in one line", (corrections, words) => {
    const problems = problemsOf(entry(corrections));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^issues\/001\/a\.md: /);
    expect(problems[0]).toMatch(words);
  });

  it("finds its passage whatever marks and spaces stand in it", () => {
    expect(
      problemsOf(entry('[{ date: 2026-03-01, text: "So.", where: 44 % of the labels }]')),
    ).toEqual([]);
  });

  it("stands above where it takes all back, under its passage, or at the end, the oldest first", () => {
    const { above, within, below } = placed([
      of("c", "2026-03-03"),
      of("a", "2026-03-01", { kind: "retraction" }),
      of("b", "2026-03-02", { where: "x" }),
      of("d", "2026-03-01"),
    ]);
    expect(above.map(({ text }) => text)).toEqual(["a"]);
    expect(within.map(({ text }) => text)).toEqual(["b"]);
    expect(below.map(({ text }) => text)).toEqual(["d", "c"]);
  });

  it("stands once, under the first paragraph that says its words", async () => {
    const { html } = await markdownToHtml("One is *so*.\n\nTwo.\n\nOne is so.\n", {
      features: markdownFeatures,
      data: {
        astro: {
          headings: [],
          localImagePaths: new Set(),
          remoteImagePaths: new Set(),
          frontmatter: {
            corrections: [{ date: "2026-03-01", text: "It is not.", where: "one is so" }],
          },
        },
      },
      mdastPlugins: markdownPlugins({
        newsletter: { address: "https://example.org/", language: "en", languages: {}, words: {} },
        people: {},
        issues: [],
      }),
    });
    expect(html.trim()).toBe(
      [
        "<p>One is <em>so</em>.</p>",
        '<p class="correction"><strong>Correction of March 1, 2026:</strong> It is not.</p>',
        "<p>Two.</p>",
        "<p>One is so.</p>",
      ].join("\n"),
    );
  });
});
