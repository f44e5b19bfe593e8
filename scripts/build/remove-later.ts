import { spawn } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { keptFolder } from "./kept-file.ts";

/** Removes a folder in a process that nobody waits for: that of a long archive has many thousand files. Does nothing where it stands on another disk than what builds keep. */
export function removeLater(folder: string): void {
  const removed = resolve(keptFolder, "removed");
  try {
    mkdirSync(removed, { recursive: true });
    renameSync(folder, join(removed, `${process.pid}-${Date.now()}`));
  } catch {
    return;
  }
  const program = fileURLToPath(new URL("remove-folder.ts", import.meta.url));
  spawn(process.execPath, [program, removed], {
    detached: true,
    stdio: "ignore",
    windowsHide: true,
  }).unref();
}
