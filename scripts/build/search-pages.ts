/** The pages that the search finds, and what it reads of them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { fingerprint } from "./fingerprint.ts";
import { type KeptUnder, readKept, writeKept } from "./kept-file.ts";
import { type FileStamp, sameStamp, stampOf } from "./stamps.ts";

/** A page that is indexed. */
export interface SearchPage {
  /** Address within the site, with a slash before it. */
  readonly url: string;
  /** The fingerprint of what is searched of it. */
  readonly hash: string;
  /** Reads that: a shard's pages at a time, since those of a long archive fill the memory. */
  readonly html: () => string;
}

/** What is known of a file. */
interface KnownPage {
  readonly stamp: FileStamp;
  /** What of it is searched, in what language; nothing of a page that is not marked. */
  readonly searched?: { readonly language: string; readonly hash: string };
}

/** Whether the search may find a file of the site, which is then a page of an entry or issue. */
export function isSearched(file: string): boolean {
  return /(?:^|\/)issues\/.*\/index\.html$/.test(file);
}

/** The marked pages of entries and issues by language, those of the oldest issue first. */
export function searchPages(
  site: string,
  files: readonly string[],
  under?: KeptUnder,
): Map<string, SearchPage[]> {
  const byNumber = new Intl.Collator("en", { numeric: true }).compare;
  const before = under === undefined ? undefined : readPages(under);
  const known = new Map<string, KnownPage>();
  const found = new Map<string, SearchPage[]>();
  for (const file of files.filter(isSearched).toSorted(byNumber)) {
    const path = join(site, file);
    const stamp = stampOf(path);
    const old = before?.get(file);
    const page = old !== undefined && sameStamp(old.stamp, stamp) ? old : readPage(path, stamp);
    known.set(file, page);
    if (page.searched === undefined) continue;
    const { language, hash } = page.searched;
    const pages = found.get(language) ?? [];
    pages.push({
      url: `/${file.replace(/index\.html$/, "")}`,
      hash,
      html: () => searchedPart(readFileSync(path, "utf8")),
    });
    found.set(language, pages);
  }
  if (under !== undefined) writeKept(placeOf(under), under.key, known);
  return found;
}

const placeOf = ({ name }: KeptUnder): string => `search/${name}.bin`;

/** What an earlier build has read. */
function readPages(under: KeptUnder): ReadonlyMap<string, KnownPage> | undefined {
  const kept = readKept(placeOf(under), under.key);
  // Written by this same code.
  return kept instanceof Map ? (kept as ReadonlyMap<string, KnownPage>) : undefined;
}

function readPage(path: string, stamp: FileStamp): KnownPage {
  const html = readFileSync(path, "utf8");
  if (!html.includes("data-pagefind-body")) return { stamp };
  const language = /<html[^>]* lang="([\w-]+)"/.exec(html)?.[1]?.toLowerCase() ?? "unknown";
  return { stamp, searched: { language, hash: fingerprint(searchedPart(html)) } };
}

/** What Pagefind reads of a page, half of it: what is marked in the head, and the main part. */
function searchedPart(html: string): string {
  const main = /<main[\s>].*<\/main>/s.exec(html)?.[0];
  if (main === undefined) return html;
  const facts = (html.match(/<meta [^>]*data-pagefind-[^>]*>/g) ?? []).join("");
  return `<!doctype html><html><head>${facts}</head><body>${withText(main, facts)}</body></html>`;
}

/** Pagefind leaves out a page without text: one that only links to its work is given what it says of that. */
function withText(main: string, facts: string): string {
  if (!/name="search:kind" content="link-only /.test(facts)) return main;
  const about = /name="search:about" content="([^"]*)"/.exec(facts)?.[1] ?? "";
  return main.replace("</article>", () => `<p>${about}</p></article>`);
}
