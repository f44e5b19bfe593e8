/** Makes the pages of a site, each only where something it was made from has changed since the last build. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";

import type { ContentSource } from "#newsletter/check.ts";

import { filesBelow } from "../files.ts";
import { changedFacts, knowledgeOf, textOf } from "./changes.ts";
import { fingerprint } from "./fingerprint.ts";
import { keeper } from "./keeping.ts";
import { prepared, type PreparedProse, proseFactsOf } from "./prepare.ts";
import { preparedKey } from "./prepared-key.ts";
import { type SitePage, type SiteRoute, startProgram } from "./program-pages.ts";
import type { BuildProgress } from "./progress.ts";
import { recorded, unchangedFacts } from "./recording.ts";
import { routeReader, type RoutePage } from "./routes.ts";
import { isSearched } from "./search-pages.ts";
import type { SiteFolder } from "./site-folder.ts";
import { type Sitemap, sitemapOf } from "./sitemap.ts";
import type { BuildState, KnownSitemap, MadePage } from "./state.ts";
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
  /** All files that the site has so far, sorted. */
  readonly files: readonly string[];
}

export interface PageOptions {
  /** A new folder that is not part of the site. */
  readonly scratch: string;
  /** What the last build left. */
  readonly before: BuildState;
  /** What the site could take over of it. */
  readonly taking: Promise<ReadonlySet<string>>;
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
  { scratch, before, taking, onSearchable, progress }: PageOptions,
): Promise<MadePages> {
  const knowledge = knowledgeOf(
    new Map([...archive.facts, ...proseFactsOf(prose)]),
    archive.nameOf,
    before.knowledge,
  );
  const isSame = unchangedFacts(changedFacts(before.knowledge, knowledge));
  const { keep, parts } = keeper(before.parts, isSame);
  Reflect.set(globalThis, Symbol.for(preparedKey), prepared(source, archive, prose, keep));

  // What modules of the program read as they are loaded may be in every page.
  const isWhole = !isSame(before.loading);
  const started = await recorded(() => startProgram(program));
  const routes = routeReader(isWhole ? new Map() : before.routes, isSame);
  const copies = new Set(filesBelow(join(program, "site")));
  const pagesOf = async (some: readonly SiteRoute[]): Promise<RoutePage[]> => {
    const found = await routes.pagesOf(some);
    // A public file of that name stays what it is.
    return found.filter(({ page }) => !copies.has(page.file));
  };
  const { pageRoutes = [], fileRoutes = [] } = Object.groupBy(started.value, ({ isOfPages }) =>
    isOfPages ? "pageRoutes" : "fileRoutes",
  );
  const sitePages = await pagesOf(pageRoutes);
  // Where all is made anew, how much that is should be known first; else pages first, which the search waits for.
  const isNew = isWhole || before.pages.size === 0;
  const early = isNew ? await pagesOf(fileRoutes) : undefined;
  const total = isNew ? sitePages.length + (early?.length ?? 0) : before.pages.size;
  const taken = await taking;
  for (const file of copies) {
    if (!before.copies.has(file) || !taken.has(file)) site.copy(file, join(program, "site", file));
  }

  progress.step("making pages");
  const pages = new Map<string, MadePage>();
  const makeOrTake = async ({ page, route, isKept }: RoutePage): Promise<void> => {
    progress.reached(pages.size, total);
    if (pages.size % pagesATurn === 0) await turn();
    const { file } = page;
    const old = isWhole || !taken.has(file) ? undefined : before.pages.get(file);
    const isLeft = old !== undefined && isSame(old.reads);
    if (isLeft && isKept) pages.set(file, old);
    else {
      await routes.open(route);
      const props = fingerprint(textOf(page.props(), archive.nameOf));
      pages.set(file, isLeft && old.props === props ? old : await madePage(page, props, site));
    }
  };
  for (const one of sitePages.filter(({ page }) => isSearched(page.file))) await makeOrTake(one);
  onSearchable([...pages.keys()]);
  const map = sitemapOf(
    source,
    sitePages.flatMap(({ page }) => page.pathname ?? []),
  );
  const others = sitePages.filter(({ page }) => !isSearched(page.file));
  await inTurn([...others, ...(early ?? (await pagesOf(fileRoutes)))], makeOrTake);
  const sitemap = await placedSitemap(map, site, { before: before.sitemap, taken, scratch });
  const all = new Set([...copies, ...pages.keys(), ...sitemap.files]);
  site.remove([...taken].filter((file) => !all.has(file)));
  return {
    // Sources of mails are not of the site.
    files: [...all].filter((file) => !file.startsWith("mail/")).toSorted(),
    state: {
      knowledge,
      // Modules that were not loaded have read what they read before.
      loading: Uint32Array.from(
        new Set([...started.reads, ...routes.loading, ...(isWhole ? [] : before.loading)]),
      ),
      parts,
      routes: routes.known,
      pages,
      copies,
      sitemap,
    },
  };
}

/** Has the sitemap stand in the site: the old one, where it has the same key. */
async function placedSitemap(
  { key, write }: Sitemap,
  site: SiteFolder,
  {
    before,
    taken,
    scratch,
  }: Pick<PageOptions, "scratch"> & {
    readonly before: KnownSitemap;
    readonly taken: ReadonlySet<string>;
  },
): Promise<KnownSitemap> {
  if (before.key === key && before.files.every((file) => taken.has(file))) return before;
  mkdirSync(scratch);
  await write(scratch);
  const files = filesBelow(scratch);
  for (const file of files) site.copy(file, join(scratch, file));
  return { key, files };
}

/** Makes one page after another, but does not wait for each picture. */
async function inTurn(
  pages: readonly RoutePage[],
  make: (page: RoutePage) => Promise<void>,
): Promise<void> {
  const pictures = new Set<Promise<void>>();
  for (const one of pages) {
    const made = make(one);
    if (!/\.(?:png|svg)$/.test(one.page.file)) await made;
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
