/** `npm run build [-- --out <folder>] [--fresh]`: checks the content, builds the site and proves its links; the folder holds the old site or the whole new one. What earlier builds left is taken over where nothing it was made from has changed; `--fresh` takes nothing. */
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";

import { dropOldPictures } from "#channels/picture-cache.ts";
import { translationHints } from "#newsletter/translations.ts";

import { forgetKept } from "./build/kept-file.ts";
import { proveSite } from "./build/proof.ts";
import { writeSearchIndex } from "./build/search-index.ts";
import { buildPages } from "./build/site.ts";
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
  let translated: readonly string[] = [];
  let hints: readonly string[] = [];
  try {
    const { source, keep, kept } = await buildPages(contentFolder, unfinished, out);
    const { newsletter } = source;
    translated = translationHints(source).map(inFolder);
    await writeSearchIndex(unfinished);
    const keepMails = await writeMails(unfinished, unfinishedMails, { old: mails, kept });
    const proof = proveSite(unfinished, {
      newsletter,
      content: contentFolder,
      mails: unfinishedMails,
      kept,
    });
    hints = proof.hints;
    for (const [from, to] of [
      [unfinished, out],
      [unfinishedMails, mails],
    ] as const) {
      rmSync(to, { recursive: true, force: true });
      renameSync(from, to);
    }
    keep();
    proof.keep();
    keepMails();
    dropOldPictures();
  } finally {
    clear();
  }
  for (const hint of [...translated, ...hints]) console.log(`note: ${hint}`);
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
