import { generateAtomFeed, generateJsonFeed, generateRssFeed } from "feedsmith";

import { absolute } from "#newsletter/addresses.ts";
import { instant } from "#newsletter/dates.ts";

import { archiveLinks, type FeedPlace, hubs, marked } from "./feed-place.ts";
import { escapeHtml } from "./portable-html.ts";

/** One item of a feed, the same for every format. */
export interface FeedItem {
  /** Tag URI; never changes. */
  readonly id: string;
  readonly title: string;
  readonly address: string;
  /** Days, `YYYY-MM-DD`. */
  readonly published: string;
  readonly updated: string;
  /** Milliseconds that its moments stand before those of its days, so that no two items share one and readers that sort by time keep the reading order. */
  readonly before: number;
  readonly authors: readonly string[];
  readonly gist: string;
  readonly categories: readonly string[];
  /** Full content, absolute addresses only. */
  readonly html: string;
  /** Its spoken version; length in bytes, duration in seconds. */
  readonly sound?: {
    readonly address: string;
    readonly length: number;
    readonly type: string;
    readonly duration: number;
  };
  /** The item that this one answers. */
  readonly respondsTo?: { readonly id: string; readonly address: string };
}

export interface FeedSettings extends FeedPlace {
  readonly title: string;
  /** Path of the page that the feed is of; none is the site's first. */
  readonly home?: string;
  readonly items: readonly FeedItem[];
}

export type FeedFormat = "rss" | "atom" | "json";

/** Name of a feed's file by format. */
export const feedFiles: Readonly<Record<FeedFormat, string>> = {
  rss: "feed.xml",
  atom: "atom.xml",
  json: "feed.json",
};

export const feedTypes: Readonly<Record<FeedFormat, string>> = {
  rss: "application/rss+xml",
  atom: "application/atom+xml",
  json: "application/feed+json",
};

/** As readers' programs call it. */
export const feedNames: Readonly<Record<FeedFormat, string>> = {
  rss: "RSS",
  atom: "Atom",
  json: "JSON Feed",
};

/** A feed as text: RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1. The same content gives the same bytes. */
export function feedText(format: FeedFormat, settings: FeedSettings): string {
  switch (format) {
    case "rss":
      return rss(settings);
    case "atom":
      return atom(settings);
    case "json":
      return json(settings);
  }
}

/** Newest change of any item; a feed without items has never changed. */
function newestChange(items: readonly FeedItem[]): Date {
  return instant(
    items
      .map(({ updated }) => updated)
      .toSorted()
      .at(-1) ?? "1970-01-01",
  );
}

function rss(settings: FeedSettings): string {
  const { newsletter, title, home = "", items } = settings;
  const feed = {
    title,
    link: absolute(newsletter, home),
    description: newsletter.description,
    language: newsletter.language,
    copyright: newsletter.licence.title,
    lastBuildDate: newestChange(items),
    atom: { links: archiveLinks(settings, "application/rss+xml") },
  };
  const text = withItems("item", items, (some) =>
    generateRssFeed({ ...feed, items: some.map(rssItem) }),
  );
  return marked(text, /<channel>/, settings);
}

function rssItem(item: FeedItem) {
  return {
    title: item.title,
    link: item.address,
    // Plain text elsewhere, HTML here: https://www.rssboard.org/rss-encoding-examples
    description: escapeHtml(item.gist),
    guid: { value: item.id, isPermaLink: false },
    pubDate: instant(item.published, item.before),
    categories: item.categories.map((name) => ({ name })),
    dc: { creators: [...item.authors] },
    content: { encoded: item.html },
    ...(item.sound !== undefined && {
      enclosures: [{ url: item.sound.address, length: item.sound.length, type: item.sound.type }],
    }),
  };
}

