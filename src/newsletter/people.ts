import type { Archive, Person } from "./archive.ts";
import type { People } from "./schemas.ts";

/** The finder of each list of people, made once: every name of an archive asks for it. */
const finders = new WeakMap<People, (name: string) => Person | undefined>();

/** Finds a person by name or by another spelling; undefined when nobody is called so. */
export function peopleByName(people: People): (name: string) => Person | undefined {
  const known = finders.get(people) ?? finderOf(people);
  finders.set(people, known);
  return known;
}

function finderOf(people: People): (name: string) => Person | undefined {
  const found = new Map<string, Person>();
  for (const [id, { name, spellings, url }] of Object.entries(people)) {
    const person: Person = { id, name, ...(url === undefined ? {} : { url }) };
    for (const spelling of [name, ...spellings]) found.set(normalName(spelling), person);
  }
  return (name) => found.get(name) ?? found.get(normalName(name));
}

/** A name as names are compared: accents in one form (Unicode NFC), white space single. */
export function normalName(name: string): string {
  return name.normalize("NFC").replaceAll(/\s+/g, " ").trim();
}

/** The people whom most entries name, at most so many, in the archive's order. */
export function busiestPeople({ people, entries }: Archive, most: number): Person[] {
  const counts = new Map<string, number>();
  for (const { authors, summarisedBy, opinionsBy } of entries) {
    for (const { id } of [...authors, ...summarisedBy, ...opinionsBy])
      counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const busiest = people
    .toSorted((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0))
    .slice(0, most);
  const kept = new Set(busiest.map(({ id }) => id));
  return people.filter(({ id }) => kept.has(id));
}
