import type { ContentSource } from "#newsletter/check.ts";
import { normalName, peopleByName } from "#newsletter/people.ts";
import { slugOf } from "#newsletter/slugs.ts";

import type { Aliases, NewCategory, Proposal } from "./aliases.ts";
import { type Draft, namesIn } from "./draft.ts";
import { issueNumber, openingsByNumber } from "./issue-numbers.ts";
import type { Opening } from "./opening.ts";
import { freeId, textKey } from "./text-key.ts";

/** What the drafts say in words that are not this newsletter's own, with what they probably mean; only what the aliases do not tell yet. */
export function proposeAliases(
  drafts: readonly Draft[],
  openings: readonly Opening[],
  aliases: Aliases,
  source: ContentSource,
): Proposal {
  const opinionBy = mostFrequent(drafts.flatMap(({ summarisers }) => namesIn(summarisers).names));
  const isOrphan = drafts.some(
    ({ summarisers, opinions }) =>
      summarisers === "" && opinions.some(({ by }) => by === undefined),
  );
  const people = proposePeople(drafts, openings, aliases, source);
  return {
    ...(isOrphan && aliases.opinionBy === undefined && opinionBy !== undefined
      ? { opinionBy: people[opinionBy]?.[0] ?? opinionBy }
      : {}),
    people,
    categories: proposeCategories(drafts, aliases, source),
    issues: proposeIssues(drafts, openings, aliases, source),
  };
}

/** How many aliases a proposal has. */
export function proposalSize({ people, categories, issues, opinionBy }: Proposal): number {
  return (
    [people, categories, issues].reduce((sum, part) => sum + Object.keys(part).length, 0) +
    (opinionBy === undefined ? 0 : 1)
  );
}

/** Pairs with a slash, first names, and spellings that differ in case, accents, dots or middle initials; none at all is proposed as nobody. */
function proposePeople(
  drafts: readonly Draft[],
  openings: readonly Opening[],
  aliases: Aliases,
  { people }: ContentSource,
): Proposal["people"] {
  const correctors = openings.flatMap(({ corrections = [] }) =>
    corrections.flatMap(({ by }) => by ?? []),
  );
  const written = drafts.flatMap(({ authors, summarisers, opinions }) => [
    authors,
    ...(summarisers === "" ? [] : [summarisers]),
    ...opinions.flatMap(({ by }) => by ?? []),
  ]);
  const texts = [...written, ...correctors];
  const told = new Set(Object.keys(aliases.people).map(normalName));
  const find = peopleByName(people);
  const counts = counted(
    texts
      .filter((text) => !told.has(normalName(text)))
      .flatMap((text) => namesIn(text).names)
      .filter((name) => !told.has(name)),
  );
  const known = Object.values(people).map(({ name }) => name);
  const frequent = byCount(counts).toSorted((a, b) => capitals(b) - capitals(a));
  const full = [...known, ...frequent].filter((name) => /\s/.test(name) && !/\//.test(name));
  const byKey = grouped(full, nameKey);
  const byFirst = grouped(full, (name) => nameKey(name.split(" ")[0] ?? ""));
  const meant = (name: string): string =>
    find(name)?.name ??
    (/\s/.test(name) ? byKey.get(nameKey(name))?.[0] : byFirst.get(nameKey(name))?.[0]) ??
    name;
  const proposed = [...counts.keys()].flatMap((name): [string, string[]][] => {
    if (find(name) !== undefined) return [];
    const parts = name.split("/").map(normalName).filter(Boolean).map(meant);
    return parts.length === 1 && parts[0] === name ? [] : [[name, parts]];
  });
  const hasNobody = !told.has("") && texts.some((text) => namesIn(text).names.length === 0);
  return Object.fromEntries([...(hasNobody ? [["", []] as const] : []), ...proposed]);
}

/** 1 for a name that opens with a capital, else 0. */
function capitals(name: string): number {
  return /^\p{Lu}/u.test(name) ? 1 : 0;
}

/** Case variants of one category become one; a category there is not yet is proposed with a section of its own. */
function proposeCategories(
  drafts: readonly Draft[],
  aliases: Aliases,
  { newsletter }: ContentSource,
): Proposal["categories"] {
  const known = newsletter.sections.flatMap(({ categories }) => categories);
  const ids = new Map(
    known.flatMap(({ id, title }) => [
      [textKey(title), id],
      [id, id],
    ]),
  );
  const counts = counted(drafts.map(({ category }) => normalName(category)));
  const proposed: [string, string | NewCategory | null][] = [];
  for (const value of Object.values(aliases.categories)) {
    if (typeof value === "object" && value !== null) ids.set(textKey(value.title), value.id);
  }
  for (const written of byCount(counts)) {
    if (written in aliases.categories) continue;
    if (known.some(({ id, title }) => id === written || title === written)) continue;
    const id = ids.get(textKey(written));
    const own = freeId(slugOf(written), new Set(ids.values()));
    if (id !== undefined) proposed.push([written, id]);
    else if (written === "" || own === "") proposed.push([written, null]);
    else {
      ids.set(textKey(written), own);
      proposed.push([written, { id: own, title: written, section: written }]);
    }
  }
  return Object.fromEntries(proposed);
}

/** Issues whose number or day is not told; files without a number go on from the last, by their days. */
function proposeIssues(
  drafts: readonly Draft[],
  openings: readonly Opening[],
  aliases: Aliases,
  { newsletter, issues }: ContentSource,
): Proposal["issues"] {
  const told = openingsByNumber(openings, aliases, newsletter);
  const written = [...openings, ...drafts].map(({ issue }) => issue);
  const numbers = [
    ...issues.map(({ data }) => data.number),
    ...written.flatMap((issue) => issueNumber(issue, newsletter) ?? []),
    ...Object.values(aliases.issues).flatMap((issue) => issue?.number ?? []),
  ];
  let last = Math.max(0, ...numbers);
  const byDay = new Map(
    openings
      .toSorted((a, b) => compareText(a.date ?? "9999", b.date ?? "9999"))
      .map((opening) => [opening.issue, opening.date ?? null]),
  );
  const names = [...new Set([...byDay.keys(), ...written])];
  const proposed = names.flatMap((issue): [string, Proposal["issues"][string]][] => {
    if (issue in aliases.issues) return [];
    const number = issueNumber(issue, newsletter);
    if (number === undefined) {
      const date = byDay.get(issue);
      if (date === undefined) return [[issue, null]];
      last += 1;
      return [[issue, { number: last, date }]];
    }
    const isDated =
      aliases.rhythm !== undefined ||
      issues.some(({ data }) => data.number === number) ||
      told.get(number)?.date !== undefined;
    return isDated ? [] : [[issue, { number, date: null }]];
  });
  return Object.fromEntries(
    proposed.toSorted(([, a], [, b]) => (a?.number ?? 0) - (b?.number ?? 0)),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A name without case, accents, dots and middle initials. */
function nameKey(name: string): string {
  const words = textKey(name).split(" ");
  return words.filter((word, i) => i === 0 || i === words.length - 1 || word.length > 1).join(" ");
}

function counted(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function byCount(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([text]) => text);
}

function mostFrequent(texts: readonly string[]): string | undefined {
  return byCount(counted(texts))[0];
}

function grouped(
  names: readonly string[],
  key: (name: string) => string,
): Map<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) groups.set(key(name), [...(groups.get(key(name)) ?? []), name]);
  return groups;
}
