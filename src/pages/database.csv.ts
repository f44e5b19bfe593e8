import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { databaseRows, toCsv } from "#newsletter/database.ts";

export const GET: APIRoute = () =>
  new Response(toCsv(databaseRows(archive)), {
    headers: { "content-type": "text/csv; charset=utf-8" },
  });
