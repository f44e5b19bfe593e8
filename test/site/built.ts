import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync } from "node:fs";
import { join } from "node:path";

import { inject } from "vitest";

export interface BuiltSite {
  readonly folder: string;
  /** Path it is built for, `/` or `/my-newsletter/`. */
  readonly root: string;
  /** Every page, as a path within the site; those at old addresses left out. */
  readonly pages: readonly string[];
}

/** A newsletter as the build writes it; built once a run, for all test files. */
export function buildSite(content: string, root: string): BuiltSite {
  const folder = join(inject("sites"), content.replaceAll("/", "-"));
  alone(() => {
    if (!existsSync(folder)) build(content, folder);
  });
  return siteIn(folder, root);
}

/** A site that a test has built itself. */
export function siteIn(folder: string, root: string): BuiltSite {
  return { folder, root, pages: pagesOf(folder) };
}

function pagesOf(folder: string): string[] {
  return (
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith(".html"))
      // Pages that lead on are no pages to read.
      .filter((file) => !leadsOn(join(folder, file)))
      .map((file) => file.replace(/index\.html$/, ""))
  );
}

function leadsOn(file: string): boolean {
  return readFileSync(file, "utf8").includes('http-equiv="refresh"');
}

/** Text of a page. */
export function htmlOf({ folder }: BuiltSite, page: string): string {
  const file = page.endsWith("/") || page === "" ? `${page}index.html` : page;
  return readFileSync(join(folder, file), "utf8");
}

function build(content: string, folder: string): void {
  const unfinished = `${folder}.part`;
  execFileSync("node", ["scripts/build.ts", "--out", unfinished], {
    env: { ...process.env, RETORT_CONTENT: content, NODE_ENV: "production", VITEST: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  renameSync(`${unfinished}-mail`, `${folder}-mail`);
  renameSync(unfinished, folder);
}

/** One process at a time, since all builds share Astro's cache. */
function alone(work: () => void): void {
  const lock = join(inject("sites"), "lock");
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  while (!taken(lock)) Atomics.wait(sleeper, 0, 0, 100);
  try {
    work();
  } finally {
    rmdirSync(lock);
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
