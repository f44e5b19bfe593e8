/** `npm start [-- --out <folder>] [--port <number>]`: builds the site, serves it and prints its address. */
import { runCommand } from "./command.ts";
import { buildSite, previewSite, siteOptions } from "./site.ts";

await runCommand(async (words) => {
  const options = siteOptions(words);
  await buildSite(options);
  console.log(`serving at ${await previewSite(options)} (ctrl+c ends it)`);
});
