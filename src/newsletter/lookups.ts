import type { Archive, Entry, Issue } from "./archive.ts";

/** What the pages of an archive ask for by name, found without walking through it: a page costs the same however long the archive is. */
export interface Lookups {
  /** By id. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** By slug. */
  readonly issues: ReadonlyMap<string, Issue>;
  /** Entries that answer an entry, by its id; reading order, newest issue first, as all lists here. */
  readonly answers: ReadonlyMap<string, readonly Entry[]>;
  /** By id of an entry, others that its prose names or that it answers. */
  readonly works: ReadonlyMap<string, readonly Entry[]>;
  /** By id of the category; none is empty. */
  readonly categories: ReadonlyMap<string, readonly Entry[]>;
  /** Entries that name a person in any role, by id; none is empty. */
  readonly people: ReadonlyMap<string, readonly Entry[]>;
}

/** The lookups of an archive. */
export function lookupsOf({ entries, issues, namedBy }: Archive): Lookups {
  const answers = groups(entries, ({ respondsTo }) =>
    respondsTo === undefined ? [] : [respondsTo],
  );
  return {
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    issues: new Map(issues.map((issue) => [issue.slug, issue])),
    answers,
    works: groups(entries, ({ id }) =>
      [...(namedBy.get(id) ?? []), ...(answers.get(id) ?? []).map((answer) => answer.id)].filter(
        (other) => other !== id,
      ),
    ),
    categories: groups(entries, ({ category }) => [category.id]),
    people: groups(entries, ({ authors, summarisedBy, opinionsBy }) =>
      [...authors, ...summarisedBy, ...opinionsBy].map(({ id }) => id),
    ),
  };
}

/** Entries under each of their keys, in order, each once. */
function groups(
  entries: readonly Entry[],
  keysOf: (entry: Entry) => readonly string[],
): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry))) {
      const group = found.get(key);
      if (group === undefined) found.set(key, [entry]);
      else group.push(entry);
    }
  }
  return found;
}
