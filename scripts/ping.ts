/** `npm run ping [-- --site <folder>] [--state <file>] [--wait <seconds>]`: tells the newsletter's hub which feeds have changed since it was told last (WebSub § 7). */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

import { siteFiles } from "./build/site-files.ts";
import { readWords, runCommand } from "./command.ts";
import { contentFolder, readContent } from "./content.ts";
import { replaceFile } from "./new/files.ts";
import {
  builtFeeds,
  changedFeeds,
  pingHub,
  readState,
  stateText,
  waitForFeed,
} from "./ping/hub.ts";

const usage = "npm run ping -- [--site <folder>] [--state <file>] [--wait <seconds>]";

await runCommand(async (words) => {
  const { values } = readWords(
    () =>
      parseArgs({
        args: [...words],
        options: {
          site: { type: "string", default: "dist" },
          state: { type: "string" },
          wait: { type: "string", default: "60" },
        },
      }),
    usage,
  );
  const seconds = Number(values.wait);
  if (!/^\d{1,4}$/.test(values.wait)) {
    throw new Error(`--wait ${values.wait} is no number of seconds; give one from 0 to 9999`);
  }
  const { newsletter } = readContent(contentFolder);
  const { hub } = newsletter;
  if (hub === undefined) {
    console.log("newsletter.yaml names no hub, so there is nobody to tell");
    return;
  }
  if (!existsSync(values.site)) {
    throw new Error(`there is no site in ${values.site}; run npm run build`);
  }
  const file = values.state ?? `${values.site.replace(/\/+$/, "")}-pinged.json`;
  let state = readState(file);
  const changed = changedFeeds(builtFeeds(siteFiles(values.site), newsletter), state);
  for (const feed of changed) {
    await waitForFeed(feed, seconds);
    await pingHub(hub, feed.address);
    // Kept after each, so that a hub that fails half-way is told the rest alone.
    state = { ...state, [feed.address]: feed.hash };
    replaceFile(file, stateText(state));
  }
  console.log(
    changed.length === 0
      ? "no feed has changed since the hub was told last"
      : `${new URL(hub).host} was told of ${changed.length} changed feeds`,
  );
});
