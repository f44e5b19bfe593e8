/** What the files of a content folder say, carried from one build to the next: only changed ones are read anew. */
import { knownProse, knownYaml } from "#newsletter/content.ts";
import type { Memo } from "#newsletter/memo.ts";
import { knownFacts, knownReferences } from "#newsletter/prose-facts.ts";

import { packKept, readKept } from "./kept-file.ts";
import { knownHtml } from "./known-html.ts";

const memos = [
  untyped(knownYaml),
  untyped(knownProse),
  untyped(knownFacts),
  untyped(knownReferences),
  untyped(knownHtml),
];

/** Takes what the last build of that content read; `sources` stands for the code that read it. */
export function carryContent(name: string, sources: string): void {
  const kept = readKept(fileOf(name), sources);
  if (!Array.isArray(kept)) return;
  memos.forEach((memo, i) => {
    const results: unknown = kept[i];
    if (results instanceof Map) memo.carry(results);
  });
}

/** Packs what this build has read of it; what it gives keeps it. */
export function packContent(name: string, sources: string): () => void {
  return packKept(
    fileOf(name),
    sources,
    memos.map(({ used }) => used),
  );
}

const fileOf = (name: string): string => `content/${name}.bin`;

/** A memo whose values are taken on trust, since they were written by the same code. */
function untyped<Value>({ carry, used }: Memo<Value>): Pick<Memo<unknown>, "carry" | "used"> {
  return { used, carry: (results) => carry(results as Iterable<readonly [string, Value]>) };
}
