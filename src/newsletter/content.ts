import { markdownToMdast, mdxToMdast } from "satteri";
import { parse } from "yaml";
import type { z } from "zod";

import { type CheckOptions, type ContentSource, crossCheck } from "./check.ts";
import { directiveProblem } from "./directives.ts";
import { entrySchema, issueSchema, newsletterSchema, peopleSchema } from "./schemas.ts";

/** A file of the content folder; `path` from that folder, with `/`: `issues/062/call.md`. */
export interface ContentFile {
  readonly path: string;
  readonly text: string;
}

/** Every problem of a content folder, sorted; none if it can be published. Each is one line: file, field, what is wrong, how to mend. Never throws. */
export function checkContent(files: readonly ContentFile[], options: CheckOptions = {}): string[] {
  const { source, problems } = readSource(files);
  const crossed = source === undefined ? [] : crossCheck(source, options);
  return [...new Set([...problems, ...crossed])].toSorted();
}

/** The content as far as its files could be read; no source without a newsletter and people. */
export function readSource(files: readonly ContentFile[]): {
  readonly source: ContentSource | undefined;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const checked = <T>(path: string, schema: z.ZodType<T>, data: unknown): T[] => {
    const result = schema.safeParse(data);
    if (result.success) return [result.data];
    problems.push(...schemaProblems(path, result.error));
    return [];
  };
  const settings = <T>(path: string, schema: z.ZodType<T>): T[] => {
    const file = files.find((other) => other.path === path);
    if (file === undefined) {
      problems.push(`${path}: missing; every newsletter has one, see the author's guide`);
      return [];
    }
    const { data, problem } = readYaml(file.text);
    if (problem === undefined) return checked(path, schema, data);
    problems.push(`${path}: ${problem}`);
    return [];
  };
  const [newsletter] = settings("newsletter.yaml", newsletterSchema);
  const [people] = settings("people.yaml", peopleSchema);
  const issues: Writable<ContentSource["issues"]> = [];
  const entries: Writable<ContentSource["entries"]> = [];
  for (const { path, text } of files.filter((file) => /^issues\/.*\.mdx?$/.test(file.path))) {
    const [, slug = "", name = "", extension] =
      /^issues\/([a-z0-9-]+)\/([a-z0-9-]+)\.(mdx?)$/.exec(path) ?? [];
    if (slug === "") {
      problems.push(
        `${path}: name: an entry stands in issues/<issue>/<entry>.md or .mdx, in lower-case letters, digits and hyphens; rename it`,
      );
      continue;
    }
    const { data, body, problem } = splitFrontMatter(text);
    if (problem !== undefined) {
      problems.push(`${path}: ${problem}`);
      continue;
    }
    problems.push(...bodyProblems(path, body, extension === "mdx"));
    if (name === "index") {
      for (const issue of checked(path, issueSchema, data)) {
        issues.push({ slug, data: issue, file: path });
      }
    } else {
      for (const entry of checked(path, entrySchema, data)) {
        entries.push({ id: `${slug}/${name}`, data: entry, body, file: path });
      }
    }
  }
  const source =
    newsletter === undefined || people === undefined
      ? undefined
      : { newsletter, people, issues, entries };
  return { source, problems };
}

type Writable<T> = T extends readonly (infer Item)[] ? Item[] : never;

/** One line for each issue that zod found in a file. */
export function schemaProblems(file: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const field = issue.path.map(String).join(".");
    const place = field === "" ? file : `${file}: ${field}`;
    if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
      return `${place}: missing, ${issue.expected} is expected; add it`;
    }
    if (issue.code === "unrecognized_keys") {
      return `${place}: unknown field ${issue.keys.map((key) => oneLine(key)).join(", ")}; remove it or correct its name`;
    }
    return `${place}: ${oneLine(issue.message.charAt(0).toLowerCase() + issue.message.slice(1))}`;
  });
}

interface FrontMatter {
  readonly data: unknown;
  readonly body: string;
  readonly problem?: string;
}

/** Front matter and prose of a Markdown file. */
export function splitFrontMatter(text: string): FrontMatter {
  const parts = /^\uFEFF?---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(
    text,
  );
  if (parts === null) {
    return {
      data: undefined,
      body: text,
      problem: "no front matter; open the file with its fields between two lines of ---",
    };
  }
  return { ...readYaml(parts[1] ?? ""), body: parts[2] ?? "" };
}

function readYaml(text: string): { readonly data: unknown; readonly problem?: string } {
  try {
    return { data: parse(text, { logLevel: "error" }) ?? {} };
  } catch (error) {
    return { data: undefined, problem: `no valid YAML: ${firstLine(error)}` };
  }
}

/** What the Markdown of a body gets wrong before anything is drawn. */
function bodyProblems(path: string, body: string, isMdx: boolean): string[] {
  try {
    const tree = (isMdx ? mdxToMdast : markdownToMdast)(body, { features: { directive: true } });
    const problems = directiveProblem(tree).map((problem) => `${path}: ${problem}`);
    if (!isMdx && /^<Demo\b/m.test(body)) {
      problems.push(`${path}: Demo: a demo stands only in .mdx files; rename the file`);
    }
    return problems;
  } catch (error) {
    return [`${path}: body: ${firstLine(error)}`];
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return oneLine(message.split("\n")[0] ?? "").replace(/:$/, "");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
