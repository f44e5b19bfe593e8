/** The site's program: its pages as Astro has compiled them, with styles, scripts and public files, kept while nothing of that changes. */
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { keptFolder } from "./kept-file.ts";
import { SiteError } from "./site-error.ts";

const base = join(keptFolder, "programs");
const compiler = fileURLToPath(new URL("compile.ts", import.meta.url));
/** Programs that are kept, those used last. */
const most = 6;

/** Under which name and key it is kept what the content says, for who compiles. */
interface ReadContent {
  readonly name: string;
  readonly sources: string;
  /** Called where there is something to compile, before it is. */
  readonly onCompile: () => void;
}

/** The folder of the program for this key, compiled where no earlier build has left it. */
export async function programFor(key: string, read: ReadContent): Promise<string> {
  const folder = resolve(base, key);
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}.part`;
    mkdirSync(part, { recursive: true });
    try {
      await compile(part, read);
      if (existsSync(folder)) rmSync(part, { recursive: true });
      else renameSync(part, folder);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  }
  const now = new Date();
  utimesSync(folder, now, now);
  return folder;
}

/** Removes programs beyond those used last. */
export function dropOldPrograms(): void {
  if (!existsSync(base)) return;
  const used = (name: string): number =>
    statSync(join(base, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const kept = readdirSync(base)
    .filter((name) => !name.endsWith(".part"))
    .toSorted((a, b) => used(b) - used(a));
  for (const name of kept.slice(most)) rmSync(join(base, name), { recursive: true, force: true });
}

/** In a process of its own, whose memory is given back before pages are made. */
async function compile(folder: string, { name, sources, onCompile }: ReadContent): Promise<void> {
  onCompile();
  const child = spawn(process.execPath, [compiler, folder, name, sources], {
    stdio: "inherit",
  });
  const status = await new Promise((done) => child.once("exit", done));
  // Why not is told already.
  if (status !== 0) throw new SiteError([]);
}
