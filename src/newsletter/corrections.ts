import type { Issue } from "./archive.ts";
import { dayInWords } from "./dates.ts";
import type { Correction, NewsletterConfig } from "./schemas.ts";
import { word } from "./words.ts";

/** Where readers find the corrections of a text: what takes it back above it, what concerns a passage under that, the others at its end. */
export interface PlacedCorrections {
  readonly above: readonly Correction[];
  readonly within: readonly Correction[];
  readonly below: readonly Correction[];
}

/** Each in its place, oldest first. */
export function placed(corrections: readonly Correction[]): PlacedCorrections {
  const inOrder = corrections.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return {
    above: inOrder.filter(isAbove),
    within: inOrder.filter(({ where }) => where !== undefined),
    below: inOrder.filter((one) => !isAbove(one) && one.where === undefined),
  };
}

function isAbove({ kind }: Correction): boolean {
  return kind === "retraction";
}

/** What it is, of what day and by whom, in words of the newsletter. */
export function correctionLabel(
  newsletter: Pick<NewsletterConfig, "language" | "words">,
  { kind, date, by }: Correction,
): string {
  const places = { kind: word(newsletter, kind), date: dayInWords(date, newsletter.language) };
  return by === undefined
    ? word(newsletter, "correctionOf", places)
    : word(newsletter, "correctionBy", { ...places, name: by });
}

/** Whether a passage says these words; marks, spaces and capitals are all one. */
export function saysWords(passage: string, words: string): boolean {
  return letters(passage).includes(letters(words));
}

function letters(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

/** The days on which an issue or one of its entries was corrected. */
export function correctionDays({ corrections, entries }: Issue): string[] {
  return [corrections, ...entries.map((entry) => entry.corrections)].flat().map(({ date }) => date);
}
