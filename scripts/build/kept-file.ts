/** Files under node_modules/.cache that hold what an earlier build found out. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";

/** Where builds keep what later ones may take again. */
export const keptFolder = join("node_modules", ".cache", "retort");

/** Under which name a step of a build keeps what it has found out, and the key that says when it still holds. */
export interface KeptUnder {
  readonly name: string;
  readonly key: string;
}

const keptParts = [
  "code",
  "content",
  "links",
  "mails",
  "pictures",
  "programs",
  "search",
  "states",
] as const;

/** Removes what earlier builds have kept, except for these parts. */
export function forgetKept(except: readonly (typeof keptParts)[number][] = []): void {
  const parts = keptParts.filter((part) => !except.includes(part));
  for (const place of [...parts.map((part) => join(keptFolder, part)), "node_modules/.astro"]) {
    rmSync(place, { recursive: true, force: true });
  }
}

/** What was kept in that file under this key; undefined where there is nothing, or something else, or it cannot be read. */
export function readKept(file: string, key: string): unknown {
  const path = join(keptFolder, file);
  if (!existsSync(path)) return undefined;
  try {
    const kept: unknown = deserialize(readFileSync(path));
    if (!Array.isArray(kept) || kept[0] !== key) return undefined;
    return kept[1];
  } catch {
    // Written by another version of Node, or cut off: as good as none.
    return undefined;
  }
}

/** Keeps a value (anything that can be cloned) in that file under this key. */
export function writeKept(file: string, key: string, value: unknown): void {
  packKept(file, key, value)();
}

/** Packs a value as it is now, which takes most of the time; what it gives keeps it. */
export function packKept(file: string, key: string, value: unknown): () => void {
  const path = join(keptFolder, file);
  const bytes = serialize([key, value]);
  return () => {
    const part = `${path}.${process.pid}.part`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(part, bytes);
    renameSync(part, path);
  };
}
