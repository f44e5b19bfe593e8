import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { databaseIndex } from "#newsletter/database-index.ts";

export const GET: APIRoute = () => Response.json(databaseIndex(archive));
