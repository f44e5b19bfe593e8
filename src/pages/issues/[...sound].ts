import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { chaptersText, type SpokenIssue, spokenIssues } from "#channels/podcast.ts";
import { audioTypes, ownAudioFiles, transcriptTypes } from "#newsletter/audio.ts";

interface Props {
  readonly issue: SpokenIssue;
  /** A file of the content; none is the issue's chapters. */
  readonly file?: string;
}

/** What an issue's front matter names as its spoken version, at the names it gives, and its chapters. */
export function getStaticPaths() {
  return spokenIssues(archive.issues).flatMap((issue) => [
    ...(issue.audio.chapters.length > 0
      ? [{ params: { sound: `${issue.slug}/chapters.json` }, props: { issue } satisfies Props }]
      : []),
    ...ownAudioFiles(issue.audio).map((file) => ({
      params: { sound: `${issue.slug}/${file}` },
      props: { issue, file } satisfies Props,
    })),
  ]);
}

const types: Readonly<Record<string, string>> = { ...audioTypes, ...transcriptTypes };

export const GET: APIRoute<Props> = ({ props: { issue, file } }) => {
  if (file === undefined) {
    return new Response(chaptersText(archive.newsletter, issue), {
      headers: { "content-type": "application/json+chapters; charset=utf-8" },
    });
  }
  const folder = process.env["RETORT_CONTENT"] ?? "content";
  const bytes = readFileSync(join(folder, "issues", issue.slug, file));
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": types[file.split(".").at(-1) ?? ""] ?? "application/octet-stream",
    },
  });
};
