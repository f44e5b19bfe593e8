import type { APIRoute } from "astro";

import { entryItems, issueItems } from "#channels/feed-items.ts";
import { type SiteFeed, siteFeeds } from "#channels/feed-list.ts";
import { feedParts } from "#channels/feed-parts.ts";
import { feedFiles, type FeedFormat, type FeedItem, feedText, feedTypes } from "#channels/feeds.ts";

interface Props {
  readonly feed: SiteFeed;
  readonly format: FeedFormat;
  readonly items: readonly FeedItem[];
  /** Number of this archive; undefined for the document that readers subscribe to. */
  readonly part?: number;
  readonly archives: number;
}

/** `/feed.xml`, `/entries/atom.xml`, `/de/feed.xml`, `/people/<id>/feed.json` …, and their archives as `/feed-1.xml`, the oldest first. */
export async function getStaticPaths() {
  const feeds = await Promise.all(siteFeeds.map(documents));
  return feeds.flat();
}

async function documents(feed: SiteFeed) {
  const { edition, level, entries } = feed;
  const items = level === "issue" ? await issueItems(edition) : await entryItems(edition, entries);
  const { head, archives } = feedParts(items, ({ html }) => Buffer.byteLength(html));
  return (Object.keys(feedFiles) as FeedFormat[]).flatMap((format) =>
    [head, ...archives].map((part, i) => ({
      params: { feed: feedPath(feed, format, i === 0 ? undefined : i) },
      props: {
        feed,
        format,
        items: part,
        ...(i > 0 && { part: i }),
        archives: archives.length,
      } satisfies Props,
    })),
  );
}

function feedPath({ folder }: SiteFeed, format: FeedFormat, part?: number): string {
  const file = feedFiles[format];
  return folder + (part === undefined ? file : file.replace(".", `-${part}.`));
}

export const GET: APIRoute<Props> = ({ props: { feed, format, items, part, archives } }) => {
  const older = (part ?? archives + 1) - 1;
  const newer = (part ?? archives) + 1;
  const text = feedText(format, {
    newsletter: feed.edition.newsletter,
    path: feedPath(feed, format, part),
    current: feedPath(feed, format),
    ...(older >= 1 && { older: feedPath(feed, format, older) }),
    ...(newer <= archives && { newer: feedPath(feed, format, newer) }),
    title: feed.title,
    home: feed.edition.root,
    items,
  });
  return new Response(text, { headers: { "content-type": `${feedTypes[format]}; charset=utf-8` } });
};
