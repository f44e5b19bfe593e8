import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { placeOf } from "#channels/feed-place.ts";
import {
  podcastParts,
  podcastPathOf,
  podcastText,
  spokenIssues,
  type SpokenIssue,
} from "#channels/podcast.ts";
import type { Podcast } from "#newsletter/audio-schemas.ts";

interface Props {
  readonly podcast: Podcast;
  /** The episodes of a document, newest first; undefined for the picture. */
  readonly issues?: readonly SpokenIssue[];
  /** Number of this archive; undefined for the document that directories take. */
  readonly part?: number;
  readonly archives: number;
}

/** `/podcast.xml`, its archives as `/podcast-1.xml`, the oldest first, and the podcast's picture, where the newsletter is one. */
export function getStaticPaths() {
  const { podcast } = archive.newsletter;
  if (podcast === undefined) return [];
  const { head, archives } = podcastParts(
    archive.newsletter,
    podcast,
    spokenIssues(archive.issues),
  );
  const shared = { podcast, archives: archives.length };
  const documents = [head, ...archives].map((issues, i) => {
    const part = i === 0 ? undefined : i;
    return {
      params: { podcast: podcastPathOf(part) },
      props: { ...shared, issues, ...(part !== undefined && { part }) } satisfies Props,
    };
  });
  return [...documents, { params: { podcast: podcast.image }, props: shared satisfies Props }];
}

export const GET: APIRoute<Props> = ({ props: { podcast, issues, part, archives } }) => {
  if (issues === undefined) {
    const folder = process.env["RETORT_CONTENT"] ?? "content";
    return new Response(new Uint8Array(readFileSync(join(folder, podcast.image))), {
      headers: { "content-type": podcast.image.endsWith(".png") ? "image/png" : "image/jpeg" },
    });
  }
  const place = placeOf(archive.newsletter, podcastPathOf, part, archives);
  return new Response(podcastText(place, podcast, issues), {
    headers: { "content-type": "application/rss+xml; charset=utf-8" },
  });
};
