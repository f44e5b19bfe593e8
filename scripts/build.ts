/** `npm run build [-- --out <folder>] [--fresh]`: checks the content, builds the site and proves its links; the folder holds the old site or the whole new one. What earlier builds left is taken over where nothing it was made from has changed; `--fresh` takes nothing. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

import { dropOldPictures } from "#channels/picture-cache.ts";
import { translationHints } from "#newsletter/translations.ts";

import { forgetKept } from "./build/kept-file.ts";
import { linkReader } from "./build/kept-links.ts";
import { buildProgress } from "./build/progress.ts";
import { proveSite } from "./build/proof.ts";
import { buildPages } from "./build/site.ts";
import { removedBeside, searchIndexBeside } from "./build/threads.ts";
import { readWords, runCommand } from "./command.ts";
import { checkOptions, contentFolder, inFolder } from "./content.ts";
import { writeMails } from "./mail/kit.ts";

await runCommand(async (words) => {
  const { values } = readWords(
    () =>
      parseArgs({
        args: [...words],
        options: {
          out: { type: "string", default: "dist" },
          fresh: { type: "boolean", default: false },
        },
      }),
    "npm run build -- [--out <folder>] [--fresh]",
  );
  const out = values.out.replace(/(?<=.)\/+$/, "");
  if (values.fresh) forgetKept();
  demandResults();
  demandSite(out);
  const mails = `${out}-mail`;
  const part = `${out}.${process.pid}.part`;
  const unfinished = { site: part, mails: `${part}-mail`, search: `${part}-search` };
  // What the new folders replace.
  const old = `${part}-old`;
  const clear = (): void => {
    for (const folder of [...Object.values(unfinished), old]) {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  process.once("SIGINT", () => {
    clear();
    process.exit(130);
  });
  const beside: Promise<void>[] = [];
  const hints: string[] = [];
  const progress = buildProgress(process.stdout);
  try {
    const { source, files, keep, kept } = await buildPages(contentFolder, unfinished.site, out, {
      onSearchable: (pages) =>
        beside.push(searchIndexBeside(unfinished.site, pages, unfinished.search)),
      progress,
    });
    progress.step("proving links");
    const { newsletter } = source;
    hints.push(...translationHints(source).map(inFolder));
    const keepMails = await writeMails(unfinished.site, unfinished.mails, { old: mails, kept });
    const reader = linkReader(unfinished.site, new URL(newsletter.address), kept);
    // The mails' sources have become mails.
    reader.readAhead(files.filter((file) => !file.startsWith("mail/")));
    await Promise.all(beside);
    renameSync(unfinished.search, join(unfinished.site, "pagefind"));
    hints.push(
      ...proveSite(unfinished.site, {
        newsletter,
        content: contentFolder,
        mails: unfinished.mails,
        reader,
      }),
    );
    mkdirSync(old);
    for (const [from, to] of [
      [unfinished.site, out],
      [unfinished.mails, mails],
    ] as const) {
      replace(from, to, join(old, basename(to)));
    }
    beside.push(removedBeside(old));
    keep();
    reader.keep();
    keepMails();
    dropOldPictures();
  } finally {
    progress.end();
    await Promise.allSettled(beside);
    clear();
  }
  for (const hint of hints) console.log(`note: ${hint}`);
  console.log(`the site is in ${out}, its mails are in ${mails}`);
});

/** Puts a folder in the place of another, which goes aside. */
function replace(from: string, to: string, aside: string): void {
  if (existsSync(to)) renameSync(to, aside);
  try {
    renameSync(from, to);
  } catch (error) {
    if (existsSync(aside)) renameSync(aside, to);
    throw error;
  }
}

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
