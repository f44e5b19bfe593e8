/** `npm run build [-- --out <folder>]`: checks the content, then builds the site. */
import { parseArgs } from "node:util";

import { build } from "astro";

import { contentIsSound } from "./content.ts";

const { values } = parseArgs({ options: { out: { type: "string", default: "dist" } } });
if (contentIsSound()) await build({ outDir: values.out, logLevel: "warn" });
