/** `npm run preview [-- --out <folder>] [--port <number>]`: serves the site as it was last built. */
import { runCommand } from "./command.ts";
import { previewSite, siteOptions } from "./site.ts";

await runCommand(async (words) => {
  console.log(`serving at ${await previewSite(siteOptions(words))} (ctrl+c ends it)`);
});
