/** `npm run build [-- --out <folder>]`: checks the content and builds the site; RETORT_CONTENT names another content folder. */
import { runCommand } from "./command.ts";
import { buildSite, siteOptions } from "./site.ts";

await runCommand((words) => buildSite(siteOptions(words)));
