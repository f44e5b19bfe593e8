/** The content folder on disk: where it is, what its files say, and whether they can be published. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { presetNames } from "#lab/experiment.ts";
import { type CheckOptions, ContentError, type ContentSource } from "#newsletter/check.ts";
import { type ContentFile, readContentFiles } from "#newsletter/content.ts";

import { filesBelow } from "./files.ts";
import { gameProblems, playableIn } from "./games.ts";
import { mediaFiles } from "./media.ts";

/** The folder that holds the newsletter: RETORT_CONTENT, else `content`. */
export const contentFolder = process.env["RETORT_CONTENT"] ?? "content";

/** Reads and checks a content folder, whose files may have been read already; throws a ContentError with every problem found, one line each. */
export function readContent(folder: string, all = contentFiles(folder)): ContentSource {
  const { source, problems } = readContentFiles(all, {
    ...checkOptions(),
    media: mediaFiles(folder),
    games: playableIn(all),
  });
  const wrong = [...problems, ...gameProblems(all)].toSorted();
  if (source === undefined || wrong.length > 0) throw new ContentError(wrong);
  return source;
}

const ownFiles =
  /^(?:newsletter|people)\.yaml$|^issues\/.*\.(?:mdx?|markdown)$|^maps\/.*\.ya?ml$|^games\/.*\.(?:ya?ml|json)$/i;

/** The newsletter's own files in that folder, by path; throws a ContentError where there is no such folder. */
export function contentFiles(folder: string): ContentFile[] {
  if (!existsSync(join(folder, "issues"))) {
    throw new ContentError([
      existsSync(folder)
        ? "issues: missing; a content folder has newsletter.yaml, people.yaml and issues/"
        : "there is no such folder; name the newsletter's folder in RETORT_CONTENT",
    ]);
  }
  return filesBelow(folder)
    .filter((path) => ownFiles.test(path))
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

/** What content is held against today: the date, the experiments of this project and their results. */
export function checkOptions(): CheckOptions {
  const results = join(projectFolder, "public/results");
  return {
    today: today(),
    demos: {
      experiments: readdirSync(join(projectFolder, "src/experiments"), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .toSorted(),
      // Smoke is for tests; the site has no pictures of it.
      presets: presetNames.filter((name) => name !== "smoke"),
      results: (existsSync(results) ? filesBelow(results) : []).flatMap((path) =>
        path.endsWith(".json") ? path.replace(/\.json$/, "") : [],
      ),
    },
  };
}

/** Every problem of a content folder as a message shows it; none if it can be published. */
export function contentProblems(folder: string): string[] {
  try {
    readContent(folder);
    return [];
  } catch (error) {
    if (error instanceof ContentError) return error.problems.map(inFolder);
    throw error;
  }
}

/** A problem with the content folder before the file's name, as seen from where the command was given. */
export function inFolder(problem: string): string {
  const near = relative(process.cwd(), contentFolder);
  const shown = near.startsWith("..") ? contentFolder : near;
  return problem.startsWith("there is no such folder")
    ? `${shown}: ${problem}`
    : `${shown}/${problem}`;
}

export const projectFolder = fileURLToPath(new URL("..", import.meta.url));

/** Day of this moment, `YYYY-MM-DD`, universal time. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
