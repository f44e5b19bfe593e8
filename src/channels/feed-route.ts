import type { APIRoute } from "astro";

import { archive } from "#archive.ts";

import { type FeedFormat, type FeedItem, feedText } from "./feeds.ts";

const types: Readonly<Record<FeedFormat, string>> = {
  rss: "application/rss+xml; charset=utf-8",
  atom: "application/atom+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
};

/** The page that serves one feed; `path` is where it stands within the site. */
export function feedRoute(
  format: FeedFormat,
  path: string,
  items: () => Promise<FeedItem[]>,
): APIRoute {
  return async () => {
    const { newsletter } = archive;
    const text = feedText(format, {
      newsletter,
      path,
      title: newsletter.title,
      items: await items(),
    });
    return new Response(text, { headers: { "content-type": types[format] } });
  };
}
