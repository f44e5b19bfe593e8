import { oneLine } from "#newsletter/front-matter.ts";
import type { NewsletterConfig } from "#newsletter/schemas.ts";

import type { AliasedIssue, Aliases } from "./aliases.ts";
import type { Opening } from "./opening.ts";

/** The issue's number in `AN #62`, `#62` or `62`, the words before it being the newsletter's own; undefined for anything else. */
export function issueNumber(
  text: string,
  { references }: Pick<NewsletterConfig, "references">,
): number | undefined {
  const line = oneLine(text);
  const prefix = references === undefined ? "" : oneLine(references.prefix);
  const bare = line.startsWith(prefix) ? line.slice(prefix.length) : line;
  const [, digits] = /^\s*(?:issue\s*)?#?\s*0*([1-9]\d{0,5})$/i.exec(bare) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The issue that a foreign file means; undefined where it is left out or cannot be told. */
export function issueMeant(
  text: string,
  aliases: Aliases,
  newsletter: Pick<NewsletterConfig, "references">,
): (Partial<AliasedIssue> & { readonly number: number }) | undefined {
  const aliased = aliases.issues[text];
  if (aliased === null) return undefined;
  const number = aliased?.number ?? issueNumber(text, newsletter);
  return number === undefined ? undefined : { ...aliased, number };
}

/** The day of an issue: its own, else by the rhythm; undefined where neither is told. */
export function issueDay(
  issue: Partial<AliasedIssue> & { readonly number: number },
  { rhythm }: Aliases,
): string | undefined {
  if (issue.date !== undefined && issue.date !== null) return issue.date;
  if (rhythm === undefined) return undefined;
  const day = new Date(`${rhythm.date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + (issue.number - rhythm.number) * rhythm.days);
  return day.toISOString().slice(0, 10);
}

/** What files tell of issues, by the issues' numbers; of several of one number, the first. */
export function openingsByNumber(
  openings: readonly Opening[],
  aliases: Aliases,
  newsletter: Pick<NewsletterConfig, "references">,
): ReadonlyMap<number, Opening> {
  const told = new Map<number, Opening>();
  for (const opening of openings) {
    const number = issueMeant(opening.issue, aliases, newsletter)?.number;
    if (number !== undefined && !told.has(number)) told.set(number, opening);
  }
  return told;
}
