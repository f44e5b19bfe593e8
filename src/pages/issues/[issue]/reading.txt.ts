import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { issueReading } from "#channels/issue-reading.ts";
import { readingScript } from "#channels/reading-script.ts";
import type { Issue } from "#newsletter/archive.ts";

export function getStaticPaths() {
  return archive.issues.map((issue) => ({ params: { issue: issue.slug }, props: { issue } }));
}

/** The text for reading an issue aloud. */
export const GET: APIRoute<{ issue: Issue }> = async ({ props: { issue } }) =>
  new Response(readingScript(await issueReading(issue)), {
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
