/** Every rule that binds a feed, by name, on every document of both newsletters and on an archive in parts. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { type FeedFormat, feedFiles, type FeedItem, feedText, feedTypes } from "#channels/feeds.ts";
import { headersFor, parseHeaders } from "#newsletter/host-headers.ts";

import { sampleArchive } from "../newsletter/sample.ts";
import { atomRules } from "./atom-rules.ts";
import { contentRules, type FeedDocument, type Rule, xmlRules } from "./feed-rules.ts";
import { jsonFeedRules } from "./json-feed-rules.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";
import { rssRules } from "./rss-rules.ts";
import { languageOf } from "./sources.ts";

const formats: readonly { format: FeedFormat; rules: readonly Rule[] }[] = [
  { format: "rss", rules: [...rssRules, ...xmlRules, ...contentRules] },
  { format: "atom", rules: [...atomRules, ...xmlRules, ...contentRules] },
  { format: "json", rules: [...jsonFeedRules, ...contentRules] },
];

describe.each(newsletters)("the feeds of $name", (newsletter) => {
  const { site } = builtNewsletter(newsletter);
  const documents = builtDocuments(newsletter);

  describe.each(formats)("as $format", ({ format, rules }) => {
    const own = documents.filter(({ file }) => isOf(format, file));

    it("keep to UnexpectedContentType: hosts are told to send the format’s own type, or nothing", () => {
      const told = parseHeaders(readFileSync(join(site.folder, "_headers"), "utf8"));
      const types = own.map(({ file }) => headersFor(told, newsletter.root + file)["Content-Type"]);
      expect(types).toContain(`${feedTypes[format]}; charset=utf-8`);
      expect(new Set(types.filter((type) => type !== undefined)).size).toBe(1);
    });

    it.each(rules)("keep to $name", ({ check }) => {
      expect(own.length).toBeGreaterThan(3);
      for (const document of own) expect(check(document), document.file).toEqual([]);
    });
  });
});

describe("an archive in parts, with titles and gists full of marks", () => {
  describe.each(formats)("as $format", ({ format, rules }) => {
    const documents = archiveDocuments(format);

    it.each(rules)("keeps to $name", ({ check }) => {
      for (const document of documents) expect(check(document), document.file).toEqual([]);
    });

    it.each(rules)("is found out where it breaks $name", ({ check, spoil }) => {
      for (const document of documents) {
        const text = spoil(document.text);
        if (text !== document.text) expect(check({ ...document, text }), text).not.toEqual([]);
      }
      expect(documents.some(({ text }) => spoil(text) !== text)).toBe(true);
    });
  });
});

/** Every feed document of a built newsletter, the parts and archives included. */
function builtDocuments(newsletter: (typeof newsletters)[number]): FeedDocument[] {
  const { site, source } = builtNewsletter(newsletter);
  return readdirSync(site.folder, { recursive: true })
    .map(String)
    .filter((file) => /(?:^|\/)(?:feed|atom)(?:-\d+)?\.(?:xml|json)$/.test(file))
    .map((file) => ({
      file,
      text: readFileSync(join(site.folder, file), "utf8"),
      address: source.address + file,
      head: source.address + file.replace(/-\d+(?=\.\w+$)/, ""),
      home: source.address + languageOf(source, file).root,
      language: languageOf(source, file).language,
    }))
    .filter(
      // A copy at a former address, for hosts that cannot redirect, says where the feed stands now.
      ({ text, address }, i, all) =>
        text.includes(address) || !all.some((other, j) => j !== i && other.text === text),
    );
}

/** A head and two archives. */
function archiveDocuments(format: FeedFormat): FeedDocument[] {
  const { newsletter } = sampleArchive({});
  const [name = "", ending = ""] = feedFiles[format].split(".");
  const path = (part?: number) => `${name}${part === undefined ? "" : `-${part}`}.${ending}`;
  const parts = [undefined, 2, 1];
  return parts.map((part, i) => ({
    file: path(part),
    address: newsletter.address + path(part),
    head: newsletter.address + path(),
    home: newsletter.address,
    language: newsletter.language,
    text: feedText(format, {
      newsletter,
      path: path(part),
      current: path(),
      ...(part !== 1 && { older: path((part ?? 3) - 1) }),
      ...(part === 1 && { newer: path(2) }),
      title: "Notes & Queries <1>",
      items: [0, 1, 2].map((place) => hostileItem(2026 - i, place)),
    }),
  }));
}

function hostileItem(year: number, place: number): FeedItem {
  const slug = `${year}/r-d-${place}`;
  return {
    id: `tag:example.org,2025:entry/${slug}`,
    title: `R&D: is 1 < 2 > 0 “proven”? ]]> ${place}`,
    address: `https://example.org/notes/issues/${slug}/`,
    published: `${year}-02-01`,
    updated: `${year}-02-01`,
    before: place * 1000 + 7,
    authors: ["Ada Lovelace", "Grace O’Hopper & Daughters"],
    gist: "With p < 0.05, AT&T’s <b>bold</b> claim &amp; no more…",
    categories: ["Bounds & Proofs"],
    html: '<h3><a href="https://example.org/?a=1&amp;b=2">A &lt; B</a></h3>\n<figure><img src="https://example.org/a.png" alt="A" width="2" height="3" /></figure><p>]]&gt; said she &amp;amp; left.</p>',
    ...(place > 0 && {
      respondsTo: {
        id: `tag:example.org,2025:entry/${year}/r-d-0`,
        address: `https://example.org/notes/issues/${year}/r-d-0/`,
      },
    }),
  };
}

function isOf(format: FeedFormat, file: string): boolean {
  const [name = "", ending = ""] = feedFiles[format].split(".");
  return new RegExp(`(?:^|/)${name}(?:-\\d+)?\\.${ending}$`).test(file);
}
