import type { APIRoute } from "astro";

import { editions } from "#archive.ts";
import { byMoment, itemBytes, itemOf, type Told } from "#channels/feed-items.ts";
import { type SiteFeed, siteFeeds } from "#channels/feed-list.ts";
import { feedParts } from "#channels/feed-parts.ts";
import { placeOf } from "#channels/feed-place.ts";
import { feedFiles, type FeedFormat, feedText, feedTypes } from "#channels/feeds.ts";

interface Props {
  readonly feed: Pick<SiteFeed, "folder" | "title">;
  /** Folder of its edition. */
  readonly root: string;
  readonly format: FeedFormat;
  /** What this document holds, newest first; told of when it is made, so that it is made again only when one of them has changed. */
  readonly told: readonly Told[];
  /** Number of this archive; undefined for the document that readers subscribe to. */
  readonly part?: number;
  readonly archives: number;
}

/** `/feed.xml`, `/entries/atom.xml`, `/de/feed.xml`, `/people/<id>/feed.json` …, and their archives as `/feed-1.xml`, the oldest first. */
export async function getStaticPaths() {
  const feeds = await Promise.all(siteFeeds().map(documents));
  return feeds.flat();
}

async function documents({ edition, folder, title, level, entries }: SiteFeed) {
  const all: readonly Told[] =
    level === "issue" ? edition.own.issues : (entries ?? edition.own.entries);
  const found = await Promise.all(
    (await byMoment(all, edition)).map(async (told) => ({
      told,
      bytes: await itemBytes(told, edition),
    })),
  );
  const { head, archives } = feedParts(found, ({ bytes }) => bytes);
  const feed = { folder, title };
  return (Object.keys(feedFiles) as FeedFormat[]).flatMap((format) =>
    [head, ...archives].map((part, i) => ({
      params: { feed: feedPath(feed, format, i === 0 ? undefined : i) },
      props: {
        feed,
        root: edition.root,
        format,
        told: part.map(({ told }) => told),
        ...(i > 0 && { part: i }),
        archives: archives.length,
      } satisfies Props,
    })),
  );
}

function feedPath({ folder }: Props["feed"], format: FeedFormat, part?: number): string {
  const file = feedFiles[format];
  return folder + (part === undefined ? file : file.replace(".", `-${part}.`));
}

export const GET: APIRoute<Props> = async ({
  props: { feed, root, format, told, part, archives },
}) => {
  const edition = editions.find((one) => one.root === root) ?? editions[0];
  const text = feedText(format, {
    ...placeOf(edition.newsletter, (one) => feedPath(feed, format, one), part, archives),
    title: feed.title,
    home: root,
    items: await Promise.all(told.map((one) => itemOf(one, edition))),
  });
  return new Response(text, { headers: { "content-type": `${feedTypes[format]}; charset=utf-8` } });
};
