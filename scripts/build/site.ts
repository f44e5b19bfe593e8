/** A site from its content: read, compiled where programs have changed, and made as far as it has. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { audioHosts } from "#newsletter/audio.ts";
import type { ContentSource } from "#newsletter/check.ts";
import { publishedIssues } from "#newsletter/compile.ts";
import { headersFile, hostHeaders } from "#newsletter/host-headers.ts";

import { contentFiles, readContent, today } from "../content.ts";
import { isCompiled } from "./compiled-files.ts";
import { fingerprint, mediaFingerprint, sourcesFingerprint } from "./fingerprint.ts";
import { carryContent, keepContent } from "./kept-content.ts";
import { makePages, type PageOptions } from "./pages.ts";
import { preparedArchive, preparedProse } from "./prepare.ts";
import { dropOldPrograms, programFor } from "./program.ts";
import { siteWriter } from "./site-writer.ts";
import { writeSitemap } from "./sitemap.ts";
import { readState, writeState } from "./state.ts";

export interface BuiltPages {
  readonly source: ContentSource;
  /** Files of the pages and what came with the program, within the site and sorted. */
  readonly files: readonly string[];
  /** Under which name and key steps of the build keep what they found out. */
  readonly kept: { readonly name: string; readonly key: string };
  /** Leaves to the next build what this one has found out; to be called when the new site has taken the old one's place. */
  readonly keep: () => void;
}

/** Builds all that a folder of content has to show into `folder`, taking over from `old`, the site that it will replace, what is still as it was; `onSearchable` is called with the pages that the search finds as soon as they are there. */
export async function buildPages(
  content: string,
  folder: string,
  old: string,
  { onSearchable, progress }: Pick<PageOptions, "onSearchable" | "progress">,
): Promise<BuiltPages> {
  const sources = sourcesFingerprint();
  const name = fingerprint(resolve(content));
  progress.step("reading the content");
  carryContent(name, sources);
  const source = readContent(content);
  keepContent(name, sources);
  const key = programKey(source, content, sources);
  progress.step("compiling");
  const [program, prose] = await Promise.all([
    programFor(key, { name, sources }),
    preparedProse(source, content),
  ]);
  const inputs = contentFiles(content);
  // Whether a translation is stale hangs on its original, whatever page tells of it.
  const whole = source.translations.length > 0 ? inputs : [];
  const stateKey = fingerprint(JSON.stringify([key, mediaFingerprint(content, inputs), whole]));
  const { state, paths } = await makePages(
    { program, prose, ...preparedArchive(source, content) },
    siteWriter(folder, old),
    { before: readState(old, stateKey), onSearchable, progress },
  );
  const files = [...state.copies.keys(), ...state.pages.keys()].toSorted();
  const { newsletter, issues } = source;
  await writeSitemap(folder, source, paths);
  const hosts = audioHosts(issues.map(({ data }) => data));
  const headers = hostHeaders(newsletter, files, hosts);
  writeFileSync(join(folder, "_headers"), headersFile(headers));
  return {
    source,
    files,
    kept: { name: fingerprint(resolve(old)), key: sources },
    keep: () => {
      keepContent(name, sources);
      writeState(old, stateKey, state);
      dropOldPrograms();
    },
  };
}

/** Stands for all that Astro compiles: code, settings, programs in the prose, and where its links may lead. */
function programKey({ issues, entries }: ContentSource, content: string, sources: string): string {
  const compiled = contentFiles(content).filter(
    (file) => isCompiled(file) || /\.(?:ya?ml|json)$/i.test(file.path),
  );
  const published = join(content, "published.yaml");
  return fingerprint(
    JSON.stringify([
      sources,
      resolve(content),
      compiled,
      existsSync(published) ? readFileSync(published, "utf8") : "",
      publishedIssues(issues, today()),
      entries.filter(({ data }) => data.draft).map(({ id }) => id),
    ]),
  );
}
