import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { absolute } from "#newsletter/addresses.ts";

export const GET: APIRoute = () =>
  new Response(
    `User-agent: *\nAllow: /\n\nSitemap: ${absolute(archive.newsletter, "sitemap-index.xml")}\n`,
    { headers: { "content-type": "text/plain; charset=utf-8" } },
  );
