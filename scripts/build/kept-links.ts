/** The links of a site's files, carried from build to build for the files that have stayed. */
import { join } from "node:path";

import { z } from "zod";

import { type FileLinks, linksOfFile } from "./file-links.ts";
import { readKept, writeKept } from "./kept-file.ts";
import { siteFiles } from "./site-files.ts";
import { type FileStamp, isStamped, stampOf } from "./site-writer.ts";

/** Words that many files share stand in one list, and in their places numbers. */
interface KeptFile {
  readonly stamp: FileStamp;
  readonly fetched: readonly number[];
  readonly followed: readonly number[];
  readonly ids: readonly number[];
  readonly near?: string;
}

const keptSchema = z.object({
  words: z.array(z.string()),
  files: z.custom<ReadonlyMap<string, KeptFile>>((value) => value instanceof Map),
});

export interface LinkReader {
  readonly linksOf: (file: string) => FileLinks | undefined;
  /** Reads those of every file that is there by now, which is most of the proof's work. */
  readonly readAhead: () => void;
  /** Leaves what was read to the next build. */
  readonly keep: () => void;
}

/** Reads the links of the files of a built site, each once, or takes what an earlier build has read where the file is the same; `name` and `key` are those under which that was kept. */
export function linkReader(
  folder: string,
  home: URL,
  { name, key }: { readonly name: string; readonly key: string },
): LinkReader {
  const place = `links/${name}.bin`;
  const read = keptSchema.safeParse(readKept(place, `${key} ${home.href}`));
  const before = read.success ? read.data : { words: [], files: new Map<string, KeptFile>() };
  const numbers = new Map(before.words.map((word, i) => [word, i]));
  const words = before.words.slice();
  const files = new Map<string, KeptFile>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, words.length);
    return words.push(word) - 1;
  };
  const linksOf = (file: string): FileLinks | undefined => {
    const path = join(folder, file);
    const kept = files.get(file) ?? before.files.get(file);
    if (kept !== undefined && isStamped(path, kept.stamp)) {
      files.set(file, kept);
      return unpacked(kept, words);
    }
    const found = linksOfFile({ folder }, file, home);
    if (found !== undefined) files.set(file, packed(found, stampOf(path), numberOf));
    return found;
  };
  return {
    linksOf,
    readAhead: () => siteFiles(folder).files.forEach(linksOf),
    keep: () => writeKept(place, `${key} ${home.href}`, { words: words.slice(), files }),
  };
}

function packed(
  { references, ids, near }: FileLinks,
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
    ...(near !== undefined && { near }),
  };
}

function unpacked({ fetched, followed, ids, near }: KeptFile, words: readonly string[]): FileLinks {
  const word = (number: number): string => words[number] ?? "";
  return {
    references: [
      ...fetched.map((number) => ({ to: word(number), kind: "fetched" as const })),
      ...followed.map((number) => ({ to: word(number), kind: "followed" as const })),
    ],
    ids: new Set(ids.map(word)),
    ...(near !== undefined && { near }),
  };
}
