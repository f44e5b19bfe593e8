/** An archive that tells what is read of it. */
import type { Archive, Entry, Issue } from "#newsletter/archive.ts";
import type { Edition } from "#newsletter/editions.ts";
import type { Lookups } from "#newsletter/lookups.ts";

import { factNumber, note } from "./recording.ts";

/** The facts of one thing by name, as values that can be compared. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Watched {
  /** The archive in its own language, then in each other one. */
  readonly editions: readonly [Edition, ...Edition[]];
  /** The name of one of its entries or issues, `entry 062/wrong-labels` or `issue 062`, of a translated edition `de/entry 062/wrong-labels`; undefined for anything else. */
  readonly nameOf: (value: unknown) => string | undefined;
  /** Every fact that can be read, by the thing it is about; the fact's name is the thing's, a space and the key. */
  readonly facts: ReadonlyMap<string, Facts>;
}

/** The fact that tells which keys a thing has. */
const keysFact = "(keys)";

/** The same editions, whose entries and issues note each reading of a field. */
export function watched([first, ...others]: readonly [Edition, ...Edition[]]): Watched {
  const [original, ...translated] = [watchedEdition(first), ...others.map(watchedEdition)];
  const all = [original, ...translated];
  return {
    editions: [original.edition, ...translated.map(({ edition }) => edition)],
    nameOf: (value) => {
      for (const { nameOf } of all) {
        const name = nameOf(value);
        if (name !== undefined) return name;
      }
      return undefined;
    },
    facts: new Map(all.flatMap(({ facts }) => [...facts])),
  };
}

interface WatchedEdition extends Pick<Watched, "nameOf" | "facts"> {
  readonly edition: Edition;
}

function watchedEdition(archive: Edition): WatchedEdition {
  const { root, own } = archive;
  const names = new Map<object, string>();
  for (const entry of archive.entries) names.set(entry, `${root}entry ${entry.id}`);
  for (const issue of archive.issues) names.set(issue, `${root}issue ${issue.slug}`);
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

  const entriesOf = (some: readonly Entry[]): Entry[] => some.map((one) => shown(one) as Entry);
  const issuesOf = (some: readonly Issue[]): Issue[] => some.map((one) => shown(one) as Issue);
  const namesOf = ({ issues, entries }: Pick<Archive, "issues" | "entries">): Facts => ({
    issues: issues.map((one) => names.get(one)),
    entries: entries.map((one) => names.get(one)),
  });
  const lists = {
    people: archive.people,
    categories: archive.categories,
    namedBy: archive.namedBy,
    issues: issuesOf(archive.issues),
    entries: entriesOf(archive.entries),
    own: { issues: issuesOf(own.issues), entries: entriesOf(own.entries) },
  };
  const kinds = Object.entries(archive.lookups).map(
    ([kind, found]: [string, ReadonlyMap<string, unknown>]) => {
      const thing = `${root}lookups ${kind}`;
      return { kind, thing, found: watchedMap(thing, found, shown), facts: factsOfMap(found) };
    },
  );
  const thing = `${root}archive`;
  const read = <Key extends keyof typeof lists>(key: Key): (typeof lists)[Key] => {
    note(factNumber(`${thing} ${key}`));
    return lists[key];
  };
  return {
    nameOf: (value) =>
      typeof value === "object" && value !== null
        ? (names.get(value) ?? owners.get(value))
        : undefined,
    facts: new Map<string, Facts>([
      ...[...names].map(([one, name]) => [name, factsOf(one)] as const),
      ...kinds.map((kind) => [kind.thing, kind.facts] as const),
      [
        thing,
        {
          people: archive.people,
          categories: archive.categories,
          namedBy: archive.namedBy,
          ...namesOf(archive),
          own: namesOf(own),
        },
      ],
    ]),
    edition: {
      newsletter: archive.newsletter,
      root,
      // Each kind has the same type as before.
      lookups: Object.fromEntries(
        kinds.map(({ kind, found }) => [kind, found]),
      ) as unknown as Lookups,
      get people() {
        return read("people");
      },
      get categories() {
        return read("categories");
      },
      get namedBy() {
        return read("namedBy");
      },
      get issues() {
        return read("issues");
      },
      get entries() {
        return read("entries");
      },
      get own() {
        return read("own");
      },
    },
  };
}

function factsOf(thing: object): Facts {
  return { ...thing, [keysFact]: Object.keys(thing) };
}

function factsOfMap(map: ReadonlyMap<string, unknown>): Facts {
  return { ...Object.fromEntries(map), [keysFact]: [...map.keys()] };
}

/** The same map, which notes what is asked for: what stands under a key, or which keys there are. */
function watchedMap(
  thing: string,
  map: ReadonlyMap<string, unknown>,
  shown: (value: unknown) => unknown,
): ReadonlyMap<string, unknown> {
  const get = (key: string): unknown => {
    note(factNumber(`${thing} ${key}`));
    return shown(map.get(key));
  };
  const has = (key: string): boolean => {
    note(factNumber(`${thing} ${key}`));
    return map.has(key);
  };
  const keys = (): MapIterator<string> => {
    note(factNumber(`${thing} ${keysFact}`));
    return map.keys();
  };
  const values = function* (): MapIterator<unknown> {
    for (const key of keys()) yield get(key);
  };
  const entries = function* (): MapIterator<[string, unknown]> {
    for (const key of keys()) yield [key, get(key)];
  };
  return {
    get,
    has,
    keys,
    entries,
    values,
    [Symbol.iterator]: entries,
    forEach: (call, self) => {
      for (const [key, value] of entries()) call.call(self, value, key, map);
    },
    get size() {
      keys();
      return map.size;
    },
  };
}
