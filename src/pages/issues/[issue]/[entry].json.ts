import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { entryTwin } from "#channels/twins.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";

/** `/issues/<issue>/<entry>.json`: the page as data. */
export function getStaticPaths() {
  return archive.issues.flatMap((issue) =>
    issue.entries.map((entry) => ({
      params: { issue: issue.slug, entry: entry.slug },
      props: { issue, entry },
    })),
  );
}

export const GET: APIRoute<{ issue: Issue; entry: Entry }> = async ({ props: { issue, entry } }) =>
  new Response(`${JSON.stringify(await entryTwin(issue, entry), null, 1)}\n`, {
    headers: { "content-type": "application/json; charset=utf-8" },
  });
