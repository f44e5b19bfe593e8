import { languageRoot } from "./addresses.ts";
import type { Archive, Category, Issue, Thread } from "./archive.ts";
import type { ContentSource } from "./check.ts";
import { type CompileOptions, shownBy } from "./compile.ts";
import { inLanguage } from "./languages.ts";
import { type Lookups, lookupsOf } from "./lookups.ts";
import { translatorOf } from "./translated.ts";
import { shownTranslations, type TranslationSource } from "./translations.ts";

/** The newsletter in one language: what has been translated as it stands there, everything else as the original has it. */
export interface Edition extends Archive {
  /** Folder of its pages within the site; empty for the newsletter's own language. */
  readonly root: string;
  /** What has a page in this language, in the archive's order. */
  readonly own: Pick<Archive, "issues" | "entries">;
  /** What its pages ask for by name. */
  readonly lookups: Lookups;
}

/** The edition in the newsletter's own language, then one for each language that something is shown in. */
export function editionsOf(
  archive: Archive,
  source: ContentSource,
  options: CompileOptions,
): [Edition, ...Edition[]] {
  const original = { ...archive, root: "", own: archive, lookups: lookupsOf(archive) };
  if (source.translations.length === 0) return [original];
  const shown = shownTranslations(source, shownBy(source, options), options);
  return [
    original,
    ...Object.keys(archive.newsletter.languages).flatMap((language) => {
      const own = shown.filter((one) => one.language === language);
      return own.length === 0 ? [] : [editionIn(language, archive, source, own)];
    }),
  ];
}

function editionIn(
  language: string,
  archive: Archive,
  source: ContentSource,
  translations: readonly TranslationSource[],
): Edition {
  const translator = translatorOf(source, translations);
  const { titles = {} } = archive.newsletter.languages[language] ?? {};
  const titled = (title: string): string => titles[title] ?? title;
  const categoryIn = ({ id, title, section }: Category): Category => ({
    id,
    title: titled(title),
    section: titled(section),
  });
  const byId = new Map(
    archive.entries.map((original) => {
      const entry = translator.entry(original);
      return [entry.id, { ...entry, category: categoryIn(entry.category) }];
    }),
  );
  const threadIn = ({ entry, responses }: Thread): Thread => ({
    entry: byId.get(entry.id) ?? entry,
    responses: responses.map(threadIn),
  });
  const issues = archive.issues.map((issue): Issue => {
    const inside = issue.entries.map((entry) => byId.get(entry.id) ?? entry);
    return {
      ...translator.issue(issue, inside),
      highlights: issue.highlights.map(threadIn),
      sections: issue.sections.map(({ title, categories }) => ({
        title: titled(title),
        categories: categories.map(({ category, threads }) => ({
          category: categoryIn(category),
          threads: threads.map(threadIn),
        })),
      })),
    };
  });
  const entries = issues.flatMap((issue) => issue.entries);
  const translated: Archive = {
    newsletter: inLanguage(archive.newsletter, language),
    people: archive.people,
    categories: archive.categories.map(categoryIn),
    issues,
    entries,
    namedBy: archive.namedBy,
  };
  return {
    ...translated,
    lookups: lookupsOf(translated),
    root: languageRoot(language),
    own: {
      issues: issues.filter(({ translation }) => translation !== undefined),
      entries: entries.filter(({ translation }) => translation !== undefined),
    },
  };
}
