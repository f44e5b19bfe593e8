/** How long whole archives take to build, and what they need. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { forgetKept } from "../build/kept-file.ts";
import { archiveContent, type ArchiveSize } from "./archive-content.ts";
import { writeFiles } from "./archive-files.ts";
import { measuredRun, type RunMeasure, told } from "./measured-run.ts";
import { measurePlainBuilds, type PlainMeasures } from "./plain-builds.ts";
import { measureSearch, type SearchTimes } from "./search.ts";

export interface ArchiveMeasure extends ArchiveSize {
  /** Nothing kept of any build before: pages compiled and pictures drawn anew. */
  readonly first: RunMeasure;
  /** Nothing kept but the pictures of this project's experiments, which are as many in any archive. */
  readonly cold: RunMeasure;
  /** Over the built site, with nothing changed. */
  readonly again: RunMeasure;
  /** After one word more in one entry. */
  readonly edited: RunMeasure;
  readonly files: number;
  readonly bytes: number;
  /** Asked on the built site. */
  readonly search: SearchTimes;
  /** The same entries, built by others. */
  readonly plain: PlainMeasures;
}

const searchRounds = 5;
/** As `npm run build` runs it. */
const buildArgs = ["--import", "./scripts/kept-code.mjs", "scripts/build.ts"];

/** Generates an archive in a temporary folder, builds it four times, searches it, and has others build its entries. */
export async function measureArchive(
  size: ArchiveSize,
  say: (what: string) => void,
): Promise<ArchiveMeasure> {
  const folder = mkdtempSync(join(tmpdir(), "retort-archive-"));
  const [content, site] = [join(folder, "content"), join(folder, "site")];
  const build = async (what: string, ...words: readonly string[]): Promise<RunMeasure> => {
    const measure = await measuredRun([...buildArgs, "--out", site, ...words], {
      env: { RETORT_CONTENT: content },
    });
    say(`${what}: ${told(measure)}`);
    return measure;
  };
  try {
    const files = archiveContent(size);
    writeFiles(content, files);
    const first = await build("a first build", "--fresh");
    forgetKept(["pictures"]);
    rmSync(site, { recursive: true });
    const cold = await build("with pictures only kept");
    const again = await build("nothing changed");
    const entry = files.find(({ path }) => /^issues\/.*(?<!index)\.md$/.test(path));
    if (entry === undefined) throw new Error("the generated archive has no entry");
    writeFiles(content, [{ ...entry, text: `${entry.text.trimEnd()}\n\nAdded later.\n` }]);
    const edited = await build("one entry edited");
    say("search and database");
    const search = await measureSearch(site, "/", searchRounds);
    const plain = await measurePlainBuilds(files, say);
    return { ...size, first, cold, again, edited, ...weightOf(site), search, plain };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function weightOf(site: string): { readonly files: number; readonly bytes: number } {
  const sizes = readdirSync(site, { recursive: true })
    .map((file) => statSync(join(site, String(file))))
    .flatMap((stat) => (stat.isFile() ? [stat.size] : []));
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
