/** Makes the pages of a site, each only where something it was made from has changed since the last build. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

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
import type { FileStamp, SiteWriter } from "./site-writer.ts";
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
  readonly state: BuildState;
  /** Paths of the pages, in the order they were made. */
  readonly paths: readonly string[];
}

export interface PageOptions {
  /** What the last build left. */
  readonly before: BuildState;
  /** Called with the pages that the search will find, as soon as they are there. */
  readonly onSearchable: (files: readonly string[]) => void;
  readonly progress: BuildProgress;
}

/** Puts the whole site into the writer's folder. */
export async function makePages(
  { program, source, archive, prose }: PageSource,
  writer: SiteWriter,
  { before, onSearchable, progress }: PageOptions,
): Promise<MadePages> {
  const copies = copyProgramFiles(join(program, "site"), writer, before.copies);
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
  const sitePages = await programPages(app);
  progress.step("making pages");
  const makeOrTake = async (page: SitePage): Promise<void> => {
    progress.reached(pages.size, sitePages.length);
    // A public file of that name stays what it is.
    if (copies.has(page.file)) return;
    const props = fingerprint(textOf(page.props, archive.nameOf));
    const old = isWhole ? undefined : before.pages.get(page.file);
    const isKept =
      old?.props === props && isSame(old.reads) && writer.takeOver(page.file, old.stamp);
    pages.set(page.file, isKept ? old : await madePage(page, props, writer));
  };
  for (const page of sitePages.filter(({ file }) => isSearched(file))) await makeOrTake(page);
  onSearchable([...pages.keys()]);
  for (const page of sitePages.filter(({ file }) => !isSearched(file))) await makeOrTake(page);
  return {
    paths: sitePages.flatMap(({ pathname }) => pathname ?? []),
    state: { knowledge, loading, parts: used, pages, copies },
  };
}

async function madePage(page: SitePage, props: string, writer: SiteWriter): Promise<MadePage> {
  const { value, reads } = await recorded(page.make);
  return { props, reads, stamp: writer.write(page.file, value) };
}

/** Styles, scripts and public files as the program has them. */
function copyProgramFiles(
  from: string,
  writer: SiteWriter,
  before: ReadonlyMap<string, FileStamp>,
): ReadonlyMap<string, FileStamp> {
  const files = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(from.length + 1))
    .map((path) => path.replaceAll("\\", "/"));
  return new Map(
    files.map((file) => {
      const stamp = before.get(file);
      return [
        file,
        stamp !== undefined && writer.takeOver(file, stamp)
          ? stamp
          : writer.copy(file, join(from, file)),
      ];
    }),
  );
}
