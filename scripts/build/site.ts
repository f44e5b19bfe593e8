/** A site from its content: read, compiled where programs have changed, and made as far as it has. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { audioHosts } from "#newsletter/audio.ts";
import type { ContentSource } from "#newsletter/check.ts";
import { publishedIssues, shownBy } from "#newsletter/compile.ts";
import type { ContentFile } from "#newsletter/content.ts";
import { headersFile, hostHeaders } from "#newsletter/host-headers.ts";
import { shownTranslations } from "#newsletter/translations.ts";

import { contentFiles, readContent, today } from "../content.ts";
import { isCompiled } from "./compiled-files.ts";
import { fingerprint, mediaFingerprint, sourcesFingerprint } from "./fingerprint.ts";
import { carryContent, packContent } from "./kept-content.ts";
import { makePages } from "./pages.ts";
import { outToday, preparedArchive, preparedProse } from "./prepare.ts";
import { compilerFor, dropOldPrograms, programFor, programShape } from "./program.ts";
import type { BuildProgress } from "./progress.ts";
import type { SearchBeside } from "./search-beside.ts";
import type { SiteFolder } from "./site-folder.ts";
import type { StampList } from "./stamps.ts";
import { packState, readState } from "./state.ts";

export interface BuiltPages {
  readonly source: ContentSource;
  /** All files of the site but its redirects and search index, sorted. */
  readonly files: readonly string[];
  /** Packs what this build has found out; what it gives leaves it to the next one, and is to be called when the new site has taken the old one's place. */
  readonly pack: (stamps: StampList) => () => Promise<void>;
}

export interface SitePlace {
  /** The folder that holds the newsletter. */
  readonly content: string;
  /** Where the site is made. */
  readonly folder: string;
  /** A place beside it for what is not part of it. */
  readonly scratch: string;
  /** The site that it will replace. */
  readonly old: string;
  /** The keeper of both folders. */
  readonly site: SiteFolder;
  /** What makes the search index. */
  readonly search: SearchBeside;
}

/** Builds all that a folder of content has to show, taking over from the old site what is still as it was. */
export async function buildPages(
  { content, folder, scratch, old, site, search }: SitePlace,
  progress: BuildProgress,
): Promise<BuiltPages> {
  const sources = sourcesFingerprint();
  const compiler = compilerFor(sources);
  const name = fingerprint(resolve(content));
  progress.step("reading the content");
  carryContent(name, sources);
  const inputs = contentFiles(content);
  const source = readContent(content, inputs);
  const { newsletter, issues } = source;
  site.open(newsletter.address, { name: fingerprint(resolve(old)), key: sources });
  const settings = settingsKey(source, content, inputs);
  const key = fingerprint(JSON.stringify([settings, inputs.filter(isCompiled)]));
  progress.step("compiling");
  const [program, prose] = await Promise.all([
    programFor({ sources, key, name, onCompile: () => packContent(name, sources)() }, compiler),
    preparedProse(source, content, inputs),
  ]);
  search.start({ name: fingerprint(resolve(old)), key: sources });
  const onSearchable = (pages: readonly string[]): void => {
    site.reached().then(
      () => search.index(pages),
      // Told by the next order that waits.
      () => undefined,
    );
  };
  const stateKey = fingerprint(
    JSON.stringify([sources, settings, programShape(program), mediaFingerprint(content, inputs)]),
  );
  const before = readState(old, stateKey);
  const taking = site.takeOver(before.stamps);
  // Told to who waits for it.
  taking.catch(() => undefined);
  const { state, files } = await makePages(
    { program, prose, ...preparedArchive(source, content) },
    site,
    { scratch, before, taking, onSearchable, progress },
  );
  const hosts = audioHosts(issues.map(({ data }) => data));
  const headers = hostHeaders(newsletter, files, hosts);
  writeFileSync(join(folder, "_headers"), headersFile(headers));
  return {
    source,
    files: [...files, "_headers"].toSorted(),
    pack: (stamps) => {
      site.pack();
      const keep = [
        packContent(name, sources),
        packState(old, stateKey, { ...state, stamps }),
        dropOldPrograms,
      ];
      return async () => {
        for (const part of keep) part();
        await site.keep();
      };
    },
  };
}

/** Stands for all that Astro compiles beside the code and the programs in the prose: settings, which translations there are, and where links of the prose may lead. */
function settingsKey(
  source: ContentSource,
  folder: string,
  inputs: readonly ContentFile[],
): string {
  const { issues, entries } = source;
  const settings = inputs.filter(({ path }) => /\.(?:ya?ml|json)$/i.test(path));
  const published = join(folder, "published.yaml");
  return fingerprint(
    JSON.stringify([
      resolve(folder),
      settings,
      existsSync(published) ? readFileSync(published, "utf8") : "",
      publishedIssues(issues, today()),
      entries.filter(({ data }) => data.draft).map(({ id }) => id),
      shownTranslations(source, shownBy(source, outToday()), outToday()).map(({ file }) => file),
    ]),
  );
}
