import { normalName } from "#newsletter/people.ts";

/** An entry as somebody else's file tells it: nothing resolved yet, its prose in their Markdown. */
export interface Draft {
  /** Where it was read, for the report: `row 12`. */
  readonly from: string;
  /** What it says of its issue: `AN #62`. */
  readonly issue: string;
  readonly title: string;
  readonly url: string;
  readonly authors: string;
  readonly venue: string;
  readonly year: string;
  readonly hatTip: string;
  readonly category: string;
  readonly highlight: boolean;
  readonly summarisers: string;
  readonly summary: string;
  /** An opinion of nobody named is the summariser's. */
  readonly opinions: readonly { readonly by?: string; readonly text: string }[];
  readonly prerequisites: string;
  readonly readMore: string;
  /** The one that it is a response to. */
  readonly answers?: Draft;
}

/** People as a file lists them, one by one, without footnote marks; "et al." apart. */
export interface NameList {
  readonly names: readonly string[];
  readonly andOthers: boolean;
}

/** Takes a list of names apart: commas, semicolons, `&`, and the word `and`. */
export function namesIn(text: string): NameList {
  const andOthers = /\bet\.? al\b\.?/i.test(text);
  const names = text
    .replaceAll(/,?\s*\bet\.? al\b\.?/gi, ",")
    .split(/[,;&\n]|\s+and\s+/)
    .map(bareName)
    .filter((name) => name !== "");
  return { names: [...new Set(withInitials(names))], andOthers };
}

/** Initials behind a comma belong to the name before it, as in `Lovelace, A.`; so does `Jr.` */
function withInitials(parts: readonly string[]): string[] {
  const names: string[] = [];
  for (const part of parts) {
    const last = names.at(-1);
    if (last !== undefined && /^(?:\p{Lu}\.[ -]?)+$/u.test(part)) {
      names.splice(-1, 1, `${part} ${last}`);
    } else if (last !== undefined && /^[JS]r\.?$/.test(part))
      names.splice(-1, 1, `${last} ${part}`);
    else names.push(part);
  }
  return names;
}

/** A name without `and` before it and marks such as `*` after it. */
function bareName(text: string): string {
  return normalName(text.replaceAll(/[*†‡§¶¹²³⁴⁵⁶⁷⁸⁹]+|\^\d+/g, "")).replace(/^and\s+/, "");
}
