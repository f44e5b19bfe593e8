import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { podcastPath, podcastText, spokenIssues } from "#channels/podcast.ts";
import type { Podcast } from "#newsletter/audio-schemas.ts";

interface Props {
  readonly podcast: Podcast;
}

/** `/podcast.xml` and the podcast's picture, where the newsletter is one. */
export function getStaticPaths() {
  const { podcast } = archive.newsletter;
  if (podcast === undefined) return [];
  return [podcastPath, podcast.image].map((path) => ({
    params: { podcast: path },
    props: { podcast } satisfies Props,
  }));
}

export const GET: APIRoute<Props> = ({ props: { podcast }, params }) => {
  if (params["podcast"] !== podcastPath) {
    const folder = process.env["RETORT_CONTENT"] ?? "content";
    return new Response(new Uint8Array(readFileSync(join(folder, podcast.image))), {
      headers: { "content-type": podcast.image.endsWith(".png") ? "image/png" : "image/jpeg" },
    });
  }
  return new Response(podcastText(archive.newsletter, podcast, spokenIssues(archive.issues)), {
    headers: { "content-type": "application/rss+xml; charset=utf-8" },
  });
};
