import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { ContentFile } from "#newsletter/content.ts";

import { replaceFile, writeNew } from "../new/files.ts";

/** What became of files: new ones, replaced ones, those that said the same already, and those that say something else and stay. */
export interface Written {
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly same: readonly string[];
  readonly kept: readonly string[];
}

/** Writes each file that is not there yet; one that is there is replaced only if `force` says so. */
export function writeFiles(
  folder: string,
  files: readonly ContentFile[],
  { force }: { readonly force: boolean },
): Written {
  const done = files.map(({ path, text }) => {
    const place = join(folder, path);
    if (!existsSync(place)) {
      writeNew(place, text);
      return { path, fate: "added" };
    }
    if (readFileSync(place, "utf8") === text) return { path, fate: "same" };
    if (!force) return { path, fate: "kept" };
    replaceFile(place, text);
    return { path, fate: "replaced" };
  });
  const of = (fate: string): string[] =>
    done.filter((one) => one.fate === fate).map(({ path }) => path);
  return { added: of("added"), replaced: of("replaced"), same: of("same"), kept: of("kept") };
}
