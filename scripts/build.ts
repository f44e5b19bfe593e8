/** `npm run build [-- --out <folder>] [--fresh]`: checks the content, builds the site and proves its links; the folder holds the old site or the whole new one. What earlier builds left is taken over where nothing it was made from has changed; `--fresh` takes nothing. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";

import { dropOldPictures } from "#channels/picture-cache.ts";
import { translationHints } from "#newsletter/translations.ts";

import { forgetKept } from "./build/kept-file.ts";
import { buildProgress } from "./build/progress.ts";
import { proveSite } from "./build/proof.ts";
import { removeLater } from "./build/remove-later.ts";
import { searchBeside } from "./build/search-beside.ts";
import { hostHints, siteOf } from "./build/site-files.ts";
import { siteFolder } from "./build/site-folder.ts";
import { buildPages } from "./build/site.ts";
import { stampsOf } from "./build/stamps.ts";
import { readWords, runCommand } from "./command.ts";
import { checkOptions, contentFolder, inFolder } from "./content.ts";
import { filesBelow } from "./files.ts";

// Most of what a build makes is soon garbage; else V8 would let three times as much stand as is alive.
setFlagsFromString("--heap-growing-percent=50");

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
  const unfinished = {
    site: part,
    mails: `${part}-mail`,
    search: `${part}-search`,
    scratch: `${part}-scratch`,
  };
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
  const search = searchBeside(unfinished.site, unfinished.search);
  const close = (): Promise<unknown> => Promise.all([site.close(), search.close()]);
  process.once("SIGINT", () => {
    void close().finally(() => {
      clear();
      process.exit(130);
    });
  });
  const hints: string[] = [];
  const progress = buildProgress(process.stdout);
  try {
    const { source, files, pack } = await buildPages(
      {
        content: contentFolder,
        folder: unfinished.site,
        scratch: unfinished.scratch,
        old: out,
        site,
        search,
      },
      progress,
    );
    progress.step("proving links");
    const { newsletter } = source;
    hints.push(...translationHints(source).map(inFolder));
    const stamps = await site.stamps();
    const proof = proveSite(siteOf(unfinished.site, files), {
      newsletter,
      content: contentFolder,
      proof: site.proof,
    });
    const keep = pack(stamps);
    const [proved] = await Promise.all([proof, search.indexed()]);
    const index = filesBelow(unfinished.search).map((file) => `pagefind/${file}`);
    renameSync(unfinished.search, join(unfinished.site, "pagefind"));
    const whole = siteOf(unfinished.site, [...proved.site.files, ...index]);
    hints.push(...proved.hints, ...hostHints(whole, stampsOf(stamps)));
    mkdirSync(old);
    for (const [from, to] of [
      [unfinished.site, out],
      [unfinished.mails, mails],
    ] as const) {
      replace(from, to, join(old, basename(to)));
    }
    removeLater(old);
    await keep();
    dropOldPictures();
  } finally {
    progress.end();
    await close();
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
