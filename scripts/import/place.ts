/** Puts drafts where they belong: finds their issue, category and address, and makes their files. */
import type { CheckOptions, ContentSource } from "#newsletter/check.ts";
import type { ContentFile } from "#newsletter/content.ts";
import { oneLine } from "#newsletter/front-matter.ts";
import { normalName } from "#newsletter/people.ts";

import { addressed, type Settled } from "./addressed.ts";
import { type Aliases, peopleIn } from "./aliases.ts";
import { type Archive, oldAddresses } from "./cross-references.ts";
import type { Draft } from "./draft.ts";
import { entryFile } from "./entry-file.ts";
import { openingFile } from "./issue-file.ts";
import { issueDay, issueMeant, openingsByNumber } from "./issue-numbers.ts";
import type { Opening } from "./opening.ts";
import { withCategories, withPeople } from "./settings.ts";
import { soundFiles } from "./sound-files.ts";
import { textKey } from "./text-key.ts";
import { TitleIndex } from "./title-index.ts";

/** What an import comes to before anything is written. */
export interface Plan {
  /** New texts of `people.yaml` and `newsletter.yaml` where they change. */
  readonly settings: readonly ContentFile[];
  readonly openings: readonly ContentFile[];
  readonly entries: readonly ContentFile[];
  readonly newPeople: readonly string[];
  readonly newCategories: readonly string[];
  /** References that lead to an entry or issue. */
  readonly references: number;
  /** References that do not, or not surely; one line each. */
  readonly lostReferences: readonly string[];
  /** Entries that have no place; one line each. */
  readonly unplaced: readonly string[];
  /** Cells of placed entries that say nothing here; one line each. */
  readonly leftOut: readonly string[];
}

/** Plans the files of the drafts; `files` are those of the content folder, `openings` what is known of issues beyond their number. */
export function placeDrafts(
  drafts: readonly Draft[],
  openings: readonly Opening[],
  aliases: Aliases,
  {
    source,
    files,
    options,
    force,
  }: {
    readonly source: ContentSource;
    readonly files: readonly ContentFile[];
    readonly options: CheckOptions;
    /** Entries that are there already are written anew. */
    readonly force: boolean;
  },
): Plan {
  const unplaced: string[] = [];
  const leftOut: string[] = [];
  const told = openingsByNumber(openings, aliases, source.newsletter);
  for (const { issue, from, text } of openings) {
    const number = issueMeant(issue, aliases, source.newsletter)?.number;
    const other = number === undefined ? undefined : told.get(number);
    if (other === undefined || other.from === from || text.trim() === "") continue;
    unplaced.push(
      `${from}: issue ${number} opens with ${other.from} already; give this one another number`,
    );
  }
  const settled = settle(drafts, told, aliases, source, unplaced);
  const placed = addressed(settled, source);
  const index = new TitleIndex([
    ...placed.map(({ id, draft, issue }) => ({
      id,
      issue,
      title: oneLine(draft.title),
      url: draft.url,
    })),
    ...source.entries
      .filter(({ id }) => placed.every((other) => other.id !== id))
      .map(({ id, data }) => ({
        id,
        issue: numberOf(source, id),
        title: data.title,
        ...(data.url === undefined ? {} : { url: data.url }),
      })),
  ]);
  const archive: Archive = {
    index,
    issues: new Set([
      ...source.issues.map(({ data }) => data.number),
      ...placed.map(({ issue }) => issue),
      ...told.keys(),
    ]),
    newsletter: source.newsletter,
    old: oldAddresses(drafts, source.newsletter, aliases),
  };
  const ids = new Map(placed.map(({ draft, id }): [Draft | undefined, string] => [draft, id]));
  const written = placed.map((one) => ({
    one,
    ...entryFile(one, archive, source, { aliases, answered: ids.get(one.draft.answers) }),
  }));
  const there = new Set(files.map(({ path }) => path));
  const isNew = (file: ContentFile | undefined): boolean =>
    file !== undefined && (force || !there.has(file.path));
  const coming = written.filter(({ file }) => isNew(file));
  const isComing = new Set(coming);
  const newIssues = [...new Set([...told.keys(), ...placed.map(({ issue }) => issue)])].map(
    (issue) =>
      openingFile(
        issue,
        placed.filter((one) => one.issue === issue),
        told.get(issue),
        { aliases, source, archive },
      ),
  );
  const named = [...coming, ...newIssues.filter(({ file }) => isNew(file))];
  const names = [...new Set(named.flatMap((one) => one.people))];
  const people = withPeople(files, names, source.people);
  const categories = withCategories(
    files,
    coming.map(({ one }) => one.category),
    aliases,
    source,
  );
  const settings = [...people.files, ...categories.files];
  const sound = soundFiles(
    files,
    settings,
    newIssues.flatMap(({ file }) => file ?? []),
    coming.map(({ one, file }) => ({ from: one.draft.from, file })),
    options,
  );
  leftOut.push(
    ...written.flatMap(({ one, leftOut: cells }) =>
      cells.map((cell) => `${one.draft.from}: ${cell}`),
    ),
    ...newIssues.flatMap((one) => one.leftOut),
  );
  return {
    settings,
    openings: sound.openings,
    entries: [...sound.entries, ...written.flatMap((one) => (isComing.has(one) ? [] : one.file))],
    newPeople: people.names,
    newCategories: categories.names,
    references: [...written, ...newIssues].reduce((sum, { found }) => sum + found, 0),
    lostReferences: [
      ...newIssues.flatMap(({ lost }) => lost),
      ...written.flatMap(({ one, lost }) => lost.map((line) => `${one.draft.from}: ${line}`)),
    ],
    unplaced: [...unplaced, ...sound.problems],
    leftOut,
  };
}

