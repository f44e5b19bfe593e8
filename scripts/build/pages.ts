/** Makes the pages of a site, each only where something it was made from has changed since the last build. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";

import type { ContentSource } from "#newsletter/check.ts";

import { changedFacts, knowledgeOf, textOf } from "./changes.ts";
import { fingerprint } from "./fingerprint.ts";
import { keeper } from "./keeping.ts";
import { prepared, type PreparedProse, proseFactsOf } from "./prepare.ts";
import { preparedKey } from "./prepared-key.ts";
import { programPages, type SitePage, startProgram } from "./program-pages.ts";
import type { BuildProgress } from "./progress.ts";
import { factNumber, recorded } from "./recording.ts";
import { isSearched } from "./search-index.ts";
import type { SiteFolder } from "./site-folder.ts";
import type { BuildState, MadePage } from "./state.ts";
import type { Watched } from "./watched.ts";

export interface PageSource {
  /** The folder of the compiled program. */
  readonly program: string;
  readonly source: ContentSource;
  readonly archive: Watched;
  readonly prose: PreparedProse;
}

export interface MadePages {
  /** What the next build may take over. */
  readonly state: Omit<BuildState, "stamps">;
  /** Paths of the pages, in the order they were made. */
  readonly paths: readonly string[];
}

export interface PageOptions {
  /** What the last build left. */
  readonly before: BuildState;
  /** Called with the pages that the search will find, as soon as they are made. */
  readonly onSearchable: (files: readonly string[]) => void;
  readonly progress: BuildProgress;
}

/** Pictures on their way at once: they are packed beside the main thread. */
const mostPictures = 4;
/** Pages between two turns of all else that waits in this thread. */
const pagesATurn = 20;

/** Puts the whole site into its folder. */
export async function makePages(
  { program, source, archive, prose }: PageSource,
  site: SiteFolder,
  { before, onSearchable, progress }: PageOptions,
): Promise<MadePages> {
  const taking = site.takeOver(before.stamps);
  const knowledge = knowledgeOf(
    new Map([...archive.facts, ...proseFactsOf(prose)]),
    archive.nameOf,
    before.knowledge,
  );
  const changed = new Set(Array.from(changedFacts(before.knowledge, knowledge), factNumber));
  const isSame = (reads: Uint32Array): boolean =>
    changed.size === 0 || !reads.some((fact) => changed.has(fact));
  const { keep, used } = keeper(before.parts, isSame);
  Reflect.set(globalThis, Symbol.for(preparedKey), prepared(source, archive, prose, keep));

  const { value: app, reads: loading } = await recorded(() => startProgram(program));
  // What the program has read before it makes a page may be in every page.
  const isWhole = !isSame(before.loading);
  const pages = new Map<string, MadePage>();
  const copies = programFiles(join(program, "site"));
  // A public file of that name stays what it is.
  const sitePages = (await programPages(app)).filter(({ file }) => !copies.has(file));
  const all = new Set([...copies, ...sitePages.map(({ file }) => file)]);
  const taken = await taking;
  site.remove([...taken].filter((file) => !all.has(file)));
  for (const file of copies) {
    if (!before.copies.has(file) || !taken.has(file)) site.copy(file, join(program, "site", file));
  }

  progress.step("making pages");
  const makeOrTake = async (page: SitePage): Promise<void> => {
    progress.reached(pages.size, sitePages.length);
    if (pages.size % pagesATurn === 0) await turn();
    const props = fingerprint(textOf(page.props, archive.nameOf));
    const old = isWhole || !taken.has(page.file) ? undefined : before.pages.get(page.file);
    const isKept = old?.props === props && isSame(old.reads);
    pages.set(page.file, isKept ? old : await madePage(page, props, site));
  };
  for (const page of sitePages.filter(({ file }) => isSearched(file))) await makeOrTake(page);
  onSearchable([...pages.keys()]);
  await inTurn(
    sitePages.filter(({ file }) => !isSearched(file)),
    makeOrTake,
  );
  return {
    paths: sitePages.flatMap(({ pathname }) => pathname ?? []),
    state: { knowledge, loading, parts: used, pages, copies },
  };
}

/** Makes one page after another, but does not wait for each picture. */
async function inTurn(
  pages: readonly SitePage[],
  make: (page: SitePage) => Promise<void>,
): Promise<void> {
  const pictures = new Set<Promise<void>>();
  for (const page of pages) {
    const made = make(page);
    if (!/\.(?:png|svg)$/.test(page.file)) await made;
    else {
      const packed = made.then(() => void pictures.delete(packed));
      // One that fails stays among them, and is told by the next that waits.
      packed.catch(() => undefined);
      pictures.add(packed);
      if (pictures.size >= mostPictures) await Promise.race(pictures);
    }
  }
  await Promise.all(pictures);
}

async function madePage(page: SitePage, props: string, site: SiteFolder): Promise<MadePage> {
  const { value, reads } = await recorded(page.make);
  await site.write(page.file, value);
  return { props, reads };
}

/** Styles, scripts and public files as the program has them. */
function programFiles(folder: string): ReadonlySet<string> {
  return new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
      .map((path) => path.replaceAll("\\", "/")),
  );
}
