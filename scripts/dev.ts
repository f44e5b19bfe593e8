/** `npm run dev`: checks the content, then serves the site as it is being written. */
import { dev } from "astro";

import { contentIsSound } from "./content.ts";

if (contentIsSound()) await dev({});
