/** Feed readers of Debian (`apt-get install python3-feedparser python3-html5lib newsboat`) read every feed back; where they are not installed, the tests are skipped. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";
import { z } from "zod";

import { htmlElements, itemsOf, letters } from "./feed-files.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";

const python = "/usr/bin/python3";

/** One item as a reader shows it. */
const itemSchema = z.object({
  id: z.string(),
  title: z.string(),
  link: z.string(),
  html: z.string(),
});
const readSchema = z.object({
  missing: z.array(z.string()),
  feeds: z
    .array(
      z.object({
        xml: z.string().nullable(),
        html: z.array(z.string()),
        feedparser: z.object({
          complaint: z.string().nullable(),
          version: z.string(),
          entries: z.array(
            itemSchema.extend({ published: z.string(), authors: z.array(z.string()) }),
          ),
        }),
        newsboat: z.array(itemSchema.extend({ published: z.int() })),
      }),
    )
    .default([]),
});

function read(paths: readonly string[]): z.infer<typeof readSchema> {
  if (!existsSync(python)) return { missing: [python], feeds: [] };
  const words = ["test/channels/real-readers.py", ...paths];
  return readSchema.parse(
    JSON.parse(execFileSync(python, words, { encoding: "utf8", maxBuffer: 2 ** 28 })),
  );
}

const { missing } = read([]);
if (missing.length > 0) console.warn(`skipped: ${missing.join(", ")} not installed`);

describe.skipIf(missing.length > 0).each(newsletters)("the feeds of $name", (newsletter) => {
  const { site } = builtNewsletter(newsletter);
  const files = readdirSync(site.folder, { recursive: true })
    .map(String)
    .filter((file) => /(?:^|\/)(?:feed|atom)(?:-\d+)?\.xml$/.test(file));
  const { feeds } = read(files.map((file) => join(site.folder, file)));
  const each = feeds.map((feed, i) => ({ ...feed, file: files[i] ?? "" }));

  it("are well-formed to expat, and HTML without an error to html5lib, as the W3C’s validator asks", () => {
    expect(each.length).toBeGreaterThan(4);
    for (const { file, xml, html } of each) {
      expect(xml, file).toBeNull();
      expect(html, file).toEqual([]);
    }
  });

  it("are read by feedparser whole: items, names, days, words, paragraphs, links, pictures", () => {
    for (const { file, feedparser } of each) {
      expect(feedparser.complaint, file).toBeNull();
      expect(feedparser.version).toBe(file.includes("atom") ? "atom10" : "rss20");
      const items = itemsOf(site, file);
      expect(feedparser.entries.map(({ authors }) => authors)).toEqual(
        items.map(({ authors }) => authors),
      );
      expect(feedparser.entries.map(({ published }) => Date.parse(published))).toEqual(
        items.map(({ published }) => Date.parse(published)),
      );
      expect(feedparser.entries.map(kept), file).toEqual(
        items.map((item) => kept({ ...item, link: item.address })),
      );
    }
  });

  it("are read by newsboat whole: items, days, words, paragraphs, links, pictures", () => {
    for (const { file, newsboat } of each) {
      const items = itemsOf(site, file);
      expect(byId(newsboat.map(kept)), file).toEqual(
        byId(items.map((item) => kept({ ...item, link: item.address }))),
      );
      expect(newsboat.map(({ published }) => published).toSorted((a, b) => a - b)).toEqual(
        items
          .map(({ published }) => Math.floor(Date.parse(published) / 1000))
          .toSorted((a, b) => a - b),
      );
    }
  });
});

/** What a reader must have kept of an item. */
function kept({ id, title, link, html }: z.infer<typeof itemSchema>) {
  const all = htmlElements(html);
  const attributes = (name: string, attribute: string) =>
    all.filter((element) => element.name === name).map(({ attribs }) => attribs[attribute] ?? "");
  return {
    id,
    title,
    link,
    words: letters(html),
    paragraphs: all.filter(({ name }) => name === "p").length,
    links: attributes("a", "href"),
    pictures: attributes("img", "src"),
    alternatives: attributes("img", "alt"),
    quotations: all.filter(({ name }) => name === "blockquote").length,
    cells: all.filter(({ name }) => name === "td" || name === "th").length,
  };
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => a.id.localeCompare(b.id));
}
