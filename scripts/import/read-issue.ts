/** Issues from Markdown, HTML and plain text. */
import { parseDocument } from "htmlparser2";
import sanitizeHtml from "sanitize-html";

import { oneLine } from "#newsletter/front-matter.ts";
import type { Correction, NewsletterConfig } from "#newsletter/schemas.ts";

import type { Aliases } from "./aliases.ts";
import { readPost } from "./front-matter-kinds.ts";
import { htmlMarkdown } from "./html-markdown.ts";
import { type IssueText, issueText, type Writing } from "./issue-text.ts";
import type { Opening } from "./opening.ts";
import { readText } from "./read-text.ts";

/** An issue as its file tells it. */
export interface ReadIssue {
  readonly opening: Opening;
  readonly drafts: IssueText["drafts"];
  /** What has no place here; one line each. */
  readonly leftOut: readonly string[];
}

/** Reads an issue of any of the three kinds, by the file's ending; `name` is what the report and the aliases call it. */
export function readIssue(
  path: string,
  name: string,
  newsletter: Pick<NewsletterConfig, "sections" | "references">,
  aliases: Aliases,
): ReadIssue {
  const text = readText(path).replaceAll("\r\n", "\n");
  const { writing, body, leftOut, ...told } = parts(text, path);
  const { number, title } = numbered(told.title);
  const issue = told.number || number || name;
  const read = issueText(body, {
    issue,
    from: name,
    writing,
    headings: [
      "Highlights",
      ...newsletter.sections.flatMap((section) => [
        section.title,
        ...section.categories.map((category) => category.title),
      ]),
      ...Object.keys(aliases.categories),
    ].filter((heading) => heading !== ""),
  });
  return {
    opening: {
      issue,
      from: name,
      ...(title === "" ? {} : { title }),
      ...(told.date === "" ? {} : { date: told.date }),
      ...(told.gist === "" ? {} : { gist: told.gist }),
      ...(told.isDraft ? { draft: true } : {}),
      corrections: told.corrections,
      text: read.opening,
    },
    drafts: read.drafts,
    leftOut: [...leftOut, ...read.astray],
  };
}

interface Parts {
  readonly title: string;
  readonly date: string;
  readonly gist: string;
  readonly number: string;
  readonly isDraft: boolean;
  readonly corrections: readonly Correction[];
  readonly body: string;
  readonly writing: Writing;
  readonly leftOut: readonly string[];
}

function parts(text: string, path: string): Parts {
  if (/\.(?:md|mdx|markdown)$/i.test(path)) {
    const post = readPost(text, path);
    // Lines of the report are those of the file.
    return { ...post, body: "\n".repeat(post.bodyLine - 1) + post.body, writing: "markdown" };
  }
  const none = { date: "", gist: "", number: "", isDraft: false, corrections: [], leftOut: [] };
  if (/\.html?$/i.test(path)) return { ...none, ...htmlParts(text), writing: "markdown" };
  const [, title = ""] = /^\s*([^\n]+)/.exec(text) ?? [];
  return {
    ...none,
    title: oneLine(title),
    body: text.replace(/^\s*[^\n]+/, (head) => head.replaceAll(/[^\n]/g, "")),
    writing: "plain",
  };
}

/** Title, day and prose of a page. */
function htmlParts(html: string): Pick<Parts, "title" | "date" | "body"> {
  const words = (pattern: RegExp): string =>
    oneLine(sanitizeHtml(pattern.exec(html)?.[1] ?? "", { allowedTags: [] }));
  const heading = words(/<h1[^>]*>([\s\S]*?)<\/h1>/i);
  const [, date = ""] =
    /<time[^>]*datetime="(\d{4}-\d\d-\d\d)/i.exec(html) ??
    /<meta[^>]*(?:date|published)[^>]*content="(\d{4}-\d\d-\d\d)/i.exec(html) ??
    [];
  const prose = /<(article|main|body)[^>]*>([\s\S]*)<\/\1>/i.exec(html)?.[2] ?? html;
  return {
    title: plain(heading === "" ? words(/<title[^>]*>([\s\S]*?)<\/title>/i) : heading),
    date,
    body: htmlMarkdown(prose.replace(/<h1[^>]*>[\s\S]*?<\/h1>/i, "")),
  };
}

/** A text whose entities are letters. */
function plain(text: string): string {
  const [node] = parseDocument(text).children;
  return node !== undefined && "data" in node ? node.data : text;
}

/** `[AN #62] Title`, `AN #62: Title` or `#62 Title` taken apart. */
function numbered(text: string): { readonly number: string; readonly title: string } {
  const [, number, title] =
    /^\[?[\p{L} ]{0,20}#(\d{1,6})\]?\s*[:–—-]?\s*(.*)$/u.exec(oneLine(text)) ?? [];
  return number === undefined
    ? { number: "", title: oneLine(text) }
    : { number: String(Number(number)), title: title ?? "" };
}
