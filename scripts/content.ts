import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import type { z } from "zod";

import { ContentError, type ContentSource, crossCheck, schemaProblems } from "#newsletter/check.ts";
import { entrySchema, issueSchema, newsletterSchema, peopleSchema } from "#newsletter/schemas.ts";

/** The folder that holds the newsletter: RETORT_CONTENT, else `content`. */
export const contentFolder = process.env["RETORT_CONTENT"] ?? "content";

/** Reads and checks a content folder; throws a ContentError with every problem found, one line each. */
export function readContent(folder: string): ContentSource {
  const problems: string[] = [];
  const read = <T>(file: string, schema: z.ZodType<T>, value: unknown): T | undefined => {
    const checked = schema.safeParse(value);
    if (checked.success) return checked.data;
    problems.push(...schemaProblems(file, checked.error));
    return undefined;
  };
  const yaml = (file: string, text: string): unknown => {
    try {
      return parse(text);
    } catch (error) {
      problems.push(`${file}: not YAML: ${String(error).split("\n")[0]}; correct it there`);
      return undefined;
    }
  };
  const text = (file: string): string => {
    const path = join(folder, file);
    if (!existsSync(path)) throw new ContentError([`${path}: missing; every newsletter needs one`]);
    return readFileSync(path, "utf8");
  };

  const newsletter = read(
    "newsletter.yaml",
    newsletterSchema,
    yaml("newsletter.yaml", text("newsletter.yaml")),
  );
  const people = read("people.yaml", peopleSchema, yaml("people.yaml", text("people.yaml")));
  const issues: ContentSource["issues"][number][] = [];
  const entries: ContentSource["entries"][number][] = [];
  for (const path of readdirSync(join(folder, "issues"), { recursive: true })
    .map(String)
    .toSorted()) {
    const [, slug, name] = /^([^/]+)\/([^/]+)\.mdx?$/.exec(path) ?? [];
    if (slug === undefined || name === undefined) continue;
    const file = `issues/${path}`;
    const { front, body } = splitFrontMatter(text(file));
    const data = yaml(file, front) ?? {};
    if (name === "index") {
      const issue = read(file, issueSchema, data);
      if (issue !== undefined) issues.push({ slug, data: issue });
    } else {
      const entry = read(file, entrySchema, data);
      if (entry !== undefined) entries.push({ id: `${slug}/${name}`, data: entry, body });
    }
  }
  if (newsletter === undefined || people === undefined || problems.length > 0) {
    throw new ContentError(problems.toSorted());
  }
  const source = { newsletter, people, issues, entries };
  const mismatches = crossCheck(source);
  if (mismatches.length > 0) throw new ContentError(mismatches);
  return source;
}

function splitFrontMatter(text: string): { readonly front: string; readonly body: string } {
  const [, front = "", body = text] =
    /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(text) ?? [];
  return { front, body };
}

/** Checks the content and tells what is wrong with it; false stops the command with exit code 1. */
export function contentIsSound(): boolean {
  try {
    readContent(contentFolder);
    return true;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    for (const problem of error.problems) console.error(`${contentFolder}/${problem}`);
    process.exitCode = 1;
    return false;
  }
}
