import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { entryHtml, entryItem, issueHtml, issueItem } from "#channels/feed-items.ts";
import { type SiteFeed, siteFeeds } from "#channels/feed-list.ts";
import { feedParts } from "#channels/feed-parts.ts";
import { feedFiles, type FeedFormat, type FeedItem, feedText, feedTypes } from "#channels/feeds.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";

interface Props {
  readonly folder: string;
  readonly title: string;
  readonly format: FeedFormat;
  readonly part: FeedPart;
  /** Number of this archive; undefined for the document that readers subscribe to. */
  readonly number?: number;
  readonly archives: number;
}

/** What one document holds, newest first. */
type FeedPart =
  | { readonly level: "issue"; readonly issues: readonly Issue[] }
  | { readonly level: "entry"; readonly entries: readonly Entry[] };

/** `/feed.xml`, `/entries/atom.xml`, `/people/<id>/feed.json` …, and their archives as `/feed-1.xml`, the oldest first. */
export async function getStaticPaths() {
  const sizes = await entrySizes();
  const feeds = await Promise.all(siteFeeds.map((feed) => documents(feed, sizes)));
  return feeds.flat();
}

/** Bytes of each entry's content, by id; every feed that carries it asks. */
async function entrySizes(): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const entry of archive.entries)
    sizes.set(entry.id, Buffer.byteLength(await entryHtml(entry)));
  return sizes;
}

async function documents(
  { folder, title, level, entries = archive.entries }: SiteFeed,
  sizes: ReadonlyMap<string, number>,
) {
  const parts =
    level === "issue"
      ? await issueParts()
      : partsOf(
          feedParts(entries, ({ id }) => sizes.get(id) ?? 0),
          (some): FeedPart => ({ level, entries: some }),
        );
  return (Object.keys(feedFiles) as FeedFormat[]).flatMap((format) =>
    parts.map((part, i) => ({
      params: { feed: feedPath(folder, format, i === 0 ? undefined : i) },
      props: {
        folder,
        title,
        format,
        part,
        ...(i > 0 && { number: i }),
        archives: parts.length - 1,
      } satisfies Props,
    })),
  );
}

async function issueParts(): Promise<FeedPart[]> {
  const sizes = new Map<Issue, number>();
  for (const issue of archive.issues) sizes.set(issue, Buffer.byteLength(await issueHtml(issue)));
  return partsOf(
    feedParts(archive.issues, (issue) => sizes.get(issue) ?? 0),
    (issues): FeedPart => ({ level: "issue", issues }),
  );
}

/** The document that readers subscribe to, then the archives. */
function partsOf<Item>(
  { head, archives }: ReturnType<typeof feedParts<Item>>,
  part: (items: readonly Item[]) => FeedPart,
): FeedPart[] {
  return [head, ...archives].map(part);
}

function feedPath(folder: string, format: FeedFormat, number?: number): string {
  const file = feedFiles[format];
  return folder + (number === undefined ? file : file.replace(".", `-${number}.`));
}

export const GET: APIRoute<Props> = async ({
  props: { folder, title, format, part, number, archives },
}) => {
  const older = (number ?? archives + 1) - 1;
  const newer = (number ?? archives) + 1;
  const text = feedText(format, {
    newsletter: archive.newsletter,
    path: feedPath(folder, format, number),
    current: feedPath(folder, format),
    ...(older >= 1 && { older: feedPath(folder, format, older) }),
    ...(newer <= archives && { newer: feedPath(folder, format, newer) }),
    title,
    items: await itemsOf(part),
  });
  return new Response(text, { headers: { "content-type": `${feedTypes[format]}; charset=utf-8` } });
};

function itemsOf(part: FeedPart): Promise<FeedItem[]> {
  switch (part.level) {
    case "issue":
      return Promise.all(part.issues.map(issueItem));
    case "entry":
      return Promise.all(part.entries.map(entryItem));
  }
}
