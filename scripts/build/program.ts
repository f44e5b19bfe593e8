/** The site's program: its pages as Astro has compiled them, with styles, scripts and public files, kept while nothing of that changes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
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
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { filesBelow } from "../files.ts";
import type { CompileTask } from "./compile-task.ts";
import { fingerprint } from "./fingerprint.ts";
import { keptFolder } from "./kept-file.ts";
import { SiteError } from "./site-error.ts";

const base = join(keptFolder, "programs");
const compiler = fileURLToPath(new URL("compile.ts", import.meta.url));
/** Compiling makes much that is short-lived: a small nursery takes 100 MB less, early collections 100 more, and no longer. */
const compilerFlags = ["--max-semi-space-size=4", "--heap-growing-percent=30"];
/** The bundler's allocator gives memory back at once, 90 MB less; and Astro tells nobody of the build. */
const compilerSettings = { MIMALLOC_PURGE_DELAY: "0", ASTRO_TELEMETRY_DISABLED: "1" };
/** Programs that are kept, those used last. */
const most = 6;
/** No compiler takes an hour. */
const longestMs = 60 * 60 * 1000;

export interface ProgramNeeds {
  /** Stands for all code. */
  readonly sources: string;
  /** Stands for all else that is compiled. */
  readonly key: string;
  /** Under which name, and `sources` as the key, it is kept what the content says. */
  readonly name: string;
  /** Called where there is something to compile, before it is. */
  readonly onCompile: () => void;
}

/** Starts a compiler where nothing is kept of these sources, so that it is ready when the content has been read. */
export function compilerFor(sources: string): ChildProcess | undefined {
  const isKept = existsSync(base) && readdirSync(base).some((name) => name.startsWith(sources));
  return isKept ? undefined : startCompiler();
}

/** The folder of the program that is needed, compiled where no earlier build has left it. */
export async function programFor(
  { sources, key, name, onCompile }: ProgramNeeds,
  ready: ChildProcess | undefined,
): Promise<string> {
  const folder = resolve(base, `${sources}-${key}`);
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}.part`;
    mkdirSync(part, { recursive: true });
    try {
      onCompile();
      await compile(ready ?? startCompiler(), { folder: part, name, sources });
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

/** Stands for what all pages have of a program: the styles and scripts that they name. What it has of the prose is told by the facts that pages read. */
export function programShape(folder: string): string {
  const about = readFileSync(join(folder, "program.json"), "utf8");
  return fingerprint(JSON.stringify([about, filesBelow(join(folder, "site"))]));
}

/** Removes programs beyond those used last, and what builds that were stopped have left of some. */
export function dropOldPrograms(): void {
  if (!existsSync(base)) return;
  const used = (name: string): number =>
    statSync(join(base, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const byUse = readdirSync(base).toSorted((a, b) => used(b) - used(a));
  const [parts = [], whole = []] = [true, false].map((isPart) =>
    byUse.filter((name) => name.endsWith(".part") === isPart),
  );
  const old = [
    ...whole.slice(most),
    ...parts.filter((name) => Date.now() - used(name) > longestMs),
  ];
  for (const name of old) rmSync(join(base, name), { recursive: true, force: true });
}

/** In a process of its own, whose memory is given back before pages are made; it ends with this one. */
function startCompiler(): ChildProcess {
  return spawn(process.execPath, [...compilerFlags, compiler], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...compilerSettings },
  });
}

async function compile(child: ChildProcess, task: CompileTask): Promise<void> {
  const ended = once(child, "exit");
  child.send(task);
  const [status] = await ended;
  // Why not is told already.
  if (status !== 0) throw new SiteError([]);
}
