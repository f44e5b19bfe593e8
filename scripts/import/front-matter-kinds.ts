/** Front matter as other makers of sites write it: Jekyll, Hugo, Docusaurus, or none. */
import { parse as parseToml } from "smol-toml";

import { oneLine, readFrontMatter } from "#newsletter/front-matter.ts";
import type { Correction } from "#newsletter/schemas.ts";

import { correctionsIn } from "./corrections.ts";

/** What a foreign Markdown file says of itself. */
export interface Post {
  readonly title: string;
  /** `YYYY-MM-DD`, or nothing. */
  readonly date: string;
  readonly gist: string;
  /** The number it gives itself, as a text. */
  readonly number: string;
  readonly isDraft: boolean;
  readonly corrections: readonly Correction[];
  readonly body: string;
  /** Lines before the body. */
  readonly bodyLine: number;
  /** Fields and marks that have no place here; one line each. */
  readonly leftOut: readonly string[];
}

/** Reads a post; the file's name may begin with its day. Throws a sentence for front matter that cannot be read. */
export function readPost(text: string, path: string): Post {
  const { data, body, bodyLine } = fieldsOf(
    text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"),
    path,
  );
  const name = path.split(/[/\\]/).at(-1) ?? path;
  const leftOut: string[] = [];
  const used = new Set<string>();
  const field = (...names: readonly string[]): string => {
    for (const key of names) {
      const value = data[key];
      used.add(key);
      if (value instanceof Date) return value.toISOString().slice(0, 10);
      if (typeof value === "string" || typeof value === "number") return oneLine(String(value));
    }
    return "";
  };
  const title = field("title", "linkTitle");
  const [, heading] = /^\s*#\s+([^\n]+?)\s*#*\n/.exec(`${body}\n`) ?? [];
  // A post may be a folder of its day, with its text in `index.md`.
  const dated = /^_?index\./.test(name) ? (path.split(/[/\\]/).at(-2) ?? "") : name;
  const [, day = ""] = /^(\d{4}-\d\d-\d\d)-/.exec(dated) ?? [];
  const date = field("date", "publishDate").slice(0, 10);
  const post = {
    title: title === "" ? (heading ?? "") : title,
    date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : day,
    gist: field("gist", "description", "summary", "excerpt", "subtitle"),
    number: field("number", "issue"),
    isDraft: data["draft"] === true || data["published"] === false,
    corrections: correctionsIn(name, data["corrections"], leftOut),
    bodyLine,
  };
  for (const key of ["draft", "published", "corrections", "layout", "slug", "permalink"])
    used.add(key);
  const unused = Object.keys(data).filter((key) => !used.has(key));
  if (unused.length > 0) leftOut.push(`${name}: fields without a place here: ${unused.join(", ")}`);
  const isNamed = title === "" && heading !== undefined;
  const rest = isNamed ? body.replace(/^\s*#[^\n]*\n?/, "") : body;
  return { ...post, body: withoutMarks(rest, name, leftOut), leftOut };
}

function fieldsOf(
  text: string,
  path: string,
): { data: Readonly<Record<string, unknown>>; body: string; bodyLine: number } {
  const [head, toml] = /^\+\+\+[ \t]*\n([\s\S]*?)\n\+\+\+[ \t]*(?:\n|$)/.exec(text) ?? [];
  if (head !== undefined && toml !== undefined) {
    try {
      const data: Record<string, unknown> = parseToml(toml);
      return { data, body: text.slice(head.length), bodyLine: head.split("\n").length };
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      throw new Error(
        `${path}: its front matter is no valid TOML: ${oneLine(reason)}; correct it there`,
        { cause: error },
      );
    }
  }
  if (!/^---[ \t]*\n/.test(text)) return { data: {}, body: text, bodyLine: 1 };
  const { data, body, bodyLine, problem } = readFrontMatter(text);
  if (problem !== undefined) throw new Error(`${path}:${problem.line}: ${problem.text}`);
  return {
    data: typeof data === "object" && data !== null ? { ...data } : {},
    body,
    bodyLine,
  };
}

/** The body without what only its maker understands: template tags, short codes, imports, the end of the excerpt. Code stays as it is. */
function withoutMarks(body: string, name: string, leftOut: string[]): string {
  const fenced = body.replaceAll(
    /\{%-?\s*highlight\s+([\w+-]+)[^%]*%\}[ \t]*\n?([\s\S]*?)\n?\{%-?\s*endhighlight\s*-?%\}/g,
    "```$1\n$2\n```",
  );
  const parts = fenced.split(
    /(^[ \t]*(?:```|~~~)[\s\S]*?^[ \t]*(?:```|~~~)[`~]*[ \t]*$|`[^`\n]+`)/m,
  );
  // Every second part is code.
  return parts.map((part, i) => (i % 2 === 1 ? part : markless(part, name, leftOut))).join("");
}

function markless(prose: string, name: string, leftOut: string[]): string {
  let text = prose.replaceAll(
    /^[ \t]*(?:<!--\s*(?:truncate|more|excerpt)\s*-->|\{\/\*\s*truncate\s*\*\/\})[ \t]*\n?/gm,
    "",
  );
  for (const [kind, pattern] of [
    ["a short code", /\{\{[<%][\s\S]*?[>%]\}\}/g],
    ["a template tag", /\{%-?[\s\S]*?-?%\}/g],
    ["a template value", /\{\{[\s\S]*?\}\}/g],
    ["an attribute list", /^\{:[^}\n]*\}[ \t]*$/gm],
    ["an import", /^(?:import\s[^\n]*\sfrom\s+["'][^\n]*|import\s+["'][^\n]*)$/gm],
  ] as const) {
    const found = text.match(pattern) ?? [];
    for (const mark of found) leftOut.push(`${name}: ${kind}: ${oneLine(mark).slice(0, 160)}`);
    text = text.replaceAll(pattern, "");
  }
  return text;
}
