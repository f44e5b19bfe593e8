/** `npm run published [-- --site <folder>]`: adds what a built site gives out to `published.yaml`, so that later builds keep it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { givenOut, publishedText, readPublished } from "./build/published.ts";
import { siteFiles } from "./build/site-files.ts";
import { readWords, runCommand } from "./command.ts";
import { contentFolder, inFolder, readContent } from "./content.ts";
import { replaceFile } from "./new/files.ts";

await runCommand(async (words) => {
  const { values } = readWords(
    () => parseArgs({ args: [...words], options: { site: { type: "string", default: "dist" } } }),
    "npm run published -- [--site <folder>]",
  );
  readContent(contentFolder);
  if (!existsSync(join(values.site, "feed.json"))) {
    throw new Error(`there is no site in ${values.site}; run npm run build`);
  }
  const known = readPublished(contentFolder);
  const now = givenOut(siteFiles(values.site));
  const had = new Set([...known.addresses, ...known.ids]);
  const added = {
    addresses: now.addresses.filter((path) => !had.has(path)),
    ids: now.ids.filter((id) => !had.has(id)),
  };
  replaceFile(join(contentFolder, "published.yaml"), publishedText(known, added));
  console.log(
    `${inFolder("published.yaml")} has ${added.addresses.length} addresses and ${added.ids.length} feed ids more; commit it`,
  );
});
