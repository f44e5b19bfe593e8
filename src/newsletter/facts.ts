import type { Entry, Issue } from "./archive.ts";
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

/** The year a work came out, four digits. */
export function yearOf({ published }: Pick<Entry, "published">): string | undefined {
  return published === undefined ? undefined : String(published).slice(0, 4);
}
