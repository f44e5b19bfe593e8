/** How long whole archives take to build, and what they need. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { ContentFile } from "#newsletter/content.ts";

import { archiveContent, type ArchiveSize } from "./archive-content.ts";

/** One build. */
interface BuildMeasure {
  readonly seconds: number;
  /** Most memory of the build and the processes it started, at one moment, bytes. */
  readonly memory: number;
}

export interface ArchiveMeasure extends ArchiveSize {
  /** Nothing kept of any build before: pages compiled and pictures drawn anew. */
  readonly cold: BuildMeasure;
  /** Over the built site, with nothing changed. */
  readonly again: BuildMeasure;
  /** After one word more in one entry. */
  readonly edited: BuildMeasure;
  readonly files: number;
  readonly bytes: number;
}

/** Generates an archive in a temporary folder and builds it three times. */
export async function measureArchive(size: ArchiveSize): Promise<ArchiveMeasure> {
  const folder = mkdtempSync(join(tmpdir(), "retort-archive-"));
  try {
    const files = archiveContent(size);
    for (const file of files) write(folder, file);
    const cold = await measuredBuild(folder, ["--fresh"]);
    const again = await measuredBuild(folder);
    const entry = files.find(({ path }) => /^issues\/.*(?<!index)\.md$/.test(path));
    if (entry === undefined) throw new Error("the generated archive has no entry");
    write(folder, { ...entry, text: `${entry.text.trimEnd()}\n\nAdded later.\n` });
    const edited = await measuredBuild(folder);
    return { ...size, cold, again, edited, ...weightOf(join(folder, "site")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(folder: string, { path, text }: ContentFile): void {
  const file = join(folder, "content", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Every how many milliseconds memory is looked at. */
const lookMs = 250;

async function measuredBuild(folder: string, words: readonly string[] = []): Promise<BuildMeasure> {
  const start = performance.now();
  const build = spawn("node", ["scripts/build.ts", "--out", join(folder, "site"), ...words], {
    env: { ...process.env, RETORT_CONTENT: join(folder, "content"), NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  let memory = 0;
  const looking = setInterval(() => {
    memory = Math.max(memory, treeBytes(build.pid ?? 0));
  }, lookMs);
  const status = await new Promise((resolve) => build.once("exit", resolve));
  clearInterval(looking);
  if (status !== 0)
    throw new Error("the generated archive could not be built; its reason is above");
  return { seconds: (performance.now() - start) / 1000, memory };
}

/** Resident bytes of a process and all that it started. */
function treeBytes(root: number): number {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,ppid=,rss="], { encoding: "utf8" });
  const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([root]);
  // A child's number may be lower than its parent's, so until nobody joins.
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const [pid = 0, parent = 0] of rows) if (family.has(parent)) family.add(pid);
  }
  return rows.reduce((sum, [pid = 0, , kib = 0]) => (family.has(pid) ? sum + kib * 1024 : sum), 0);
}

function weightOf(site: string): { readonly files: number; readonly bytes: number } {
  const sizes = readdirSync(site, { recursive: true })
    .map((file) => statSync(join(site, String(file))))
    .flatMap((stat) => (stat.isFile() ? [stat.size] : []));
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
