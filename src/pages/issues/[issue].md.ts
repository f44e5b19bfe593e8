import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { issueMarkdown } from "#channels/twin-markdown.ts";
import { issueTwin } from "#channels/twins.ts";
import type { Issue } from "#newsletter/archive.ts";

/** `/issues/<issue>.md`: the page as Markdown. */
export function getStaticPaths() {
  return archive.issues.map((issue) => ({ params: { issue: issue.slug }, props: { issue } }));
}

export const GET: APIRoute<{ issue: Issue }> = async ({ props: { issue } }) =>
  new Response(issueMarkdown(await issueTwin(issue)), {
    headers: { "content-type": "text/markdown; charset=utf-8" },
  });
