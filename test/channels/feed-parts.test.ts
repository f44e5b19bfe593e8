import { array, assert, integer, property } from "fast-check";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { describe, expect, it } from "vitest";

import { feedParts } from "#channels/feed-parts.ts";
import { type FeedItem, feedText } from "#channels/feeds.ts";

import { sampleArchive } from "../newsletter/sample.ts";

/** Items, newest first, as their sizes. */
const sizes = array(integer({ min: 1, max: 120 }), { maxLength: 60 });
const items = sizes.map((all) => all.map((bytes, i) => ({ id: all.length - i, bytes })));
const parts = (all: readonly { id: number; bytes: number }[]) =>
  feedParts(all, ({ bytes }) => bytes, 100);
const bytesOf = (all: readonly { bytes: number }[]): number =>
  all.reduce((sum, { bytes }) => sum + bytes, 0);

describe("a feed in parts", () => {
  it("loses no item, in the head or in the archives, each in order", () => {
    assert(
      property(items, (all) => {
        const { head, archives } = parts(all);
        expect(head).toEqual(all.slice(0, head.length));
        const kept = archives.toReversed().flat();
        expect(kept).toEqual(all.slice(all.length - kept.length));
        expect(head.length + kept.length).toBeGreaterThanOrEqual(all.length);
      }),
    );
  });

  it("keeps head and archives within the limit, save for an item that alone is larger", () => {
    assert(
      property(items, (all) => {
        const { head, archives } = parts(all);
        for (const part of [head, ...archives]) {
          if (part.length > 1) expect(bytesOf(part)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  it("leaves an archive as it is when newer items come", () => {
    assert(
      property(items, integer({ min: 1, max: 120 }), (all, bytes) => {
        const { archives } = parts(all);
        const later = parts([{ id: all.length + 1, bytes }, ...all]).archives;
        expect(later.slice(0, archives.length)).toEqual(archives);
      }),
    );
  });

  it("is one document while everything fits", () => {
    const all = [
      { id: 2, bytes: 60 },
      { id: 1, bytes: 40 },
    ];
    expect(parts(all)).toEqual({ head: all, archives: [] });
  });
});

describe("the documents of a feed", () => {
  const { newsletter } = sampleArchive({});
  const item: FeedItem = {
    id: "tag:example.org,2026:entry/001/a",
    title: "A",
    address: "https://example.org/notes/issues/001/a/",
    published: "2026-02-01",
    updated: "2026-02-01",
    before: 0,
    authors: ["Ada Lovelace"],
    gist: "About A.",
    categories: ["Methods"],
    html: "<p>A.</p>",
  };
  const shared = { newsletter, title: "Notes", items: [item] };
  it("lead from the head to the newest archive", () => {
    const head = { ...shared, path: "atom.xml", current: "atom.xml", older: "atom-2.xml" };
    const { links: found } = parseAtomFeed(feedText("atom", head));
    expect(links(found)).toMatchObject({
      self: "https://example.org/notes/atom.xml",
      "prev-archive": "https://example.org/notes/atom-2.xml",
    });
    expect(links(found)).not.toHaveProperty("current");
    expect(feedText("atom", head)).not.toContain("fh:archive");
    const json = parseJsonFeed(feedText("json", { ...head, older: "feed-2.json" }));
    expect(json.next_url).toBe("https://example.org/notes/feed-2.json");
  });

  it("lead from an archive to its neighbours and back to the head, and say that they are archives", () => {
    const part = {
      ...shared,
      path: "feed-2.xml",
      current: "feed.xml",
      older: "feed-1.xml",
      newer: "feed-3.xml",
    };
    const expected = {
      self: "https://example.org/notes/feed-2.xml",
      current: "https://example.org/notes/feed.xml",
      "prev-archive": "https://example.org/notes/feed-1.xml",
      "next-archive": "https://example.org/notes/feed-3.xml",
    };
    const archived = /<(?:channel|feed\b[^>]*)>\s*<fh:archive xmlns:fh="[^"]+history\/1\.0"\/>/;
    for (const format of ["rss", "atom"] as const) {
      const text = feedText(format, part);
      expect(text).toMatch(archived);
      const found = format === "rss" ? parseRssFeed(text).atom?.links : parseAtomFeed(text).links;
      expect(links(found)).toMatchObject(expected);
    }
  });

  it("share one id and one address to subscribe to", () => {
    const head = { ...shared, path: "atom.xml", current: "atom.xml" };
    const part = { ...shared, path: "atom-1.xml", current: "atom.xml" };
    expect(parseAtomFeed(feedText("atom", part)).id).toBe(parseAtomFeed(feedText("atom", head)).id);
    expect(parseJsonFeed(feedText("json", part)).feed_url).toBe(
      "https://example.org/notes/atom.xml",
    );
  });
});

/** Addresses by what they are to the document. */
function links(
  found: readonly { rel?: string | undefined; href?: string | undefined }[] = [],
): Record<string, string | undefined> {
  return Object.fromEntries(found.map(({ rel, href }) => [rel, href]));
}
