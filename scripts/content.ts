/** The content folder on disk: where it is, what its files say, and whether they can be published. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { ContentError } from "../src/newsletter/check.ts";
import { checkContent, type ContentFile, readSource } from "../src/newsletter/content.ts";
import type { NewsletterConfig } from "../src/newsletter/schemas.ts";

export const projectFolder = fileURLToPath(new URL("..", import.meta.url));

/** The folder named by RETORT_CONTENT, else `content`; absolute. */
export function contentFolder(): string {
  return resolve(projectFolder, process.env["RETORT_CONTENT"] ?? "content");
}

/** Every file of the newsletter in that folder, sorted by path. */
export function readContent(folder: string): ContentFile[] {
  if (!existsSync(folder)) {
    throw new Error(`there is no content folder ${shown(folder)}; set RETORT_CONTENT to one`);
  }
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /^(newsletter|people)\.yaml$|^issues\/.*\.mdx?$/.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

/** Ids of the experiments of this project, sorted. */
export function experimentIds(): string[] {
  return readdirSync(join(projectFolder, "src/experiments"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

/** The newsletter's settings, after every file was found sound; throws a ContentError with all problems otherwise. */
export function soundNewsletter(folder: string): NewsletterConfig {
  const files = readContent(folder);
  const problems = checkContent(files, { today: today(), experiments: experimentIds() });
  const { source } = readSource(files);
  if (problems.length === 0 && source !== undefined) return source.newsletter;
  throw new ContentError(problems.map((problem) => `${shown(folder)}/${problem}`));
}

/** Day of this moment, `YYYY-MM-DD`, universal time. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** A path as a message shows it: from where the command was given. */
export function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
