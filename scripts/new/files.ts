/** Writes new files, never over one that is there, and never half of one. */
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync } from "node:fs";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** Writes a file under a temporary name and gives it its own only if nothing has it. */
export function writeNew(path: string, text: string): void {
  const isNewFolder = mkdirSync(dirname(path), { recursive: true }) !== undefined;
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, text);
    linkSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (isNewFolder) rmdirSync(dirname(path));
    if (isTaken(error)) throw new Error(taken(path), { cause: error });
    throw error;
  }
  rmSync(temporary);
}

/** Replaces a file whole: written under a temporary name, then renamed. */
export function replaceFile(path: string, text: string): void {
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Copies the files of a folder into a new one, each text passed through `change`. */
export function copyNew(from: string, to: string, change: (text: string) => string): void {
  if (existsSync(to)) throw new Error(taken(to));
  const temporary = temporaryName(to);
  try {
    mkdirSync(temporary, { recursive: true });
    for (const name of readdirSync(from)) {
      writeFileSync(join(temporary, name), change(readFileSync(join(from, name), "utf8")));
    }
    renameSync(temporary, to);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Beside the path, and overlooked by everything that lists files by their ending or folders by their `run.ts`. */
function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.new`);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

function taken(path: string): string {
  return `${relative(process.cwd(), path)} is there already and stays as it is; take another name`;
}
