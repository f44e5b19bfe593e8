import { ContentError } from "#newsletter/check.ts";

import { SiteError } from "./build/site-error.ts";
import { contentFolder, inFolder } from "./content.ts";
import { undrawable } from "./undrawable.ts";

/** Runs a command with the words after it; what goes wrong is told in one line a problem, without a stack, and the command ends with 1. */
export async function runCommand(
  command: (words: readonly string[]) => Promise<void>,
): Promise<void> {
  try {
    await command(process.argv.slice(2));
  } catch (error) {
    for (const line of problemsOf(error)) console.error(line);
    process.exit(1);
  }
}

function problemsOf(error: unknown): string[] {
  if (error instanceof ContentError) return error.problems.map(inFolder);
  if (error instanceof SiteError) return [...error.problems];
  const places = undrawable(error, contentFolder).map(inFolder);
  if (places.length > 0) return places;
  if (!(error instanceof Error)) return [String(error)];
  return [ofDisk(error) ?? error.message.trim().replaceAll(/\s*\n\s*/g, "; ")];
}

/** What is the matter with a file, of the errors that a person can mend; the name is without what a file half-written carries. */
function ofDisk(error: Error): string | undefined {
  if (!("code" in error && "path" in error)) return undefined;
  const trouble = troubles[String(error.code)];
  const path = String(error.path).replace(/\.\d+\.part$/, "");
  return trouble === undefined ? undefined : `${path}: ${trouble}`;
}

const troubles: Readonly<Record<string, string>> = {
  EACCES: "permission is denied; change it or name another place",
  EISDIR: "it is a folder where a file is needed; name a file",
  ENOENT: "there is no such file or folder; name one that is there",
  ENOSPC: "the disk is full; make room or name another place",
  ENOTDIR: "a part of it is a file, no folder; name another place",
  EPERM: "permission is denied; change it or name another place",
  EROFS: "nothing can be written there; name another place",
};

/** What `read` makes of a command line; a sentence with the usage for words it does not know. */
export function readWords<Words>(read: () => Words, usage: string): Words {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    throw new Error(`${reason.charAt(0).toLowerCase()}${reason.slice(1)}; usage: ${usage}`, {
      cause: error,
    });
  }
}

/** The port that a flag names; throws a sentence for anything else. */
export function readPort(word: string): number {
  const port = Number(word);
  if (/^\d{1,5}$/.test(word) && port <= 65535) return port;
  throw new Error(`--port ${word} is no port; give a number from 0 to 65535`);
}
