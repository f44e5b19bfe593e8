import type { Entry, Issue } from "./archive.ts";
import { newest } from "./dates.ts";
import type { NewsletterConfig } from "./schemas.ts";
import { word } from "./words.ts";

/** Who wrote a work, where, when, and in which issue it stands: the line under an entry's title in a list. */
export function entryFacts(
  newsletter: Pick<NewsletterConfig, "words">,
  { number }: Pick<Issue, "number">,
  entry: Entry,
): string[] {
  const facts = [
    authorsOf(entry),
    entry.venue,
    yearOf(entry),
    word(newsletter, "issue", { number }),
    entry.corrections.some(({ kind }) => kind === "retraction")
      ? word(newsletter, "retraction")
      : undefined,
  ];
  return facts.flatMap((fact) => (fact === undefined || fact === "" ? [] : [fact]));
}

/** The names on a work, as it prints them. */
export function authorsOf({ authors, andOthers }: Pick<Entry, "authors" | "andOthers">): string {
  return authors.map(({ name }) => name).join(", ") + (andOthers ? " et al." : "");
}

/** The title of a work, whatever language its summary is in. */
export function workTitle({ title, translation }: Pick<Entry, "title" | "translation">): string {
  return translation?.originalTitle ?? title;
}

/** The day on which an issue, or an entry of it, came out in its language. */
export function dayOut({ translation }: Issue | Entry, { date }: Pick<Issue, "date">): string {
  return newest(date, translation?.date === undefined ? [] : [translation.date]);
}

/** The year a work came out, four digits. */
export function yearOf({ published }: Pick<Entry, "published">): string | undefined {
  return published === undefined ? undefined : String(published).slice(0, 4);
}
