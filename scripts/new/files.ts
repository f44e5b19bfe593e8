/** Writes new files, never over one that is there. */
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync } from "node:fs";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { shown } from "../content.ts";

/** Writes a file under a temporary name and gives it its own only if nothing has it. */
export function writeNew(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.new`;
  writeFileSync(temporary, text);
  try {
    if (existsSync(path)) throw new Error(`${shown(path)} is there already; it stays as it is`);
    linkSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Replaces a file whole: written under a temporary name, then renamed. */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.new`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/** Copies a folder to a new name, each text passed through `change`. */
export function copyNew(from: string, to: string, change: (text: string) => string): void {
  if (existsSync(to)) throw new Error(`${shown(to)} is there already; it stays as it is`);
  const temporary = join(dirname(to), `.new-${process.pid}`);
  try {
    cpSync(from, temporary, { recursive: true });
    for (const name of readdirSync(temporary)) {
      const path = join(temporary, name);
      writeFileSync(path, change(readFileSync(path, "utf8")));
    }
    renameSync(temporary, to);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
