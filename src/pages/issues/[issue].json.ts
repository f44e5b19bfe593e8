import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { issueTwin } from "#channels/twins.ts";
import type { Issue } from "#newsletter/archive.ts";

/** `/issues/<issue>.json`: the page as data. */
export function getStaticPaths() {
  return archive.issues.map((issue) => ({ params: { issue: issue.slug }, props: { issue } }));
}

export const GET: APIRoute<{ issue: Issue }> = async ({ props: { issue } }) =>
  new Response(`${JSON.stringify(await issueTwin(issue), null, 1)}\n`, {
    headers: { "content-type": "application/json; charset=utf-8" },
  });
