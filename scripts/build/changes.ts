/** Which facts of an archive are others than at the last build. */
import { fingerprint } from "./fingerprint.ts";
import type { Facts } from "./watched.ts";

/** The facts of one thing, each and all together as fingerprints. */
interface Known {
  readonly whole: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** What a build has known, by the thing it is about. */
export type Knowledge = ReadonlyMap<string, Known>;

/** Fingerprints of all facts; `nameOf` gives those things a name that stand in others. Facts of a thing that is as it was are taken from `before`. */
export function knowledgeOf(
  facts: ReadonlyMap<string, Facts>,
  nameOf: (value: unknown) => string | undefined,
  before: Knowledge = new Map(),
): Knowledge {
  return new Map(
    [...facts].map(([thing, values]) => {
      const texts = Object.entries(values).map(
        ([name, value]) => [name, textOf(value, nameOf)] as const,
      );
      const whole = fingerprint(texts.flat().join("\n"));
      const known = before.get(thing);
      return [
        thing,
        known?.whole === whole
          ? known
          : {
              whole,
              facts: Object.fromEntries(texts.map(([name, text]) => [name, fingerprint(text)])),
            },
      ];
    }),
  );
}

/** A value as text, the same for the same; entries and issues within it by their names alone, since what is read of them is noted by itself. */
export function textOf(value: unknown, nameOf: (value: unknown) => string | undefined): string {
  return (
    JSON.stringify(value, (_, part: unknown) => {
      const name = nameOf(part);
      if (name !== undefined) return `@${name}`;
      return part instanceof Map || part instanceof Set ? [...part] : part;
    }) ?? "undefined"
  );
}

/** Names of the facts that are others now, came or went. */
export function changedFacts(before: Knowledge, now: Knowledge): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const thing of new Set([...before.keys(), ...now.keys()])) {
    const [old, fresh] = [before.get(thing), now.get(thing)];
    if (old?.whole === fresh?.whole) continue;
    const names = new Set([...Object.keys(old?.facts ?? {}), ...Object.keys(fresh?.facts ?? {})]);
    for (const name of names) {
      if (old?.facts[name] !== fresh?.facts[name]) changed.add(`${thing} ${name}`);
    }
  }
  return changed;
}
