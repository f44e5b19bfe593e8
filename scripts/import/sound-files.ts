import type { CheckOptions } from "#newsletter/check.ts";
import { type ContentFile, readContentFiles } from "#newsletter/content.ts";

interface Sound {
  readonly openings: readonly ContentFile[];
  readonly entries: readonly ContentFile[];
  /** Why the others were left out; one line each. */
  readonly problems: readonly string[];
}

/** Those of the new files with which a sound newsletter stays sound; the others are told with where they come from. */
export function soundFiles(
  there: readonly ContentFile[],
  settings: readonly ContentFile[],
  openings: readonly ContentFile[],
  entries: readonly { readonly from: string; readonly file: ContentFile }[],
  options: CheckOptions,
): Sound {
  const problems: string[] = [];
  let kept = entries;
  // An entry that is left out may be named by another one.
  for (;;) {
    const found = readContentFiles(
      joined(there, [...settings, ...openings, ...kept.map(({ file }) => file)]),
      options,
    ).problems;
    const wrong = new Map(
      kept.flatMap((entry) => {
        const own = found.find((line) => line.startsWith(`${entry.file.path}:`));
        return own === undefined ? [] : [[entry, own] as const];
      }),
    );
    for (const [{ from, file }, problem] of wrong) {
      problems.push(
        `${from}: ${problem
          .slice(file.path.length + 1)
          .replace(/^\d+: /, "")
          .trim()}`,
      );
    }
    if (wrong.size === 0) {
      const broken = new Set(found.map((line) => line.split(":")[0]));
      problems.push(...found);
      const emptied = new Set(entries.map(({ file }) => file.path.split("/")[1]));
      const used = new Set(kept.map(({ file }) => file.path.split("/")[1]));
      return {
        openings: openings.filter(
          ({ path }) =>
            !broken.has(path) && (!emptied.has(path.split("/")[1]) || used.has(path.split("/")[1])),
        ),
        entries: kept.map(({ file }) => file),
        problems,
      };
    }
    kept = kept.filter((entry) => !wrong.has(entry));
  }
}

/** The files with the new ones in the place of those of the same path. */
function joined(there: readonly ContentFile[], added: readonly ContentFile[]): ContentFile[] {
  const paths = new Set(added.map(({ path }) => path));
  return [...there.filter(({ path }) => !paths.has(path)), ...added];
}
