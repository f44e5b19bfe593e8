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
  const unknownWords = Object.keys(newsletter.words).filter((key) => !wordKeys.includes(key));
  return [
    ...[...twice].map(
      (id) => `newsletter.yaml: sections: two categories have the id ${id}; rename one`,
    ),
    ...unknownWords.map(
      (key) =>
        `newsletter.yaml: words.${key}: no page has such a word; ${suggestion(key, wordKeys)}`,
    ),
    ...sharedNames(people),
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
