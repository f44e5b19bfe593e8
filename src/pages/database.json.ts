import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { databaseRows } from "#newsletter/database.ts";

export const GET: APIRoute = () => Response.json(databaseRows(archive));
