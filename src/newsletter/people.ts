import type { Person } from "./archive.ts";
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
  return (name) => found.get(normalName(name));
}

/** A name as names are compared: accents in one form (Unicode NFC), white space single. */
export function normalName(name: string): string {
  return name.normalize("NFC").replaceAll(/\s+/g, " ").trim();
}
