import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";

import { z } from "zod";

/** The version that this project asks for; another one may write other bytes. */
const { pagefind } = z
  .object({ dependencies: z.object({ pagefind: z.string() }) })
  .parse(
    JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")),
  ).dependencies;

const base = join("node_modules", ".cache", "retort", "search");
/** Raised when the same pages are indexed in another way. */
const format = 2;
const monthMs = 30 * 24 * 60 * 60 * 1000;

const place = (key: string): string => join(base, `${pagefind}-${format}-${key}`);

/** The folder that holds the index kept under this key by an earlier build. */
export function keptShard(key: string): string | undefined {
  const folder = place(key);
  if (!existsSync(folder)) return undefined;
  const now = new Date();
  utimesSync(folder, now, now);
  return folder;
}

/** Has the index made and keeps it; gives its folder. */
export async function keepShard(
  key: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const part = `${place(key)}.${process.pid}.part`;
  mkdirSync(part, { recursive: true });
  try {
    await make(part);
    rmSync(place(key), { recursive: true, force: true });
    renameSync(part, place(key));
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return place(key);
}

/** Removes what no build of the last 30 days asked for. */
export function dropOldShards(): void {
  if (!existsSync(base)) return;
  for (const name of readdirSync(base)) {
    const folder = join(base, name);
    const used = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - used > monthMs) rmSync(folder, { recursive: true, force: true });
  }
}
