/** What a build leaves to the next one into the same folder. */
import { resolve } from "node:path";

import { z } from "zod";

import type { Knowledge } from "./changes.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Part, Parts } from "./keeping.ts";
import { packKept, readKept } from "./kept-file.ts";
import { factName, factNumber } from "./recording.ts";
import type { FileStamp } from "./site-writer.ts";

/** A page as it was made. */
export interface MadePage {
  /** What its route gave it. */
  readonly props: string;
  /** Numbers of facts. */
  readonly reads: Uint32Array;
}

export interface BuildState {
  readonly knowledge: Knowledge;
  /** Facts that the program reads before it makes a page. */
  readonly loading: Uint32Array;
  readonly parts: Parts;
  /** Pages by their files. */
  readonly pages: ReadonlyMap<string, MadePage>;
  /** Files that came with the program. */
  readonly copies: ReadonlySet<string>;
  /** Of all these files, save those that the site does not keep. */
  readonly stamps: ReadonlyMap<string, FileStamp>;
}

const nothing: BuildState = {
  knowledge: new Map(),
  loading: new Uint32Array(),
  parts: new Map(),
  pages: new Map(),
  copies: new Set(),
  stamps: new Map(),
};

const map = <Value>() => z.custom<ReadonlyMap<string, Value>>((value) => value instanceof Map);
const keptSchema = z.object({
  /** Names of the facts whose numbers stand in all else. */
  facts: z.array(z.string()),
  state: z.object({
    knowledge: map<Knowledge extends ReadonlyMap<string, infer Value> ? Value : never>(),
    loading: z.instanceof(Uint32Array),
    parts: map<Part>(),
    pages: map<MadePage>(),
    copies: z.custom<ReadonlySet<string>>((value) => value instanceof Set),
    stamps: map<FileStamp>(),
  }),
});

/** What the last build into that folder left under the same key; nothing where there was none. */
export function readState(out: string, key: string): BuildState {
  const read = keptSchema.safeParse(readKept(fileOf(out), key));
  if (!read.success) return nothing;
  const { facts, state } = read.data;
  const now = Uint32Array.from(facts, factNumber);
  return renumbered(state, (fact) => now[fact] ?? 0);
}

/** Packs it; what it gives leaves it to the next build. */
export function packState(out: string, key: string, state: BuildState): () => void {
  const facts: string[] = [];
  // Of all facts that were ever read, those that are still.
  const places: number[] = [];
  const kept = renumbered(state, (fact) => (places[fact] ??= facts.push(factName(fact)) - 1));
  return packKept(fileOf(out), key, { facts, state: kept });
}

/** The state with other numbers for its facts. */
function renumbered(state: BuildState, numberOf: (fact: number) => number): BuildState {
  const all = <One extends { readonly reads: Uint32Array }>(ones: ReadonlyMap<string, One>) =>
    new Map([...ones].map(([name, one]) => [name, { ...one, reads: one.reads.map(numberOf) }]));
  const { loading, parts, pages } = state;
  return { ...state, loading: loading.map(numberOf), parts: all(parts), pages: all(pages) };
}

const fileOf = (out: string): string => `states/${fingerprint(resolve(out))}.bin`;
