/** The links of a site's files, carried from build to build for the files that have stayed. */
import { readFileSync } from "node:fs";

import { z } from "zod";

import { type FileLinks, linksInText, mayHaveLinks } from "./file-links.ts";
import { type KeptUnder, packKept, readKept } from "./kept-file.ts";
import type { Reference } from "./page-links.ts";
import { type FileStamp, sameStamp, stampOf } from "./stamps.ts";

/** Words that many files share stand in one list, and in their places numbers. */
interface KeptFile {
  readonly stamp: FileStamp;
  readonly fetched: readonly number[];
  readonly followed: readonly number[];
  readonly ids: readonly number[];
  readonly items?: readonly number[];
  readonly near?: string;
}

const keptSchema = z.object({
  words: z.array(z.string()),
  files: z.custom<ReadonlyMap<string, KeptFile>>((value) => value instanceof Map),
});

const decoder = new TextDecoder();

export interface LinkReader {
  readonly linksOf: (file: string) => FileLinks | undefined;
  /** Reads the links of a file that has just been written with this content. */
  readonly read: (
    file: string,
    content: string | Uint8Array,
    stamp: FileStamp,
  ) => FileLinks | undefined;
  /** Forgets a file that is gone. */
  readonly drop: (file: string) => void;
  /** Packs what was read; what it gives leaves it to the next build. */
  readonly pack: () => () => void;
}

/** Reads the links of the files of a site, each once, or takes what an earlier build has read where the file is the same; `pathOf` tells where a file is, `known` its stamp where that need not be asked for. */
export function linkReader(
  pathOf: (file: string) => string,
  home: URL,
  { name, key }: KeptUnder,
  known: (file: string) => FileStamp | undefined,
): LinkReader {
  const place = `links/${name}.bin`;
  const read = keptSchema.safeParse(readKept(place, `${key} ${home.href}`));
  const before = read.success ? read.data : { words: [], files: new Map<string, KeptFile>() };
  const numbers = new Map(before.words.map((word, i) => [word, i]));
  const words = before.words.slice();
  const files = new Map<string, KeptFile>();
  const numberOf = (word: string): number => {
    const number = numbers.get(word);
    if (number !== undefined) return number;
    // A part of a file's text would keep all of it in memory.
    const own = Buffer.from(word).toString();
    numbers.set(own, words.length);
    return words.push(own) - 1;
  };
  const shown = unpacker(words, numbers);
  const readText = (file: string, text: string, stamp: FileStamp): FileLinks | undefined => {
    const found = linksInText(file, text, home);
    if (found === undefined) return undefined;
    const kept = packed(found, stamp, numberOf);
    files.set(file, kept);
    return shown(kept);
  };
  return {
    linksOf: (file) => {
      const earlier = files.get(file) ?? before.files.get(file);
      if (earlier === undefined && !mayHaveLinks(file)) return undefined;
      const stamp = known(file) ?? stampOf(pathOf(file));
      if (earlier !== undefined && sameStamp(earlier.stamp, stamp)) {
        files.set(file, earlier);
        return shown(earlier);
      }
      return readText(file, readFileSync(pathOf(file), "utf8"), stamp);
    },
    read: (file, content, stamp) =>
      mayHaveLinks(file)
        ? readText(file, typeof content === "string" ? content : decoder.decode(content), stamp)
        : undefined,
    drop: (file) => void files.delete(file),
    pack: () => packKept(place, `${key} ${home.href}`, { words: words.slice(), files }),
  };
}

function packed(
  { references, ids, items, near }: FileLinks,
  stamp: FileStamp,
  numberOf: (word: string) => number,
): KeptFile {
  const of = (kind: "fetched" | "followed"): number[] => [
    ...new Set(references.flatMap((one) => (one.kind === kind ? [numberOf(one.to)] : []))),
  ];
  return {
    stamp,
    fetched: of("fetched"),
    followed: of("followed"),
    ids: [...ids].map(numberOf),
    ...(items !== undefined && { items: items.map(numberOf) }),
    ...(near !== undefined && { near }),
  };
}

/** Shows kept files as they were read; the same address is the same object in all of them. */
function unpacker(words: readonly string[], numbers: ReadonlyMap<string, number>) {
  const references = {
    fetched: new Map<number, Reference>(),
    followed: new Map<number, Reference>(),
  };
  const reference = (number: number, kind: Reference["kind"]): Reference => {
    const known = references[kind].get(number);
    if (known !== undefined) return known;
    const made = { to: words[number] ?? "", kind };
    references[kind].set(number, made);
    return made;
  };
  return ({ fetched, followed, ids, items, near }: KeptFile): FileLinks => ({
    references: [
      ...fetched.map((number) => reference(number, "fetched")),
      ...followed.map((number) => reference(number, "followed")),
    ],
    ids: {
      has: (id) => ids.includes(numbers.get(id) ?? -1),
      *[Symbol.iterator]() {
        for (const number of ids) yield words[number] ?? "";
      },
    },
    ...(items !== undefined && { items: items.map((number) => words[number] ?? "") }),
    ...(near !== undefined && { near }),
  });
}
