/** One import, from a file to the content folder. */
import { existsSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";

import type { ContentSource } from "#newsletter/check.ts";

import { checkOptions, contentFiles, readContent } from "../content.ts";
import { filesBelow } from "../files.ts";
import { playableIn } from "../games.ts";
import { addAliases, type Aliases, readAliases } from "./aliases.ts";
import type { Draft } from "./draft.ts";
import type { Opening } from "./opening.ts";
import { placeDrafts } from "./place.ts";
import { proposalSize, proposeAliases } from "./propose.ts";
import { readIssue } from "./read-issue.ts";
import { readSheetFile } from "./read-sheet.ts";
import { reportLines } from "./report.ts";
import { rowDraft } from "./row-draft.ts";
import { writeFiles } from "./write-files.ts";

/** What foreign files hold. */
interface Foreign {
  readonly drafts: readonly Draft[];
  readonly openings: readonly Opening[];
  /** What has no place here; one line each. */
  readonly leftOut: readonly string[];
}

/** Imports a file, or the issues of a folder, into a content folder; gives the lines to say. Where names, categories or issues are not settled yet it writes only what it proposes for them. */
export async function importFile(
  path: string,
  folder: string,
  { force }: { readonly force: boolean },
): Promise<string[]> {
  const source = readContent(folder);
  const aliases = readAliases(folder);
  const { drafts, openings, leftOut } = await readForeign(path, source, aliases);
  const proposal = proposeAliases(drafts, openings, aliases, source);
  if (proposalSize(proposal) > 0) {
    const file = addAliases(folder, proposal);
    return [
      `${relative(process.cwd(), file)} now has ${proposalSize(proposal)} more proposals: ${Object.keys(proposal.people).length} of people, ${Object.keys(proposal.categories).length} of categories, ${Object.keys(proposal.issues).length} of issues`,
      "read it, correct it, then run the same command again; nothing else was written",
    ];
  }
  const files = contentFiles(folder);
  const plan = placeDrafts(drafts, openings, aliases, {
    source,
    files,
    options: { ...checkOptions(), games: playableIn(files) },
    force,
  });
  writeFiles(folder, plan.settings, { force: true });
  const entries = writeFiles(folder, plan.entries, { force });
  const issues = writeFiles(folder, plan.openings, { force });
  return reportLines(
    drafts.length,
    { ...plan, leftOut: [...leftOut, ...plan.leftOut] },
    entries,
    issues,
  );
}

/** Reads a file of any kind that can be imported, or all issues of a folder; throws a sentence for any other. */
async function readForeign(
  path: string,
  { newsletter }: ContentSource,
  aliases: Aliases,
): Promise<Foreign> {
  if (!existsSync(path)) throw new Error(`there is no file ${path}; name the one to import`);
  if (/\.(?:csv|xlsx)$/i.test(path)) {
    const { rows, foreign, overlong } = await readSheetFile(path);
    const name = basename(path);
    const leftOut = [
      ...(foreign.length > 0
        ? [`${name}: columns without a place here: ${foreign.join(", ")}`]
        : []),
      ...overlong.map(
        (row) =>
          `row ${row}: cells beyond the last column, perhaps of a further row; see whether a quote is closed`,
      ),
    ];
    return { drafts: rows.map(rowDraft), openings: [], leftOut };
  }
  const paths = statSync(path).isDirectory() ? filesIn(path) : [path];
  if (paths.length === 0 || !paths.every((file) => isIssue.test(file))) {
    throw new Error(
      `${path} is of no kind that can be imported; give a .csv, .xlsx, .md, .mdx, .html or .txt file, or a folder of issues`,
    );
  }
  const names = Map.groupBy(paths, (file) => basename(file));
  const read = paths.map((file) => {
    const isAlone = names.get(basename(file))?.length === 1;
    const name = isAlone ? basename(file) : relative(path, file).replaceAll("\\", "/");
    return readIssue(file, name, newsletter, aliases);
  });
  return {
    drafts: read.flatMap(({ drafts }) => drafts),
    openings: read.map(({ opening }) => opening),
    leftOut: read.flatMap(({ leftOut }) => leftOut),
  };
}

const isIssue = /\.(?:mdx?|markdown|html?|txt)$/i;

function filesIn(folder: string): string[] {
  return filesBelow(folder)
    .filter((file) => isIssue.test(file))
    .map((file) => join(folder, file));
}
