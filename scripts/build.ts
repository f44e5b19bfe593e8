/** `npm run build [-- --out <folder>]`: checks the content, builds the site and proves its links; the folder holds the old site or the whole new one. */
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";

import { build } from "astro";

import { dropOldPictures } from "#channels/picture-cache.ts";
import { translationHints } from "#newsletter/translations.ts";

import { proveSite } from "./build/proof.ts";
import { writeSearchIndex } from "./build/search-index.ts";
import { readWords, runCommand } from "./command.ts";
import { checkOptions, contentFolder, inFolder, readContent } from "./content.ts";
import { writeMails } from "./mail/kit.ts";

await runCommand(async (words) => {
  const { values } = readWords(
    () => parseArgs({ args: [...words], options: { out: { type: "string", default: "dist" } } }),
    "npm run build -- [--out <folder>]",
  );
  const out = values.out.replace(/(?<=.)\/+$/, "");
  const source = readContent(contentFolder);
  const { newsletter } = source;
  demandResults();
  demandSite(out);
  const unfinished = `${out}.${process.pid}.part`;
  const mails = `${out}-mail`;
  const unfinishedMails = `${unfinished}-mail`;
  const clear = (): void => {
    for (const folder of [unfinished, unfinishedMails]) {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  process.once("SIGINT", () => {
    clear();
    process.exit(130);
  });
  let hints: readonly string[] = [];
  try {
    await build({ outDir: unfinished, logLevel: "warn" });
    await writeSearchIndex(unfinished);
    await writeMails(unfinished, unfinishedMails);
    hints = proveSite(unfinished, { newsletter, content: contentFolder, mails: unfinishedMails });
    for (const [from, to] of [
      [unfinished, out],
      [unfinishedMails, mails],
    ] as const) {
      rmSync(to, { recursive: true, force: true });
      renameSync(from, to);
    }
    dropOldPictures();
  } finally {
    clear();
  }
  for (const hint of [...translationHints(source).map(inFolder), ...hints])
    console.log(`note: ${hint}`);
  console.log(`the site is in ${out}, its mails are in ${mails}`);
});

/** Throws for an experiment whose pages would have nothing to show. */
function demandResults(): void {
  const { experiments = [], results = [] } = checkOptions().demos ?? {};
  const unrecorded = experiments.find((id) => !results.includes(`${id}/full`));
  if (unrecorded !== undefined) {
    throw new Error(`no result for ${unrecorded}/full; run npm run precompute -- ${unrecorded}`);
  }
}

/** Throws for a folder that holds something else than a site, as it would be lost; `dist` is ours. */
function demandSite(out: string): void {
  const files = existsSync(out) && out !== "dist" ? readdirSync(out) : [];
  if (files.length === 0 || (files.includes("404.html") && files.includes("database.json"))) return;
  throw new Error(`${out} holds something else than a built site; give --out another folder`);
}
