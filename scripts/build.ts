/** `npm run build [-- --out <folder>] [--fresh]`: checks the content, builds the site and proves its links; the folder holds the old site or the whole new one. What earlier builds left is taken over where nothing it was made from has changed; `--fresh` takes nothing. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

import { dropOldPictures } from "#channels/picture-cache.ts";
import { translationHints } from "#newsletter/translations.ts";

import { forgetKept } from "./build/kept-file.ts";
import { buildProgress } from "./build/progress.ts";
import { proveSite } from "./build/proof.ts";
import { hostHints, siteFiles } from "./build/site-files.ts";
import { siteFolder } from "./build/site-folder.ts";
import { buildPages } from "./build/site.ts";
import { removedBeside, searchIndexBeside } from "./build/threads.ts";
import { readWords, runCommand } from "./command.ts";
import { checkOptions, contentFolder, inFolder } from "./content.ts";

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
  const site = siteFolder(
    { folder: unfinished.site, old: out },
    { folder: unfinished.mails, old: mails },
  );
  process.once("SIGINT", () => {
    void site.close().finally(() => {
      clear();
      process.exit(130);
    });
  });
  const beside: Promise<void>[] = [];
  const hints: string[] = [];
  const progress = buildProgress(process.stdout);
  try {
    const { source, pack } = await buildPages(
      { content: contentFolder, folder: unfinished.site, old: out, site },
      {
        onSearchable: (pages) => {
          const indexed = site
            .reached()
            .then(() => searchIndexBeside(unfinished.site, pages, unfinished.search));
          // Told where all is awaited.
          indexed.catch(() => undefined);
          beside.push(indexed);
        },
        progress,
      },
    );
    progress.step("proving links");
    const { newsletter } = source;
    hints.push(...translationHints(source).map(inFolder));
    await site.reached();
    const proof = proveSite(unfinished.site, {
      newsletter,
      content: contentFolder,
      mails: unfinished.mails,
      linkProblems: site.linkProblems,
    });
    const [proved, keep] = await Promise.all([proof, pack(), ...beside]);
    renameSync(unfinished.search, join(unfinished.site, "pagefind"));
    hints.push(...proved, ...hostHints(siteFiles(unfinished.site)));
    mkdirSync(old);
    for (const [from, to] of [
      [unfinished.site, out],
      [unfinished.mails, mails],
    ] as const) {
      replace(from, to, join(old, basename(to)));
    }
    beside.push(removedBeside(old));
    await keep();
    dropOldPictures();
  } finally {
    progress.end();
    await Promise.allSettled(beside);
    await site.close();
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
