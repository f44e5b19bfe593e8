import * as fc from "fast-check";
import { parseAtomFeed, parseRssFeed } from "feedsmith";
import { describe, expect, it } from "vitest";

import { type FeedItem, type FeedSettings, feedText } from "#channels/feeds.ts";
import { newsletterSchema } from "#newsletter/schemas.ts";

const newsletter = newsletterSchema.parse({
  title: "Field Notes",
  tagline: "What we read",
  description: "Notes.",
  address: "https://notes.example/",
  language: "en",
  tag: "tag:notes.example,2026:",
  publisher: "The authors",
  licence: { title: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
  sections: [{ title: "All", categories: [{ id: "all", title: "All" }] }],
});

/** Words that a careless cut or replacement would stumble over. */
const awkward = fc.constantFrom("</item>", "</entry>", "<item>", "$&", "$1", "]]>", "&amp;", "é");
const words = fc
  .array(fc.oneof(awkward, fc.stringMatching(/^[a-z]{1,8}$/)), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(" "));

const itemOf = (n: number, title: string, said: string, answers: boolean): FeedItem => ({
  id: `tag:notes.example,2026:${n}`,
  title,
  address: `https://notes.example/${n}/`,
  published: "2026-01-02",
  updated: "2026-01-02",
  before: n,
  authors: ["Ada"],
  gist: title,
  categories: ["All"],
  html: `<p>${said.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>\n<pre>  </item>\n</pre>`,
  ...(answers && { respondsTo: { id: "tag:notes.example,2026:0", address: "https://a.example/" } }),
});
const items = fc
  .array(fc.tuple(words, words, fc.boolean()), { maxLength: 6 })
  .map((all) => all.map(([title, said, answers], n) => itemOf(n, title, said, answers)));

const settings = (some: readonly FeedItem[]): FeedSettings => ({
  newsletter,
  path: "feed.xml",
  current: "feed.xml",
  title: "Field Notes",
  items: some,
});

describe("an item that several feeds carry", () => {
  it("is read back whole from each, in order, whatever it says", () => {
    fc.assert(
      fc.property(items, fc.nat(6), (all, from) => {
        // Of the second feed, every item has been in the first.
        for (const some of [all, all.slice(from)]) {
          const rss = parseRssFeed(feedText("rss", settings(some)));
          expect((rss.items ?? []).map(({ guid }) => guid?.value)).toEqual(
            some.map(({ id }) => id),
          );
          expect((rss.items ?? []).map(({ content }) => content?.encoded)).toEqual(
            some.map(({ html }) => html.trim()),
          );
          const atom = parseAtomFeed(feedText("atom", settings(some)));
          expect((atom.entries ?? []).map(({ content }) => content?.value)).toEqual(
            some.map(({ html }) => html.trim()),
          );
          expect((atom.entries ?? []).map(({ thr }) => thr?.inReplyTos?.[0]?.ref)).toEqual(
            some.map(({ respondsTo }) => respondsTo?.id),
          );
        }
      }),
    );
  });

  it("stands there as it would in a feed of its own", () => {
    fc.assert(
      fc.property(items, (all) => {
        for (const format of ["rss", "atom"] as const) {
          const whole = feedText(format, settings(all));
          for (const item of all) {
            const alone = feedText(format, settings([{ ...item }]));
            const [block = "missing"] = /^ *<(item|entry)>.*<\/\1>\n/ms.exec(alone) ?? [];
            expect(whole).toContain(block);
          }
        }
      }),
    );
  });
});
