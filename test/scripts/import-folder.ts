import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { importFile } from "../../scripts/import/importing.ts";
import { sampleFiles } from "../newsletter/sample.ts";

/** A small newsletter on disk, and files to import into it. */
export interface ImportFolder {
  readonly content: string;
  /** Writes a file to import beside the newsletter; gives its path. */
  file(name: string, text: string | Uint8Array): string;
  /** Imports that file; gives what was said. */
  run(path: string, options?: { readonly force: boolean }): Promise<string[]>;
  /** Reads, or writes, a file of the newsletter. */
  read(path: string): string;
  write(path: string, text: string): void;
  /** Every file of the newsletter with its text. */
  everything(): Record<string, string>;
  remove(): void;
}

/** The newsletter of the samples with those files added. */
export function importFolder(others: Readonly<Record<string, string>> = {}): ImportFolder {
  const folder = mkdtempSync(join(tmpdir(), "retort-import-"));
  const content = join(folder, "content");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(content, path)), { recursive: true });
    writeFileSync(join(content, path), text);
  };
  for (const { path, text } of sampleFiles(others)) write(path, text);
  return {
    content,
    write,
    file: (name, text) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    run: (path, options = { force: false }) => importFile(path, content, options),
    read: (path) => readFileSync(join(content, path), "utf8"),
    everything: () =>
      Object.fromEntries(
        readdirSync(content, { recursive: true, withFileTypes: true }).flatMap((file) => {
          const path = join(file.parentPath, file.name);
          return file.isFile()
            ? [[path.slice(content.length + 1), readFileSync(path, "utf8")]]
            : [];
        }),
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
