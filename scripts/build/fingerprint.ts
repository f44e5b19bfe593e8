/** Short names for much text: the same only for the same. */
import { createHash, hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import type { ContentFile } from "#newsletter/content.ts";

import { projectFolder } from "../content.ts";
import { filesBelow } from "../files.ts";

/** A text's fingerprint (SHA-256, 128 bits of it). */
export function fingerprint(text: string): string {
  return hash("sha256", text, "hex").slice(0, 32);
}

/** Stands for all code that a build runs, with the results, models and pictures that it shows. */
export function sourcesFingerprint(): string {
  const sum = createHash("sha256");
  const env = Object.entries(process.env).filter(([name]) =>
    /^(?:NODE_ENV|TZ|ASTRO_|PUBLIC_|VITE_)/.test(name),
  );
  sum.update(
    JSON.stringify([
      process.version,
      process.platform,
      process.arch,
      env.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ]),
  );
  const files = [
    ...["src", "scripts", "public"].flatMap((folder) => filesIn(folder)),
    ...readdirSync(projectFolder).filter((name) =>
      /^(?:astro\.config\..*|package(?:-lock)?\.json|tsconfig\.json|\.env.*)$/.test(name),
    ),
    // What is installed, where that is told.
    ...["node_modules/.package-lock.json"].filter((file) => existsSync(join(projectFolder, file))),
  ];
  for (const file of files.toSorted()) {
    const path = join(projectFolder, file);
    // Results and models are many megabytes.
    sum.update(file.startsWith("public/") ? `${file}\n${stamp(path)}\n` : `${file}\n`);
    if (!file.startsWith("public/")) sum.update(readFileSync(path));
  }
  return sum.digest("hex").slice(0, 32);
}

/** Stands for the sound and pictures beside the prose. */
export function mediaFingerprint(folder: string, known: readonly ContentFile[]): string {
  const paths = new Set(known.map(({ path }) => path));
  const others = filesIn(".", folder)
    .filter((file) => !paths.has(file))
    .map((file) => `${file} ${stamp(join(folder, file))}`);
  return fingerprint(others.join("\n"));
}

/** Changes with a file's bytes, without reading them. */
function stamp(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}

/** Every file of a folder, as a path from the root. */
function filesIn(folder: string, root = projectFolder): string[] {
  const base = join(root, folder);
  if (!existsSync(base)) return [];
  return filesBelow(base).map((path) => join(folder, path).replaceAll("\\", "/"));
}
