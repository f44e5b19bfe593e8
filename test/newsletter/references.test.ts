import { markdownToHtml } from "satteri";
import { describe, expect, it } from "vitest";

import { markdownPlugins, type MarkdownSettings } from "#newsletter/markdown.ts";
import { linkTarget } from "#newsletter/references.ts";
import { markdownFeatures } from "#newsletter/tree.ts";

import { entryText, issueText, problemsOf, sampleArchive } from "./sample.ts";

const newsletter = { address: "https://example.org/notes/" };

describe("a link", () => {
  it.each([
    ["b.md", "001/b"],
    ["./b.mdx", "001/b"],
    ["../002/c.md#part", "002/c"],
    ["../002/index.md", "002"],
    ["https://example.org/notes/issues/002/c/", "002/c"],
    ["https://example.org/notes/issues/002/#c", "002/c"],
    ["/notes/issues/002/", "002"],
  ])("to %s names %s", (url, target) => {
    expect(linkTarget(url, "001", newsletter)).toBe(target);
  });

  it.each([
    "https://example.org/paper.md",
    "https://example.net/notes/issues/002/",
    "#a",
    "../../x.md",
  ])("to %s names nothing of the newsletter", (url) => {
    expect(linkTarget(url, "001", newsletter)).toBeUndefined();
  });

  it.each([
    ["../002/cc.md", 'link: there is no entry "002/cc"; did you mean "002/c"?'],
    ["https://example.org/notes/issues/009/", 'link: there is no issue "009"; did you mean "001"?'],
  ])("to %s, which is not there, is told", (url, problem) => {
    const files = {
      "issues/001/a.md": entryText("A", "", `See [there](${url}).\n`),
      "issues/002/index.md": issueText(2),
      "issues/002/c.md": entryText("C"),
    };
    expect(problemsOf(files)).toEqual([`issues/001/a.md: ${problem}`]);
  });
});

/** Prose of the entry 001/a as its page shows it. */
async function html(
  source: string,
  changed: Partial<MarkdownSettings> = {},
  file = "a.md",
): Promise<string> {
  const rendered = await markdownToHtml(source, {
    features: markdownFeatures,
    fileURL: new URL(`file:///content/issues/001/${file}`),
    mdastPlugins: markdownPlugins({
      newsletter: { ...newsletter, language: "en", languages: {}, words: {} },
      people: {},
      issues: ["001", "002"],
      ...changed,
    }),
  });
  return rendered.html.trim();
}

describe("a link in a translation", () => {
  const said = { tagline: "", description: "", words: { opinionOf: "Meinung von {name}" } };
  const changed = {
    newsletter: {
      ...newsletter,
      language: "en",
      languages: { de: { ...said, titles: {} } },
      words: {},
      references: { prefix: "AN #", addresses: {}, otherwise: "https://example.net/" },
    },
    translations: [
      { target: "001/b", language: "de" },
      { target: "002", language: "de" },
      { target: "002/c", language: "fr" },
    ],
  };
  const source = "[b](b.md), [c](../002/c.md), [two](../002/index.md), AN #2";

  it("leads to a page in its language where there is one, else to the original", async () => {
    const links = [...(await html(source, changed, "a.de.md")).matchAll(/href="([^"]+)"/g)];
    expect(links.map(([, href]) => href)).toEqual([
      "/notes/de/issues/001/b/",
      "/notes/issues/002/c/",
      "/notes/de/issues/002/",
      "/notes/de/issues/002/",
    ]);
    expect(await html(source, changed)).not.toContain("/de/");
  });

  it("stands among interface words of its language", async () => {
    const opinion = ':::opinion{by="Plato"}\nJa.\n:::';
    expect(await html(opinion, changed, "a.de.md")).toContain("Meinung von Plato");
    expect(await html(opinion, changed)).toContain("Plato’s opinion");
  });
});

describe("a link to another entry's file", () => {
  it("leads to its page", async () => {
    expect(await html("[C *c*](../002/c.md), [b](b.md), [two](../002/index.md)")).toBe(
      '<p><a href="/notes/issues/002/c/">C <em>c</em></a>, <a href="/notes/issues/001/b/">b</a>, <a href="/notes/issues/002/">two</a></p>',
    );
  });

  it("is only its words where the entry or its issue is not out", async () => {
    const source = "See [C *c*](../002/c.md).";
    expect(await html(source, { drafts: ["002/c"] })).toBe("<p>See C <em>c</em>.</p>");
    expect(await html(source, { issues: ["001"] })).toBe("<p>See C <em>c</em>.</p>");
  });
});

describe("an entry that others name", () => {
  const prose =
    "First. It extends, e.g. in size, [the *second*](../002/c.md), says [b](b.md). Last.\n\n" +
    ':::opinion{by="Grace Hopper"}\nLike (AN #2) and [two](../002/index.md)? Yes. See [again](https://example.org/notes/issues/002/c/).\n:::\n';
  const files = {
    "issues/001/a.md": entryText("A", "", prose),
    "issues/001/b.md": entryText("B", "", "Of [itself](b.md) and of its own issue, AN #1.\n"),
    "issues/002/index.md": issueText(2),
    "issues/002/c.md": entryText("C"),
  };

  it("is told who does, each with the sentences it stands in", () => {
    const { entries, issues } = sampleArchive(files);
    const by = (id: string) => entries.find((entry) => entry.id === id)?.citedBy;
    const of = { id: "001/a", title: "A", issue: 1 };
    const first = "It extends, e.g. in size, the second, says b.";
    expect(by("002/c")).toEqual([{ ...of, sentences: [first, "See again."] }]);
    expect(by("001/b")).toEqual([{ ...of, sentences: [first] }]);
    expect(issues.find(({ slug }) => slug === "002")?.citedBy).toEqual([
      { ...of, sentences: ["Like (AN #2) and two?"] },
    ]);
    expect(issues.find(({ slug }) => slug === "001")?.citedBy).toEqual([]);
  });

  it("does not hear of drafts", () => {
    const draft = { ...files, "issues/001/a.md": entryText("A", "draft: true\n", prose) };
    expect(sampleArchive(draft).entries.find(({ id }) => id === "002/c")?.citedBy).toEqual([]);
  });
});
