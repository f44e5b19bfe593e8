/** What a build leaves to the next one into the same folder. */
import { resolve } from "node:path";

import { z } from "zod";

import type { Knowledge } from "./changes.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Part, Parts } from "./keeping.ts";
import { packKept, readKept } from "./kept-file.ts";
import { joinLists, type NumberLists, renumber, splitLists } from "./number-lists.ts";
import { factCount, factName, factNumber } from "./recording.ts";
import { noStamps, type StampList } from "./stamps.ts";

/** A route as it was asked. */
export interface KnownRoute {
  readonly paths: readonly string[];
  /** Numbers of facts. */
  readonly reads: Uint32Array;
}

/** A page as it was made. */
export interface MadePage {
  /** What its route gave it, as a fingerprint. */
  readonly props: string;
  /** Numbers of facts. */
  readonly reads: Uint32Array;
}

export interface KnownSitemap {
  /** The same only where its files are the same. */
  readonly key: string;
  readonly files: readonly string[];
}

export interface BuildState {
  readonly knowledge: Knowledge;
  /** Facts that modules of the program read as they are loaded. */
  readonly loading: Uint32Array;
  readonly parts: Parts;
  /** Routes by their names. */
  readonly routes: ReadonlyMap<string, KnownRoute>;
  /** Pages by their files. */
  readonly pages: ReadonlyMap<string, MadePage>;
  /** Files that came with the program. */
  readonly copies: ReadonlySet<string>;
  readonly sitemap: KnownSitemap;
  /** Of all these files, save those that the site does not keep. */
  readonly stamps: StampList;
}

const nothing: BuildState = {
  knowledge: new Map(),
  loading: new Uint32Array(),
  parts: new Map(),
  routes: new Map(),
  pages: new Map(),
  copies: new Set(),
  sitemap: { key: "", files: [] },
  stamps: noStamps,
};

interface KeptState extends Pick<BuildState, "knowledge" | "copies" | "sitemap" | "stamps"> {
  /** Names of the facts whose numbers stand in all else. */
  readonly facts: readonly string[];
  readonly parts: readonly (readonly [name: string, value: unknown])[];
  readonly routes: readonly (readonly [name: string, paths: readonly string[]])[];
  readonly pages: readonly (readonly [file: string, props: string])[];
  /** What was read by the loading, then by each part, route and page. */
  readonly reads: NumberLists;
}
const keptSchema = z.custom<KeptState>((state) => Reflect.has(Object(state), "facts"));

/** What the last build into that folder left under the same key; nothing where there was none. */
export function readState(out: string, key: string): BuildState {
  const kept = keptSchema.safeParse(readKept(fileOf(out), key));
  if (!kept.success) return nothing;
  const { facts, parts, routes, pages, reads, ...rest } = kept.data;
  renumber(reads.numbers, Uint32Array.from(facts, factNumber));
  const [loading = new Uint32Array(), ...lists] = splitLists(reads);
  const next = lists.values();
  const readsOf = (): Uint32Array => next.next().value ?? new Uint32Array();
  return {
    ...rest,
    loading,
    parts: new Map(
      parts.map(([name, value]): [string, Part] => [name, { value, reads: readsOf() }]),
    ),
    routes: new Map(routes.map(([name, paths]) => [name, { paths, reads: readsOf() }])),
    pages: new Map(pages.map(([file, props]) => [file, { props, reads: readsOf() }])),
  };
}

/** Packs it; what it gives leaves it to the next build. */
export function packState(out: string, key: string, state: BuildState): () => void {
  const { loading, parts, routes, pages, ...rest } = state;
  const made = [...parts.values(), ...routes.values(), ...pages.values()];
  const reads = joinLists([loading, ...made.map((one) => one.reads)]);
  const kept: KeptState = {
    ...rest,
    parts: Array.from(parts, ([name, { value }]) => [name, value]),
    routes: Array.from(routes, ([name, { paths }]) => [name, paths]),
    pages: Array.from(pages, ([file, { props }]) => [file, props]),
    reads,
    facts: factsIn(reads.numbers),
  };
  return packKept(fileOf(out), key, kept);
}

/** The names of the facts with these numbers, which become their places among the names: of all facts that were ever read, those that are still. */
function factsIn(numbers: Uint32Array): string[] {
  const places = new Uint32Array(factCount());
  const facts: string[] = [];
  for (const fact of numbers) {
    if (places[fact] !== 0) continue;
    facts.push(factName(fact));
    places[fact] = facts.length;
  }
  renumber(
    numbers,
    places.map((place) => place - 1),
  );
  return facts;
}

const fileOf = (out: string): string => `states/${fingerprint(resolve(out))}.bin`;
