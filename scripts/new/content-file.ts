import { join } from "node:path";

import { stringify } from "yaml";

import { ContentError } from "#newsletter/check.ts";
import { type ContentFile, readContentFiles } from "#newsletter/content.ts";

import { checkOptions, contentFiles, contentFolder, inFolder } from "../content.ts";
import { replaceFile, writeNew } from "./files.ts";

/** A file of front matter, as a rule without prose yet. */
export interface NewFile {
  /** From the content folder: `issues/063/index.mdx`. */
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Lines that join `people.yaml`; none as a rule. */
  readonly people?: string;
  readonly body?: string;
}

/** Writes the file if the newsletter is as sound with it as without, else throws what would be wrong; gives its path. */
export function addFile({ path, fields, people = "", body = "" }: NewFile): string {
  const before = contentFiles(contentFolder);
  const twin = before.find((file) => withoutEnding(file.path) === withoutEnding(path));
  if (twin !== undefined) {
    throw new Error(`${inFolder(twin.path)} is there already and stays as it is`);
  }
  const text = `---\n${stringify(fields, { lineWidth: 0 })}---\n${body}`;
  const after = before.map((file) =>
    file.path === "people.yaml" ? withPeople(file, people) : file,
  );
  const old = new Set(problemsOf(before));
  const problems = problemsOf([...after, { path, text }]).filter((problem) => !old.has(problem));
  if (problems.length > 0) throw new ContentError(problems);
  const peopleText = after.find((other) => other.path === "people.yaml")?.text;
  if (people !== "" && peopleText !== undefined) {
    replaceFile(join(contentFolder, "people.yaml"), peopleText);
  }
  const file = join(contentFolder, path);
  writeNew(file, text);
  return file;
}

function withPeople(file: ContentFile, people: string): ContentFile {
  return people === "" ? file : { ...file, text: `${file.text.trimEnd()}\n${people}`.trimStart() };
}

function problemsOf(files: readonly ContentFile[]): readonly string[] {
  return readContentFiles(files, checkOptions()).problems;
}

function withoutEnding(path: string): string {
  return path.toLowerCase().replace(/\.mdx?$/, "");
}
