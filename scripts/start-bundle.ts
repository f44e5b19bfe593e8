import { type ChildProcess, fork } from "node:child_process";

/** Starts a bundle in a folder, as a process of its own that can exchange messages with this one. */
export function startBundle(path: string, folder: string): ChildProcess {
  return fork(path, { cwd: folder, serialization: "advanced" });
}
