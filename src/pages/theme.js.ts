import type { APIRoute } from "astro";

import { wearChosenTheme } from "#islands/early-theme.ts";

/** Runs before the first paint, so that a remembered theme never flashes; a file of its own, since the policy forbids inline scripts. */
export const GET: APIRoute = () =>
  new Response(`(${wearChosenTheme.toString()})();\n`, {
    headers: { "content-type": "text/javascript; charset=utf-8" },
  });
