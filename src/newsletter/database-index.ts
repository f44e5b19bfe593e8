import type { Archive, Entry } from "./archive.ts";
import { yearOf } from "./facts.ts";

/** The database as its page filters it: what rows share stands once, rows name it by its place. */
export interface DatabaseIndex {
  readonly categories: readonly Named[];
  readonly people: readonly Named[];
  /** Slug and number. */
  readonly issues: readonly (readonly [slug: string, number: number])[];
  /** Every entry, newest issue first. */
  readonly rows: readonly DatabaseIndexRow[];
}

type Named = readonly [id: string, name: string];

export type DatabaseIndexRow = readonly [
  /** Place of its issue. */
  issue: number,
  slug: string,
  title: string,
  /** Place of its category. */
  category: number,
  /** Four digits, empty where it is not known. */
  year: string,
  /** Places of the authors. */
  authors: readonly number[],
  /** 1 where the work has more authors than are named. */
  andOthers: 0 | 1,
  /** Places of the people who summarise it or give an opinion. */
  others: readonly number[],
];

/** Every entry of the archive with what its row shows and what it is filtered by. */
export function databaseIndex({ categories, people, issues }: Archive): DatabaseIndex {
  const categoryAt = placesOf(categories);
  const personAt = placesOf(people);
  const row = (entry: Entry, issue: number): DatabaseIndexRow => [
    issue,
    entry.slug,
    entry.title,
    categoryAt(entry.category.id),
    yearOf(entry) ?? "",
    entry.authors.map(({ id }) => personAt(id)),
    entry.andOthers ? 1 : 0,
    [...new Set([...entry.summarisedBy, ...entry.opinionsBy].map(({ id }) => personAt(id)))],
  ];
  return {
    categories: categories.map(({ id, title }) => [id, title]),
    people: people.map(({ id, name }) => [id, name]),
    issues: issues.map(({ slug, number }) => [slug, number]),
    rows: issues.flatMap(({ entries }, issue) => entries.map((entry) => row(entry, issue))),
  };
}

function placesOf(named: readonly { readonly id: string }[]): (id: string) => number {
  const places = new Map(named.map(({ id }, place) => [id, place]));
  return (id) => places.get(id) ?? -1;
}
