/** `npm run dev [-- --port <number>]`: serves the site while it is written, with drafts and issues of a later day. */
import { runCommand } from "./command.ts";
import { developSite, siteOptions } from "./site.ts";

await runCommand(async (words) => {
  console.log(`writing at ${await developSite(siteOptions(words))} (ctrl+c ends it)`);
});
