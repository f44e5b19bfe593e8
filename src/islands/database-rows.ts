import type { DatabaseIndex, DatabaseIndexRow } from "#newsletter/database-index.ts";

import type { Asked } from "./asked.ts";

/** A row of the database as it is shown and compared. */
export interface TableRow {
  readonly title: string;
  readonly authors: string;
  readonly year: string;
  readonly category: readonly [id: string, name: string];
  readonly issue: readonly [slug: string, number: number];
  readonly slug: string;
  /** Names of everyone it names, in lower case. */
  readonly people: readonly string[];
  /** What a search for words looks through, in lower case. */
  readonly text: string;
}

/** The whole database, newest issue first. */
export async function loadRows(root: string): Promise<{
  readonly rows: readonly TableRow[];
  readonly people: DatabaseIndex["people"];
}> {
  const response = await fetch(`${root}database/rows.json`);
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  const index = (await response.json()) as DatabaseIndex;
  return { rows: index.rows.map((row) => tableRow(row, index)), people: index.people };
}

function tableRow(
  [issue, slug, title, category, year, authors, andOthers, others]: DatabaseIndexRow,
  { issues, categories, people }: DatabaseIndex,
): TableRow {
  const name = (place: number): string => people[place]?.[1] ?? "";
  const shown = authors.map(name).join(", ") + (andOthers === 1 ? " et al." : "");
  const [id, categoryName] = categories[category] ?? ["", ""];
  const [folder, number] = issues[issue] ?? ["", 0];
  return {
    title,
    authors: shown,
    year,
    category: [id, categoryName],
    issue: [folder, number],
    slug,
    people: [...authors, ...others].map((place) => name(place).toLowerCase()),
    text: `${title}\n${shown}\n${categoryName}\n${year}\n${number}`.toLowerCase(),
  };
}

/** The rows that fit, in the order asked for; a name that is somebody's whole name means that person alone. */
export function rowsFor(rows: readonly TableRow[], asked: Asked): TableRow[] {
  const words = (asked["text"] ?? "").toLowerCase().split(/\s+/);
  const person = (asked["person"] ?? "").toLowerCase();
  const isWhole = rows.some(({ people }) => people.includes(person));
  const fits = (row: TableRow): boolean =>
    words.every((part) => row.text.includes(part)) &&
    (asked["category"] ?? row.category[0]) === row.category[0] &&
    (asked["year"] ?? row.year) === row.year &&
    (person === "" ||
      row.people.some((name) => (isWhole ? name === person : name.includes(person))));
  return inOrder(rows.filter(fits), asked["order"]);
}

function inOrder(rows: TableRow[], order: string | undefined): TableRow[] {
  if (order === "oldest") return rows.toReversed();
  if (order === "year") return rows.toSorted((a, b) => Number(b.year) - Number(a.year));
  if (order !== "title") return rows;
  const { compare } = new Intl.Collator(document.documentElement.lang);
  return rows.toSorted((a, b) => compare(a.title, b.title));
}
