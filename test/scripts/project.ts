import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

interface ProjectCopy {
  readonly folder: string;
  /** Runs Node there with these words, on that content folder, with these variables more. */
  run(words: readonly string[], content?: string, variables?: NodeJS.ProcessEnv): Ran;
  remove(): void;
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the project without results of its own making: its commands share no cache with this one and leave nothing behind in it. */
export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), "retort-project-"));
  for (const file of ["package.json", "tsconfig.json", "astro.config.mjs", "vitest.config.ts"]) {
    cpSync(file, join(folder, file));
  }
  for (const part of [".github", "src", "scripts", "content", "public", "test"]) {
    cpSync(part, join(folder, part), { recursive: true });
  }
  // Links, so that the caches among them are the copy's own.
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync("node_modules")) {
    if ([".cache", ".astro", ".vite"].includes(name)) continue;
    symlinkSync(resolve("node_modules", name), join(folder, "node_modules", name));
  }
  return {
    folder,
    run: (words, content, variables = {}) =>
      spawnSync(process.execPath, words, {
        cwd: folder,
        env: { ...environment(content), ...variables },
        encoding: "utf8",
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** This process's environment without what the test runner adds to it. */
export function environment(content?: string): NodeJS.ProcessEnv {
  const runners = ["NODE_ENV", "VITEST", "MODE", "DEV", "PROD", "SSR", "BASE_URL"];
  const unset = Object.fromEntries(runners.map((name) => [name, undefined]));
  return { ...process.env, ...unset, RETORT_CONTENT: content };
}
