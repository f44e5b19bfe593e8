/** Takes an issue's text apart: opening, headings, entries with their opinions and links. */
import { oneLine } from "#newsletter/front-matter.ts";

import type { Draft } from "./draft.ts";
import { textKey } from "./text-key.ts";

/** How an issue is written: Markdown marks headings and links, plain text does not. */
export type Writing = "markdown" | "plain";

export interface IssueText {
  readonly opening: string;
  readonly drafts: readonly Draft[];
  /** Paragraphs that belong to no entry; one line each. */
  readonly astray: readonly string[];
}

export interface IssueTextOptions {
  /** What the issue is called in its file, for the drafts. */
  readonly issue: string;
  /** Where it is, for the report. */
  readonly from: string;
  readonly writing: Writing;
  /** Titles that head a part of an issue. */
  readonly headings: readonly string[];
}

type Part = "summary" | "opinion";

interface Growing {
  readonly draft: Draft;
  readonly summary: string[];
  readonly opinions: { readonly by: string; readonly text: string[] }[];
  part: Part;
  prerequisites: string;
  readMore: string;
}

/** The entries of an issue, in order; a response follows the entry it answers. A text without entries is all opening. */
export function issueText(text: string, options: IssueTextOptions): IssueText {
  const opening: string[] = [];
  const entries: Growing[] = [];
  const astray: string[] = [];
  let heading = "";
  let current: Growing | undefined;
  let lead: Draft | undefined;
  for (const { block, line } of blocks(text)) {
    const from = `${options.from}:${line}`;
    const [, label, said = ""] = labelled.exec(block) ?? [];
    const opinion = opinionStart.exec(block)?.groups;
    const isInside = current !== undefined && (label !== undefined || opinion !== undefined);
    const title = isInside
      ? undefined
      : headingOf(block, options, heading === "" && entries.length === 0);
    const start = title === undefined ? entryStart(block, options.writing) : undefined;
    if (title !== undefined) {
      heading = title;
      current = undefined;
    } else if (opinion !== undefined && current !== undefined) {
      current.part = "opinion";
      current.opinions.push({ by: opinion["by"] ?? "", text: [opinion["text"] ?? ""] });
    } else if (label !== undefined && current !== undefined) {
      if (/^read/i.test(label)) current.readMore = said;
      else current.prerequisites = said;
    } else if (start !== undefined) {
      const { isResponse, summary, ...told } = start;
      const draft = newDraft({
        ...told,
        from,
        issue: options.issue,
        category: heading,
        highlight: textKey(heading) === "highlights" && !(isResponse && lead !== undefined),
        ...(isResponse && lead !== undefined ? { answers: lead } : {}),
      });
      if (!isResponse) lead = draft;
      current = {
        draft,
        summary: [summary],
        opinions: [],
        part: "summary",
        prerequisites: "",
        readMore: "",
      };
      entries.push(current);
    } else if (current !== undefined) {
      (current.part === "summary" ? current.summary : (current.opinions.at(-1)?.text ?? [])).push(
        block,
      );
    } else if (entries.length === 0 && heading === "") {
      opening.push(block);
    } else {
      astray.push(
        `${from}: under "${heading}" and part of no entry: "${oneLine(block).slice(0, 60)}"`,
      );
    }
  }
  // A post that summarises no work is an opening, headings and all.
  if (entries.length === 0) return { opening: text.trim(), drafts: [], astray: [] };
  return { opening: opening.join("\n\n"), drafts: entries.map(finished), astray };
}

function finished({ draft, summary, opinions, prerequisites, readMore }: Growing): Draft {
  // The draft itself is what its responses answer.
  return Object.assign(draft, {
    summary: summary.join("\n\n").trim(),
    opinions: opinions.map(({ by, text }) => ({ by, text: text.join("\n\n").trim() })),
    prerequisites,
    readMore,
  });
}

function newDraft(
  told: Pick<
    Draft,
    "from" | "issue" | "title" | "url" | "authors" | "category" | "highlight" | "summarisers"
  > & { readonly answers?: Draft },
): Draft {
  return {
    ...told,
    venue: "",
    year: "",
    hatTip: "",
    summary: "",
    opinions: [],
    prerequisites: "",
    readMore: "",
  };
}

