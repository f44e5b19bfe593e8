import type { Citation, Entry, Issue, Translation } from "./archive.ts";
import { bodyFacts } from "./body.ts";
import type { ContentSource } from "./check.ts";
import { citationsOf } from "./citations.ts";
import { minutesOf, signed } from "./compile.ts";
import { peopleByName } from "./people.ts";
import { originalsOf, sourceHash, type TranslationSource } from "./translations.ts";
import { formatOf } from "./tree.ts";

type Works = Entry["readMore"];

/** Puts issues and entries into one language, as far as there are translations. */
export interface Translator {
  readonly entry: (original: Entry) => Entry;
  /** `entries` are its own, translated as far as they are. */
  readonly issue: (original: Issue, entries: readonly Entry[]) => Issue;
}

/** The translator of these translations, all into one language. */
export function translatorOf(
  source: ContentSource,
  translations: readonly TranslationSource[],
): Translator {
  const byTarget = new Map(translations.map((one) => [one.target, one]));
  const find = peopleByName(source.people);
  const people = (names: readonly string[]) => names.flatMap((name) => find(name) ?? []);
  const originalOf = originalsOf(source);
  const note = ({ target, language, data }: TranslationSource): Translation => {
    const original = originalOf(target);
    return {
      language,
      date: data.date,
      by: people(data.translatedBy),
      originalTitle: original?.data.title ?? data.title,
      isStale: original !== undefined && sourceHash(original) !== data.source,
    };
  };
  const citing = citationsOf(
    {
      ...source,
      entries: translations
        .filter(({ target }) => target.includes("/"))
        .map((one) => ({ ...one, id: one.target })),
    },
    () => true,
  );
  /** What names a page, as this language has it. */
  const citedBy = (target: string, originals: readonly Citation[]): Citation[] =>
    originals.map((one) => {
      const title = byTarget.get(one.id)?.data.title;
      if (title === undefined) return one;
      return citing(target).find(({ id }) => id === one.id) ?? { ...one, title, sentences: [] };
    });
  return {
    entry: (original) => {
      const translation = byTarget.get(original.id);
      const named = { ...original, citedBy: citedBy(original.id, original.citedBy) };
      if (translation === undefined) return named;
      const { file, data, body } = translation;
      const facts = bodyFacts(body, formatOf(file));
      return {
        ...named,
        title: data.title,
        ...(data.gist !== undefined && { gist: data.gist }),
        prerequisites: translatedWorks(original.prerequisites, data.prerequisites),
        readMore: translatedWorks(original.readMore, data.readMore),
        corrections: signed(data.corrections, find),
        opinionsBy: people(facts.opinionsBy),
        opinions: facts.opinions.flatMap(({ by, text }) =>
          people([by]).map((one) => ({ by: one, text })),
        ),
        experiments: facts.experiments,
        formulas: facts.formulas,
        wordCount: facts.wordCount,
        translation: note(translation),
      };
    },
    issue: (original, entries) => {
      const translation = byTarget.get(original.slug);
      const named = { ...original, citedBy: citedBy(original.slug, original.citedBy), entries };
      if (translation === undefined) return named;
      const { file, data, body } = translation;
      const { wordCount, experiments, formulas } = bodyFacts(body, formatOf(file));
      return {
        ...named,
        title: data.title,
        gist: data.gist ?? original.gist,
        corrections: signed(data.corrections, find),
        experiments,
        formulas,
        readingMinutes: minutesOf(entries.reduce((sum, one) => sum + one.wordCount, wordCount)),
        translation: note(translation),
      };
    },
  };
}

/** Works under their titles in a language, each at the original's address where it gives none of its own. */
function translatedWorks(originals: Works, translated: Works | undefined): Works {
  return originals.map((one, i) => ({ ...one, ...translated?.[i] }));
}
