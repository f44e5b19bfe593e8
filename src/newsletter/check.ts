import type { Newsletter } from "./archive.ts";
import { type MediaFile, podcastProblems } from "./check-audio.ts";
import { entryProblems } from "./check-entries.ts";
import { issueProblems } from "./check-issues.ts";
import { movedProblems } from "./check-moved.ts";
import { settingsProblems } from "./check-settings.ts";
import { translationProblems } from "./check-translations.ts";
import { languageOf, targetOf } from "./languages.ts";
import type { EntryFrontmatter, IssueFrontmatter, People } from "./schemas.ts";
import type { TranslationFrontmatter } from "./translation-schemas.ts";

/** The content of a newsletter as its files give it; `file` is a path from the content folder, `body` the prose. */
export interface ContentSource {
  readonly newsletter: Newsletter;
  readonly people: People;
  /** `slug` is the folder's name. */
  readonly issues: readonly {
    readonly slug: string;
    readonly file: string;
    readonly data: IssueFrontmatter;
    readonly body: string;
  }[];
  /** `id` is `<issue>/<file without extension>`. */
  readonly entries: readonly {
    readonly id: string;
    readonly file: string;
    readonly data: EntryFrontmatter;
    readonly body: string;
  }[];
  /** `target` is the slug of the issue or the id of the entry that it is of, `language` as the file's name says it. */
  readonly translations: readonly {
    readonly target: string;
    readonly language: string;
    readonly file: string;
    readonly data: TranslationFrontmatter;
    readonly body: string;
  }[];
}

/** What the content is held against; what is left out is not checked. */
export interface CheckOptions {
  /** Day of the check, `YYYY-MM-DD`: no correction and no work is of a later day. */
  readonly today?: string;
  /** What a demo may name. */
  readonly demos?: {
    /** Ids of the experiments there are. */
    readonly experiments: readonly string[];
    readonly presets: readonly string[];
    /** `<experiment>/<preset>` of every recorded result. */
    readonly results: readonly string[];
  };
  /** Ids of the maps there are, broken ones too. */
  readonly maps?: readonly string[];
  /** Ids of the experiments that have a game with something to play it with. */
  readonly games?: readonly string[];
  /** Slugs of the issues and ids of the entries that a link may lead to. */
  readonly targets?: ReadonlySet<string>;
  /** The files of sound, text and pictures there are, by their paths from the content folder. */
  readonly media?: ReadonlyMap<string, MediaFile>;
  /** Every Markdown file there is, so that one that could not be read is not called missing too. */
  readonly files?: readonly string[];
}

/** Content that cannot be published; each problem is one line: file, field, what is expected, how to mend. */
export class ContentError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ContentError";
    this.problems = problems;
  }
}

/** What single files cannot show: names, references and dates that do not fit together. Sorted. */
export function crossCheck(source: ContentSource, options: CheckOptions = {}): string[] {
  const all = { targets: targetsOf(source, options), ...options };
  return [
    ...settingsProblems(source),
    ...podcastProblems(source, all),
    ...movedProblems(source, all),
    ...issueProblems(source, all),
    ...entryProblems(source, all),
    ...translationProblems(source, all),
  ].toSorted();
}

/** All that a link may lead to, files that could not be read included. */
function targetsOf(
  { issues, entries }: ContentSource,
  { files = [] }: CheckOptions,
): ReadonlySet<string> {
  return new Set([
    ...issues.map(({ slug }) => slug),
    ...entries.map(({ id }) => id),
    ...files.filter((path) => languageOf(path) === undefined).map(targetOf),
  ]);
}
