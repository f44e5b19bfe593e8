import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { ContentFile } from "#newsletter/content.ts";

/** Writes files under a folder. */
export function writeFiles(folder: string, files: readonly ContentFile[]): void {
  for (const { path, text } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
