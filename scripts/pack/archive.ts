import { execFile } from "node:child_process";
import { renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { promisify } from "node:util";

/** Most bytes of a pack: machines without a network often take files by way of services that allow no more. */
const mostBytes = 60 * 2 ** 20;

/** Writes a folder as one compressed archive; gives its bytes. Under its name stands the old file or the whole new one. */
export async function archive(folder: string, out: string): Promise<number> {
  const path = resolve(out);
  const unfinished = `${path}.${process.pid}.part`;
  const compression = out.endsWith(".xz") ? "-J" : "-z";
  const clear = (): void => rmSync(unfinished, { force: true });
  try {
    await promisify(execFile)("tar", [
      "-c",
      compression,
      "-f",
      unfinished,
      "-C",
      dirname(folder),
      basename(folder),
    ]).catch((error: unknown) => {
      throw new Error(`${out} could not be written: ${reasonOf(error)}`, { cause: error });
    });
    const { size } = statSync(unfinished);
    if (size > mostBytes) {
      throw new Error(
        `${out} would be ${Math.ceil(size / 2 ** 20)} MiB, more than ${mostBytes / 2 ** 20}; name it .tar.xz, or leave the data out with --without-data`,
      );
    }
    renameSync(unfinished, path);
    return size;
  } finally {
    clear();
  }
}

/** What tar says, or why there is none. */
function reasonOf(error: unknown): string {
  const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
  return (stderr ?? "").trim().split("\n")[0] || message;
}
