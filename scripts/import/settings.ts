/** People and categories that join the newsletter's settings. */
import { parseDocument, stringify } from "yaml";

import type { ContentSource } from "#newsletter/check.ts";
import type { ContentFile } from "#newsletter/content.ts";
import { peopleByName } from "#newsletter/people.ts";
import type { People } from "#newsletter/schemas.ts";

import type { Aliases, NewCategory } from "./aliases.ts";
import { freeId, slugFor } from "./text-key.ts";

interface Added {
  /** The changed file; none where nothing is new. */
  readonly files: readonly ContentFile[];
  readonly names: readonly string[];
}

/** `people.yaml` with those of the names that are not there yet, at its end. */
export function withPeople(
  files: readonly ContentFile[],
  names: readonly string[],
  people: People,
): Added {
  const find = peopleByName(people);
  const added = names.filter((name) => find(name) === undefined).toSorted();
  if (added.length === 0) return { files: [], names: [] };
  const taken = new Set(Object.keys(people));
  const lines = added.map((name) => {
    const id = freeId(slugFor(name, "person"), taken);
    taken.add(id);
    return stringify({ [id]: { name } }, { lineWidth: 0 });
  });
  const path = "people.yaml";
  const text = files.find((file) => file.path === path)?.text.trimEnd() ?? "";
  const kept = text === "{}" ? "" : `${text}\n`.trimStart();
  return { files: [{ path, text: `${kept}${lines.join("")}` }], names: added };
}

/** `newsletter.yaml` with those of the used categories that the aliases add, each in its section; what it says already stays as it is. */
export function withCategories(
  files: readonly ContentFile[],
  used: readonly string[],
  aliases: Aliases,
  { newsletter }: ContentSource,
): Added {
  const known = new Set(
    newsletter.sections.flatMap(({ categories }) => categories.map(({ id }) => id)),
  );
  const wanted = Object.values(aliases.categories).filter(
    (value): value is NewCategory =>
      typeof value === "object" && value !== null && used.includes(value.id),
  );
  const added = wanted.filter(
    ({ id }, i) => !known.has(id) && wanted.findIndex((other) => other.id === id) === i,
  );
  const path = "newsletter.yaml";
  const file = files.find((other) => other.path === path);
  if (file === undefined || added.length === 0) return { files: [], names: [] };
  const document = parseDocument(file.text);
  const sections = newsletter.sections.map(({ title }) => title);
  for (const { id, title, section } of added) {
    const category = document.createNode({ id, title }, { flow: true });
    const at = sections.indexOf(section);
    if (at >= 0) document.addIn(["sections", at, "categories"], category);
    else {
      sections.push(section);
      document.addIn(["sections"], document.createNode({ title: section, categories: [] }));
      document.addIn(["sections", sections.length - 1, "categories"], category);
    }
  }
  const text = document.toString({ lineWidth: 0 });
  return { files: [{ path, text }], names: added.map(({ title }) => title) };
}
