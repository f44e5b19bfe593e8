import { generateAtomFeed, generateJsonFeed, generateRssFeed } from "feedsmith";

import { absolute } from "#newsletter/addresses.ts";
import { instant } from "#newsletter/dates.ts";
import type { NewsletterConfig } from "#newsletter/schemas.ts";

/** One item of a feed, the same for every format. */
export interface FeedItem {
  /** Tag URI; never changes. */
  readonly id: string;
  readonly title: string;
  readonly address: string;
  /** Days, `YYYY-MM-DD`. */
  readonly published: string;
  readonly updated: string;
  readonly authors: readonly string[];
  readonly gist: string;
  readonly categories: readonly string[];
  /** Full content, absolute addresses only. */
  readonly html: string;
  /** The item that this one answers. */
  readonly respondsTo?: { readonly id: string; readonly address: string };
}

export interface FeedSettings {
  readonly newsletter: NewsletterConfig;
  /** Path of the feed within the site. */
  readonly path: string;
  readonly title: string;
  readonly items: readonly FeedItem[];
}

export type FeedFormat = "rss" | "atom" | "json";

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

function rss({ newsletter, path, title, items }: FeedSettings): string {
  return generateRssFeed({
    title,
    link: newsletter.address,
    description: newsletter.description,
    language: newsletter.language,
    copyright: newsletter.licence.title,
    lastBuildDate: newestChange(items),
    atom: {
      links: [{ href: absolute(newsletter, path), rel: "self", type: "application/rss+xml" }],
    },
    items: items.map((item) => ({
      title: item.title,
      link: item.address,
      description: item.gist,
      guid: { value: item.id, isPermaLink: false },
      pubDate: instant(item.published),
      categories: item.categories.map((name) => ({ name })),
      dc: { creators: [...item.authors] },
      content: { encoded: item.html },
    })),
  });
}

function atom({ newsletter, path, title, items }: FeedSettings): string {
  return generateAtomFeed({
    id: `${newsletter.tag}${path}`,
    xml: { lang: newsletter.language },
    title: { value: title },
    subtitle: { value: newsletter.tagline },
    updated: newestChange(items),
    rights: { value: newsletter.licence.title },
    authors: [{ name: newsletter.publisher }],
    links: [
      { href: absolute(newsletter, path), rel: "self", type: "application/atom+xml" },
      { href: newsletter.address, rel: "alternate", type: "text/html" },
    ],
    entries: items.map((item) => ({
      id: item.id,
      title: { value: item.title },
      links: [{ href: item.address, rel: "alternate", type: "text/html" }],
      published: instant(item.published),
      updated: instant(item.updated),
      authors: item.authors.map((name) => ({ name })),
      categories: item.categories.map((term) => ({ term })),
      summary: { value: item.gist },
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
    })),
  });
}

function json({ newsletter, path, title, items }: FeedSettings): string {
  const feed = generateJsonFeed({
    title,
    home_page_url: newsletter.address,
    feed_url: absolute(newsletter, path),
    description: newsletter.description,
    language: newsletter.language,
    authors: [{ name: newsletter.publisher }],
    items: items.map((item) => ({
      id: item.id,
      url: item.address,
      title: item.title,
      content_html: item.html,
      summary: item.gist,
      date_published: instant(item.published),
      date_modified: instant(item.updated),
      authors: item.authors.map((name) => ({ name })),
      tags: [...item.categories],
    })),
  });
  return `${JSON.stringify(feed, null, 1)}\n`;
}
