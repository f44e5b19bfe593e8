import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { createIndex } from "pagefind";

import type { SearchPage } from "./search-pages.ts";

/** Files of texts in a shard, at most; several texts share one, since hosts limit the files of a site (Cloudflare: 20,000). */
const mostFragments = 200;

/** What stands in an entry but is not of its text: what is pressed, what is folded away, numbers of figures, and its title and people, which are found as the page's metadata. */
const leftOut = [
  "button",
  "form",
  "pre",
  "table",
  "nav",
  "retort-demo",
  "retort-game",
  ".entry-foot",
  ".entry > h1",
  ".entry > .meta",
  ".entry > .answers",
];

/** What a browser loads of Pagefind; its own interfaces are left out. */
const needed =
  /^(?:pagefind-worker\.js|pagefind-entry\.json|.*\.pf_(?:meta|index|filter|fragment)|wasm\..*)$/;

/** Writes Pagefind's index of these pages of one language, whose stemmer it takes. */
export async function indexShard(
  pages: readonly SearchPage[],
  language: string,
  folder: string,
): Promise<void> {
  const { index, errors } = await createIndex({
    excludeSelectors: leftOut,
    forceLanguage: language,
    maxFragments: mostFragments,
  });
  demand(errors);
  if (index === undefined) throw failure("Pagefind gave no index");
  for (const { url, html } of pages) {
    demand((await index.addHTMLFile({ url, content: html() })).errors);
  }
  const { files, errors: lost } = await index.getFiles();
  demand(lost);
  await index.deleteIndex();
  const stemmer = files.some(({ path }) => path === `wasm.${language.split("-")[0]}.pagefind`);
  for (const { path, content } of files) {
    if (!needed.test(path) || (stemmer && path === "wasm.unknown.pagefind")) continue;
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function demand(errors: readonly string[]): void {
  if (errors.length > 0) throw failure(errors.join("; "));
}

function failure(reason: string): Error {
  return new Error(`the search index could not be made: ${reason}`);
}
