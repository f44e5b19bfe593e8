/** An archive that tells what is read of it. */
import type { Archive, Entry, Issue } from "#newsletter/archive.ts";

import { factNumber, note } from "./recording.ts";

/** The facts of one thing by name, as values that can be compared. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Watched {
  readonly archive: Archive;
  /** The name of an entry or issue of that archive, `entry 062/wrong-labels` or `issue 062`; undefined for anything else. */
  readonly nameOf: (value: unknown) => string | undefined;
  /** Every fact that can be read, by the thing it is about; the fact's name is the thing's, a space and the key. */
  readonly facts: ReadonlyMap<string, Facts>;
}

/** The fact that tells which keys a thing has. */
const keysFact = "(keys)";

/** The same archive, whose entries and issues note each reading of a field. */
export function watched(archive: Archive): Watched {
  const names = new Map<object, string>();
  for (const entry of archive.entries) names.set(entry, `entry ${entry.id}`);
  for (const issue of archive.issues) names.set(issue, `issue ${issue.slug}`);
  const proxies = new Map<object, object>();
  const owners = new WeakMap<object, string>();

  const shown = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const known = proxies.get(value);
    if (known !== undefined) return known;
    const name = names.get(value);
    const made = name === undefined ? copied(value) : proxyOf(value, name);
    proxies.set(value, made);
    return made;
  };
  /** Lists and plain values stay as they are, but for the entries and issues within. */
  const copied = (value: object): object => {
    if (Array.isArray(value)) {
      const items = value.map(shown);
      return items.every((item, i) => item === value[i]) ? value : items;
    }
    const fields = Object.entries(value);
    const changed = fields.map(([key, field]) => [key, shown(field)] as const);
    return changed.every(([, field], i) => field === fields[i]?.[1])
      ? value
      : Object.fromEntries(changed);
  };
  const proxyOf = (value: object, name: string): object => {
    const fields = new Map<string, { readonly fact: number; readonly value: unknown }>();
    const fieldOf = (key: string): { readonly fact: number; readonly value: unknown } => {
      const known = fields.get(key);
      if (known !== undefined) return known;
      const field = { fact: factNumber(`${name} ${key}`), value: shown(Reflect.get(value, key)) };
      fields.set(key, field);
      return field;
    };
    const keys = factNumber(`${name} ${keysFact}`);
    const proxy = new Proxy(value, {
      get: (target, key, receiver) => {
        if (typeof key !== "string") return Reflect.get(target, key, receiver);
        const field = fieldOf(key);
        note(field.fact);
        return field.value;
      },
      has: (target, key) => {
        note(keys);
        return Reflect.has(target, key);
      },
      ownKeys: (target) => {
        note(keys);
        return Reflect.ownKeys(target);
      },
    });
    owners.set(proxy, name);
    return proxy;
  };

  const entries = archive.entries.map((entry) => shown(entry) as Entry);
  const issues = archive.issues.map((issue) => shown(issue) as Issue);
  const nameOf = (value: unknown): string | undefined =>
    typeof value === "object" && value !== null
      ? (names.get(value) ?? owners.get(value))
      : undefined;
  return {
    nameOf,
    facts: new Map([
      ...[...names].map(([thing, name]) => [name, factsOf(thing)] as const),
      [
        "archive",
        {
          people: archive.people,
          categories: archive.categories,
          issues: archive.issues.map((issue) => names.get(issue)),
          entries: archive.entries.map((entry) => names.get(entry)),
          namedBy: archive.namedBy,
        },
      ],
    ]),
    archive: {
      newsletter: archive.newsletter,
      get people() {
        note(factNumber("archive people"));
        return archive.people;
      },
      get categories() {
        note(factNumber("archive categories"));
        return archive.categories;
      },
      get namedBy() {
        note(factNumber("archive namedBy"));
        return archive.namedBy;
      },
      get issues() {
        note(factNumber("archive issues"));
        return issues;
      },
      get entries() {
        note(factNumber("archive entries"));
        return entries;
      },
    },
  };
}

function factsOf(thing: object): Facts {
  return { ...thing, [keysFact]: Object.keys(thing) };
}
