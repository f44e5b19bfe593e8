import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import type { ContentSource } from "./check.ts";
import { oneLine } from "./front-matter.ts";
import type { EntryFrontmatter } from "./schemas.ts";
import { wordKeys } from "./words.ts";

export type TranslationSource = ContentSource["translations"][number];

/** Lists of works beside the prose; an issue has none. */
type FurtherWorks = Partial<Pick<EntryFrontmatter, "prerequisites" | "readMore">>;

/** An issue or entry as far as translators have to do with it. */
export interface Original {
  readonly file: string;
  readonly data: Pick<TranslationSource["data"], "title" | "gist" | "corrections"> & FurtherWorks;
  readonly body: string;
}

/** Stands for what a translator translates: title, gist, prose, corrections and titles of further works, however its lines are broken. Twelve letters, since YAML would take some hexadecimal numbers for numbers. */
export function sourceHash({ data, body }: Original): string {
  const blocks = body.normalize("NFC").split(/\n\s*\n/);
  const text = JSON.stringify([
    data.title.normalize("NFC"),
    data.gist?.normalize("NFC") ?? "",
    data.corrections.map(({ date, kind, text: said }) => [date, kind, said.normalize("NFC")]),
    blocks.map(oneLine).filter((block) => block !== ""),
    ...furtherTitles(data),
  ]);
  const digits = bytesToHex(sha256(utf8ToBytes(text))).slice(0, 12);
  return digits.replaceAll(/./g, (digit) => "abcdefghijklmnop".charAt(parseInt(digit, 16)));
}

/** Nothing where there are none, so that an original without them keeps its hash. */
function furtherTitles({ prerequisites = [], readMore = [] }: FurtherWorks): string[][] {
  if (prerequisites.length + readMore.length === 0) return [];
  return [prerequisites, readMore].map((works) => works.map(({ title }) => title.normalize("NFC")));
}

/** Whether a text could be such a hash. */
export function isSourceHash(text: string): boolean {
  return /^[a-p]{12}$/.test(text);
}

/** Finds the issue or entry that a translation is of; undefined where there is none. */
export function originalsOf({
  issues,
  entries,
}: Pick<ContentSource, "issues" | "entries">): (target: string) => Original | undefined {
  const found = new Map<string, Original>([
    ...issues.map((issue) => [issue.slug, issue] as const),
    ...entries.map((entry) => [entry.id, entry] as const),
  ]);
  return (target) => found.get(target);
}

/** The translations that a build shows: no drafts, none of a later day, and only of what is shown itself. */
export function shownTranslations(
  { translations }: Pick<ContentSource, "translations">,
  isShown: (target: string) => boolean,
  { today, withUnpublished }: { readonly today: string; readonly withUnpublished: boolean },
): TranslationSource[] {
  return translations.filter(
    ({ target, data }) =>
      isShown(target) && (withUnpublished || (!data.draft && (data.date ?? "") <= today)),
  );
}

/** What an author should know of languages and translations without having to stop for it, one line each: what is stale, and words that a language lacks. */
export function translationHints(source: ContentSource): string[] {
  const originalOf = originalsOf(source);
  const stale = source.translations.flatMap(({ target, file, data }) => {
    const original = originalOf(target);
    if (original === undefined) return [];
    const hash = sourceHash(original);
    if (hash === data.source) return [];
    return [
      `${file}: ${original.file} has changed since this translation; bring it up to date, then write source: ${hash}`,
    ];
  });
  return [...stale.toSorted(), ...missingWords(source.newsletter)];
}

function missingWords({ languages }: ContentSource["newsletter"]): string[] {
  return Object.entries(languages).flatMap(([language, { words }]) => {
    const missing = wordKeys.filter((key) => !(key in words));
    if (missing.length === 0 || /^en(?:-|$)/.test(language)) return [];
    return [
      `newsletter.yaml: languages.${language}.words: ${missing.join(", ")}: missing, so that pages in that language say ${missing.length === 1 ? "it" : "them"} in English`,
    ];
  });
}