/** The drafts whose issue, category and authors are known, each once; the others are told in `unplaced`. */
function settle(
  drafts: readonly Draft[],
  told: ReadonlyMap<number, Opening>,
  aliases: Aliases,
  source: ContentSource,
  unplaced: string[],
): Settled[] {
  const seen = new Map<string, string>();
  const counts = new Map<number, number>();
  const categories = categoryIds(source, aliases);
  return drafts.flatMap((draft): Settled[] => {
    const say = (problem: string): [] => {
      unplaced.push(`${draft.from}: ${problem}`);
      return [];
    };
    const title = oneLine(draft.title);
    if (title === "") return say("no title; give it one");
    const issue = issueMeant(draft.issue, aliases, source.newsletter);
    if (issue === undefined) {
      return say(
        `"${draft.issue}" names no issue; say which under issues in aliases.yaml, or leave it out`,
      );
    }
    const { number } = issue;
    const isKnown =
      source.issues.some(({ data }) => data.number === number) ||
      told.get(number)?.date !== undefined;
    if (!isKnown && issueDay(issue, aliases) === undefined) {
      return say(`issue ${number} has no date; give it under issues in aliases.yaml`);
    }
    const category = categories(draft.category);
    if (category === undefined) {
      return say(`"${draft.category}" is no category; say which under categories in aliases.yaml`);
    }
    const { names, andOthers } = peopleIn(draft.authors, aliases, source.people);
    if (names.length === 0) {
      return say(
        `no author; say who under people in aliases.yaml, with "${normalName(draft.authors)}" as the name`,
      );
    }
    const key = `${number} ${draft.url} ${textKey(title)}`;
    const twin = seen.get(key);
    if (twin !== undefined) return say(`the same work in the same issue as ${twin}`);
    seen.set(key, draft.from);
    const order = (counts.get(number) ?? 0) + 1;
    counts.set(number, order);
    return [{ draft, issue: number, category, authors: names, andOthers, order }];
  });
}

function categoryIds(
  { newsletter }: ContentSource,
  aliases: Aliases,
): (written: string) => string | undefined {
  const known = newsletter.sections.flatMap(({ categories }) => categories);
  const added = Object.values(aliases.categories).flatMap((value) =>
    typeof value === "object" && value !== null ? [value] : [],
  );
  const all = [...known, ...added];
  return (written) => {
    const name = normalName(written);
    const aliased = aliases.categories[name];
    if (typeof aliased === "object") return aliased?.id;
    const meant = aliased ?? name;
    return all.find(({ id, title }) => id === meant || title === meant)?.id;
  };
}

function numberOf({ issues }: ContentSource, id: string): number {
  return issues.find(({ slug }) => slug === id.split("/")[0])?.data.number ?? 0;
}
