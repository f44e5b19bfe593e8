import { archive, lookups } from "#archive.ts";
import { categoryPath, personPath } from "#newsletter/addresses.ts";
import type { Entry } from "#newsletter/archive.ts";
import { word } from "#newsletter/words.ts";

/** One feed of the site, in whatever format. */
export interface SiteFeed {
  /** Folder of its files within the site, empty or with a slash at the end. */
  readonly folder: string;
  readonly title: string;
  /** What it is, without the newsletter's name. */
  readonly gist: string;
  /** What one item is. */
  readonly level: "issue" | "entry";
  /** The entries it carries, newest issue first; everything where undefined. */
  readonly entries?: readonly Entry[];
}

const { newsletter } = archive;

const whole: readonly SiteFeed[] = [
  { folder: "", title: newsletter.title, gist: word(newsletter, "issueFeeds"), level: "issue" },
  {
    folder: "entries/",
    title: newsletter.title,
    gist: word(newsletter, "entryFeeds"),
    level: "entry",
  },
];

/** The feeds of the whole newsletter, then those of each category and person that have entries. */
export const siteFeeds: readonly SiteFeed[] = [
  ...whole,
  ...archive.categories.flatMap(({ id, title }) =>
    facet(categoryPath(id), title, lookups.categories.get(id)),
  ),
  ...archive.people.flatMap(({ id, name }) => facet(personPath(id), name, lookups.people.get(id))),
];

/** The feeds that the page at that path tells of: its own, then those of the whole. */
export function feedsAt(path: string): readonly SiteFeed[] {
  return [...new Set([path, ""])].flatMap((folder) => byFolder.get(folder) ?? []);
}

const byFolder: ReadonlyMap<string, SiteFeed> = new Map(
  siteFeeds.map((feed) => [feed.folder, feed]),
);

/** The feed of a part of the entries; none where there are none. */
function facet(folder: string, gist: string, entries?: readonly Entry[]): SiteFeed[] {
  if (entries === undefined) return [];
  return [{ folder, title: `${newsletter.title}: ${gist}`, gist, level: "entry", entries }];
}