function atom(settings: FeedSettings): string {
  const { newsletter, current, title, home = "", items } = settings;
  const feed = {
    id: `${newsletter.tag}${current}`,
    xml: { lang: newsletter.language },
    title: textConstruct(title),
    subtitle: textConstruct(newsletter.tagline),
    updated: newestChange(items),
    rights: textConstruct(newsletter.licence.title),
    authors: [{ name: newsletter.publisher }],
    links: [
      ...archiveLinks(settings, "application/atom+xml"),
      { href: absolute(newsletter, home), rel: "alternate", type: "text/html" },
    ],
  };
  const text = withItems("entry", items, (some) =>
    generateAtomFeed({ ...feed, entries: some.map(atomEntry) }),
  );
  return marked(text, /<feed\b[^>]*>/, settings);
}

function atomEntry(item: FeedItem) {
  return {
    id: item.id,
    title: textConstruct(item.title),
    links: [
      { href: item.address, rel: "alternate", type: "text/html" },
      ...(item.sound === undefined
        ? []
        : [
            {
              href: item.sound.address,
              rel: "enclosure",
              type: item.sound.type,
              length: item.sound.length,
            },
          ]),
    ],
    published: instant(item.published, item.before),
    updated: instant(item.updated, item.before),
    authors: item.authors.map((name) => ({ name })),
    categories: item.categories.map((term) => ({ term })),
    summary: textConstruct(item.gist),
    content: { value: item.html, type: "html", xml: { base: item.address } },
    ...(item.respondsTo === undefined
      ? {}
      : {
          thr: {
            inReplyTos: [
              { ref: item.respondsTo.id, href: item.respondsTo.address, type: "text/html" },
            ],
          },
        }),
  };
}

/** Items as they stand in feeds, by element: most are in several feeds. */
const written = { item: new WeakMap<FeedItem, string>(), entry: new WeakMap<FeedItem, string>() };

/** The same as `generate` gives for all items, each of which it is asked for once for all feeds. */
function withItems(
  element: keyof typeof written,
  items: readonly FeedItem[],
  generate: (items: readonly FeedItem[]) => string,
): string {
  const place = new RegExp(` *<${element}>.*</${element}>\\n`, "s");
  const writtenOf = (item: FeedItem): string => {
    const known = written[element].get(item) ?? place.exec(generate([item]))?.[0] ?? "";
    written[element].set(item, known);
    return known;
  };
  // The first element names the namespaces that items use.
  const one = items.find(({ respondsTo }) => respondsTo !== undefined) ?? items[0];
  return generate(one === undefined ? [] : [one]).replace(place, () =>
    items.map(writtenOf).join(""),
  );
}

/** Text of Atom (RFC 4287 § 3.1); with marks in it, as HTML, or programs would have to guess. */
function textConstruct(text: string): { readonly value: string; readonly type?: "html" } {
  return /[<&]/.test(text) ? { value: escapeHtml(text), type: "html" } : { value: text };
}

function json(settings: FeedSettings): string {
  const { newsletter, path, current, older, title, home = "", items } = settings;
  const hub = hubs(newsletter, path === current).map((url) => ({ type: "WebSub", url }));
  const feed = generateJsonFeed({
    title,
    home_page_url: absolute(newsletter, home),
    feed_url: absolute(newsletter, current),
    ...(older !== undefined && { next_url: absolute(newsletter, older) }),
    description: newsletter.description,
    language: newsletter.language,
    authors: [{ name: newsletter.publisher }],
    ...(hub.length > 0 && { hubs: hub }),
    items: items.map((item) => ({
      id: item.id,
      url: item.address,
      title: item.title,
      content_html: item.html,
      summary: item.gist,
      date_published: instant(item.published, item.before),
      date_modified: instant(item.updated, item.before),
      authors: item.authors.map((name) => ({ name })),
      tags: [...item.categories],
      ...(item.sound !== undefined && {
        attachments: [
          {
            url: item.sound.address,
            mime_type: item.sound.type,
            size_in_bytes: item.sound.length,
            duration_in_seconds: item.sound.duration,
          },
        ],
      }),
    })),
  });
  return `${JSON.stringify(feed, null, 1)}\n`;
}
