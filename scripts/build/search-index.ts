/** The index that the search page asks, made of the built pages. */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { close } from "pagefind";

import type { KeptUnder } from "./kept-file.ts";
import { dropOldShards, keepShard, keptShard } from "./search-cache.ts";
import { type SearchPage, searchPages } from "./search-pages.ts";
import { indexShard } from "./search-shard.ts";
import { siteFiles } from "./site-files.ts";

/** Pages of one shard: what one edited entry has indexed anew, and what Pagefind's memory holds at a time. Twice as many take 2 to 4 s more an edit, and spare a reader 20 ms at 2,000 entries: a question loads 20 KB of each shard. */
const usualSize = 500;

/** What is written for the browser: how many pages of each language there are, and how many shards they fill. */
type SearchLanguages = Record<string, { pages: number; shards: number }>;

interface IndexOptions {
  /** Files to look for such pages in, all of the site where it is left out. */
  readonly files?: readonly string[];
  /** The folder to write, `pagefind` of the site where it is left out. */
  readonly folder?: string;
  /** Whether indexes of earlier builds may be taken again. */
  readonly cached?: boolean;
  /** Where builds keep what they have read of the pages; they are read anew where it is left out. */
  readonly kept?: KeptUnder;
  readonly shardSize?: number;
}

/** Indexes what `data-pagefind-body` marks in a built site into `<language>/<shard>/`, shards counted from the oldest pages on, so that they stay as they are while the archive grows; `languages.json` tells what there is. */
export async function writeSearchIndex(
  site: string,
  {
    files = siteFiles(site).files,
    folder = join(site, "pagefind"),
    cached = true,
    kept,
    shardSize = usualSize,
  }: IndexOptions = {},
): Promise<SearchLanguages> {
  const languages: SearchLanguages = {};
  const found = [...searchPages(site, files, kept)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [language, pages] of found) {
    const shards = Math.ceil(pages.length / shardSize);
    for (let shard = 0; shard < shards; shard += 1) {
      const part = pages.slice(shard * shardSize, (shard + 1) * shardSize);
      const place = join(folder, language, String(shard + 1));
      await writeShard(part, { language, folder: place, isFirst: shard === 0, cached });
    }
    languages[language] = { pages: pages.length, shards };
  }
  await close();
  dropOldShards();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "languages.json"), `${JSON.stringify(languages)}\n`);
  return languages;
}

interface ShardPlace {
  readonly language: string;
  readonly folder: string;
  readonly isFirst: boolean;
  readonly cached: boolean;
}

/** Puts the index of these pages into the folder, with Pagefind's programs into the first, which the others borrow; an index that an earlier build made of the same pages is taken again. */
async function writeShard(
  pages: readonly SearchPage[],
  { language, folder, isFirst, cached }: ShardPlace,
): Promise<void> {
  const hash = createHash("sha256").update(language);
  for (const page of pages) hash.update(`${page.url} ${page.hash}\n`);
  const key = hash.digest("hex");
  const unkept = `${folder}.part`;
  const make = (to: string): Promise<void> => indexShard(pages, language, to);
  if (!cached) await make(unkept);
  const kept = cached ? (keptShard(key) ?? (await keepShard(key, make))) : unkept;
  cpSync(kept, folder, {
    recursive: true,
    filter: (file) => isFirst || !/\.js$|wasm\.[\w-]+\.pagefind$/.test(file),
  });
  rmSync(unkept, { recursive: true, force: true });
}
