import type { ContentSource } from "./check.ts";
import { normalName } from "./people.ts";
import { suggestion } from "./suggestion.ts";
import { wordKeys } from "./words.ts";

/** What `newsletter.yaml` and `people.yaml` say twice, or say to nobody. */
export function settingsProblems({ newsletter, people }: ContentSource): string[] {
  const categories = newsletter.sections.flatMap((section) =>
    section.categories.map(({ id }) => id),
  );
  const twice = new Set(categories.filter((id, i) => categories.indexOf(id) < i));
  return [
    ...[...twice].map(
      (id) => `newsletter.yaml: sections: two categories have the id ${id}; rename one`,
    ),
    ...unknownWords("words", newsletter.words),
    ...Object.entries(newsletter.languages).flatMap(([language, said]) =>
      languageProblems(language, said, newsletter),
    ),
    ...sharedNames(people),
  ];
}

function unknownWords(field: string, words: Readonly<Record<string, string>>): string[] {
  return Object.keys(words)
    .filter((key) => !wordKeys.includes(key))
    .map(
      (key) =>
        `newsletter.yaml: ${field}.${key}: no page has such a word; ${suggestion(key, wordKeys)}`,
    );
}

type Settings = ContentSource["newsletter"];

/** What a language of translations says to nobody, and one that shares its folder with another. */
function languageProblems(
  language: string,
  { words, titles }: Settings["languages"][string],
  newsletter: Settings,
): string[] {
  const field = `languages.${language}`;
  const known = newsletter.sections.flatMap(({ title, categories }) => [
    title,
    ...categories.map((category) => category.title),
  ]);
  const others = [newsletter.language, ...Object.keys(newsletter.languages)];
  const same = others.filter((other) => other.toLowerCase() === language.toLowerCase());
  return [
    ...(same.length > 1
      ? [
          `newsletter.yaml: ${field}: ${same[0] === newsletter.language ? "is the newsletter's own language" : "stands there twice"}; remove it`,
        ]
      : []),
    ...unknownWords(`${field}.words`, words),
    ...Object.keys(titles)
      .filter((title) => !known.includes(title))
      .map(
        (title) =>
          `newsletter.yaml: ${field}.titles.${title}: no section or category has this title; ${suggestion(title, known)}`,
      ),
  ];
}

function sharedNames(people: ContentSource["people"]): string[] {
  const owners = new Map<string, string>();
  return Object.entries(people).flatMap(([id, { name, spellings }]) =>
    [...new Set([name, ...spellings].map(normalName))].flatMap((spelling) => {
      const owner = owners.get(spelling);
      owners.set(spelling, id);
      return owner === undefined
        ? []
        : [`people.yaml: ${id}: "${spelling}" is also a name of ${owner}; leave it to one of them`];
    }),
  );
}
