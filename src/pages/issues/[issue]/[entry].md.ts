import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { entryMarkdown } from "#channels/twin-markdown.ts";
import { entryTwin } from "#channels/twins.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";

/** `/issues/<issue>/<entry>.md`: the page as Markdown. */
export function getStaticPaths() {
  return archive.issues.flatMap((issue) =>
    issue.entries.map((entry) => ({
      params: { issue: issue.slug, entry: entry.slug },
      props: { issue, entry },
    })),
  );
}

export const GET: APIRoute<{ issue: Issue; entry: Entry }> = async ({ props: { issue, entry } }) =>
  new Response(entryMarkdown(await entryTwin(issue, entry)), {
    headers: { "content-type": "text/markdown; charset=utf-8" },
  });
