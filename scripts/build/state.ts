/** What a build leaves to the next one into the same folder. */
import { resolve } from "node:path";

import { z } from "zod";

import type { Knowledge } from "./changes.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Part, Parts } from "./keeping.ts";
import { readKept, writeKept } from "./kept-file.ts";
import type { FileStamp } from "./site-writer.ts";

/** A page as it was made. */
export interface MadePage {
  /** What its route gave it. */
  readonly props: string;
  readonly reads: readonly string[];
  readonly stamp: FileStamp;
}

export interface BuildState {
  readonly knowledge: Knowledge;
  /** Facts that the program reads before it makes a page. */
  readonly loading: readonly string[];
  readonly parts: Parts;
  /** Pages by their files. */
  readonly pages: ReadonlyMap<string, MadePage>;
  /** Files that came with the program. */
  readonly copies: ReadonlyMap<string, FileStamp>;
}

const nothing: BuildState = {
  knowledge: new Map(),
  loading: [],
  parts: new Map(),
  pages: new Map(),
  copies: new Map(),
};

const map = <Value>() => z.custom<ReadonlyMap<string, Value>>((value) => value instanceof Map);
const packedSchema = z.object({
  knowledge: map<Knowledge extends ReadonlyMap<string, infer Value> ? Value : never>(),
  loading: z.array(z.string()),
  facts: z.array(z.string()),
  parts: map<Packed<Part>>(),
  pages: map<Packed<MadePage>>(),
  copies: map<FileStamp>(),
});

/** What the last build into that folder left under the same key; nothing where there was none. */
export function readState(out: string, key: string): BuildState {
  const read = packedSchema.safeParse(readKept(fileOf(out), key));
  return read.success ? unpacked(read.data) : nothing;
}

/** Leaves it to the next build. */
export function writeState(out: string, key: string, state: BuildState): void {
  writeKept(fileOf(out), key, packed(state));
}

/** Facts that many pages have read stand in one list, and in their places numbers. */
function packed(state: BuildState) {
  const numbers = new Map<string, number>();
  const numbered = (reads: readonly string[]): Uint32Array =>
    Uint32Array.from(reads, (fact) => {
      const number = numbers.get(fact) ?? numbers.size;
      numbers.set(fact, number);
      return number;
    });
  const pack = <One extends { readonly reads: readonly string[] }>(
    ones: ReadonlyMap<string, One>,
  ) => new Map([...ones].map(([name, one]) => [name, { ...one, reads: numbered(one.reads) }]));
  const { parts, pages, ...others } = state;
  const content = { ...others, parts: pack(parts), pages: pack(pages) };
  return { ...content, facts: [...numbers.keys()] };
}

/** A state as it was before it was packed. */
function unpacked({ facts, parts, pages, ...others }: z.infer<typeof packedSchema>): BuildState {
  const unpack = <One extends { readonly reads: Uint32Array }>(ones: ReadonlyMap<string, One>) =>
    new Map(
      [...ones].map(([name, one]) => [
        name,
        { ...one, reads: Array.from(one.reads, (number) => facts[number] ?? "") },
      ]),
    );
  return { ...others, parts: unpack(parts), pages: unpack(pages) };
}

type Packed<One> = Omit<One, "reads"> & { readonly reads: Uint32Array };

const fileOf = (out: string): string => `states/${fingerprint(resolve(out))}.bin`;
