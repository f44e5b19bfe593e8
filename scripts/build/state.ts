/** What a build leaves to the next one into the same folder. */
import { resolve } from "node:path";

import { z } from "zod";

import type { Knowledge } from "./changes.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Parts, partsSchema } from "./keeping.ts";
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
const stateSchema = z.object({
  knowledge: map<Knowledge extends ReadonlyMap<string, infer Value> ? Value : never>(),
  loading: z.array(z.string()),
  parts: partsSchema,
  pages: map<MadePage>(),
  copies: map<FileStamp>(),
});

/** What the last build into that folder left under the same key; nothing where there was none. */
export function readState(out: string, key: string): BuildState {
  const read = stateSchema.safeParse(readKept(fileOf(out), key));
  return read.success ? read.data : nothing;
}

/** Leaves it to the next build. */
export function writeState(out: string, key: string, state: BuildState): void {
  writeKept(fileOf(out), key, state);
}

const fileOf = (out: string): string => `states/${fingerprint(resolve(out))}.bin`;