/** Paragraphs with the lines on which they begin. */
function blocks(text: string): { readonly block: string; readonly line: number }[] {
  const lines = text.split("\n");
  const found: { block: string; line: number }[] = [];
  let isOpen = false;
  let fence = false;
  for (const [i, line] of lines.entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) fence = !fence;
    const last = found.at(-1);
    // They open lines of their own, also where no empty one stands before.
    if (!fence && (labelled.test(line) || opinionStart.test(line))) isOpen = false;
    if (line.trim() === "" && !fence) isOpen = false;
    else if (isOpen && last !== undefined) last.block += `\n${line}`;
    else {
      found.push({ block: line, line: i + 1 });
      isOpen = true;
    }
  }
  return found;
}

const labelled = /^[*_]{0,3}(Read more|Prerequisites?|Read first)[*_]{0,3}:[*_]{0,3}\s*([\s\S]*)$/i;
const opinionStart =
  /^[*_]{0,3}(?<by>[^:\n]{1,60}?)['’]s?\s+opinions?[*_]{0,3}:[*_]{0,3}\s*(?<text>[\s\S]*)$/i;

/** The words of a block that heads a part of the issue. */
function headingOf(
  block: string,
  { writing, headings }: IssueTextOptions,
  isOpening: boolean,
): string | undefined {
  const [, marked] = /^#{1,6}\s+([^\n]+?)\s*#*$/.exec(block) ?? [];
  const [, bold] = /^(?:\*\*|__)([^*_\n]+)(?:\*\*|__)$/.exec(block) ?? [];
  const words = oneLine(marked ?? bold ?? block);
  if (headings.some((heading) => textKey(heading) === textKey(words))) return words;
  // A heading may be an entry's title.
  if (entryStart(words, writing) !== undefined) return undefined;
  if (marked !== undefined || bold !== undefined)
    return isOpening && /^#\s/.test(block) ? undefined : words;
  if (writing === "markdown" || isOpening || /\n/.test(block)) return undefined;
  return words.length <= 60 && !/[.!?:;,]$|https?:/.test(words) ? words : undefined;
}

interface EntryStart {
  readonly title: string;
  readonly url: string;
  readonly authors: string;
  readonly summarisers: string;
  readonly summary: string;
  readonly isResponse: boolean;
}

/** `[Title](url) (Authors) (summarized by X): …`, in plain text without the address; undefined for any other block. */
function entryStart(block: string, writing: Writing): EntryStart | undefined {
  const bare = block.replace(/^#{1,6}\s+/, "").replace(/^[*_]+(?=\[)/, "");
  const linked =
    /^(?<response>Response:\s*)?(?:[*_]*)\[(?<title>(?:[^[\]\\]|\\.)+)\]\((?<url>\S+?)\)[*_]*(?<rest>[\s\S]*)$/i.exec(
      bare,
    )?.groups;
  const plain =
    writing === "plain"
      ? /^(?<response>Response:\s*)?(?<title>[^\n]{3,200}?)(?<rest>\s\([^()\n]{2,200}\)(?:\s\(summari[sz]ed by [^()\n]+\))?(?:\s*:\s[\s\S]*|\s*))$/i.exec(
          bare,
        )?.groups
      : undefined;
  const found = linked ?? plain;
  if (found === undefined) return undefined;
  const told = afterTitle.exec(found["rest"] ?? "")?.groups;
  if (told === undefined) return undefined;
  const written = oneLine(found["title"] ?? "").replaceAll(/\\([[\]_*])/g, "$1");
  const title = written.replace(/^Response:\s*/i, "");
  if (linked === undefined && !isNamedWork(title, told)) return undefined;
  return {
    title,
    url: found["url"] ?? "",
    authors: told["authors"] ?? "",
    summarisers: told["by"] ?? "",
    summary: (told["summary"] ?? "").trim(),
    isResponse: found["response"] !== undefined || title !== written,
  };
}

/** Whether words and brackets in plain text are a title and its authors: no sentence, and names, more than one word of them where nothing follows. */
function isNamedWork(
  title: string,
  { authors = "", summary }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (/[.!?]\s/.test(title) || !/^(?:\p{Lu}|\p{Lo})/u.test(authors)) return false;
  return summary !== undefined || /\s/.test(authors);
}

/** Authors and summarisers between brackets, then nothing or a colon and the summary. */
const afterTitle =
  /^\s*[*_]*\((?<authors>(?!summari)[^()\n]{2,300})\)[*_]*(?:\s*[*_]*\(summari[sz]ed by (?<by>[^()\n]+)\)[*_]*)?[*_]*(?:\s*:[*_]*\s*(?<summary>[\s\S]*)|\s*)$/i;
