import { stringify } from "yaml";

import type { ContentSource } from "#newsletter/check.ts";
import type { ContentFile } from "#newsletter/content.ts";
import { issueSlug } from "#newsletter/slugs.ts";
import { word } from "#newsletter/words.ts";

import { type Aliases, peopleIn } from "./aliases.ts";
import { withCorrections } from "./corrections.ts";
import { type Archive, resolveReferences } from "./cross-references.ts";
import type { Placed } from "./entry-file.ts";
import { issueDay } from "./issue-numbers.ts";
import { withoutOldPlaces } from "./old-places.ts";
import type { Opening } from "./opening.ts";
import { safeProse, withoutHtml } from "./prose.ts";

/** An issue's opening file, whom its corrections name, and what became of its references and links. */
interface WrittenOpening {
  readonly file?: ContentFile;
  readonly people: readonly string[];
  readonly found: number;
  readonly lost: readonly string[];
  readonly leftOut: readonly string[];
}

/** The opening file of an issue that has none, or that a file tells of, and whom its corrections name; nothing for one whose opening is there and that no file tells of. Without a title it has its number, without a gist the titles it opens with. */
export function openingFile(
  number: number,
  entries: readonly Placed[],
  opening: Opening | undefined,
  {
    aliases,
    source,
    archive,
  }: { readonly aliases: Aliases; readonly source: ContentSource; readonly archive: Archive },
): WrittenOpening {
  const there = source.issues.find((issue) => issue.data.number === number);
  if (there !== undefined && opening === undefined)
    return { people: [], lost: [], leftOut: [], found: 0 };
  const aliased = Object.values(aliases.issues).find((issue) => issue?.number === number);
  const highlights = entries.filter(({ draft }) => draft.highlight);
  const title = aliased?.title ?? opening?.title ?? word(source.newsletter, "issue", { number });
  const corrections = withCorrections(
    there?.data.corrections ?? [],
    (opening?.corrections ?? []).map(({ by, ...one }) => {
      const [name] = by === undefined ? [] : peopleIn(by, aliases, source.people).names;
      return name === undefined ? one : { ...one, by: name };
    }),
  );
  const named = titles(highlights.length > 0 ? highlights : entries);
  const fields = {
    number,
    title,
    date: aliased?.date ?? opening?.date ?? issueDay({ number }, aliases) ?? there?.data.date,
    gist: aliased?.gist ?? opening?.gist ?? (named === "" ? title : named),
    // No other form of an issue has a place for its sound.
    ...(there?.data.audio === undefined ? {} : { audio: there.data.audio }),
    ...(opening?.draft === true ? { draft: true } : {}),
    ...(corrections.length > 0 ? { corrections } : {}),
  };
  const leftOut: string[] = [];
  const resolved = resolveReferences(withoutHtml(opening?.text ?? ""), number, archive);
  const text = safeProse(withoutOldPlaces(resolved.text, number, archive, leftOut));
  return {
    file: {
      path: there?.file ?? `issues/${issueSlug(number)}/index.md`,
      text: `---\n${stringify(fields, { lineWidth: 0 })}---\n${text === "" ? "" : `\n${text}\n`}`,
    },
    people: corrections.flatMap(({ by }) => by ?? []),
    found: resolved.found,
    lost: resolved.lost.map((line) => `${opening?.from ?? ""}: ${line}`),
    leftOut: leftOut.map((line) => `${opening?.from ?? ""}: ${line}`),
  };
}

/** As many titles as fit a line. */
function titles(entries: readonly Placed[]): string {
  const all = entries.map(({ draft }) => draft.title.replaceAll(/\s+/g, " ").trim());
  let said = all[0] ?? "";
  for (const title of all.slice(1)) {
    if (said.length + title.length > 160) break;
    said += `; ${title}`;
  }
  return said;
}
