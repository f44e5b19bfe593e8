import { archive, editions, lookups } from "#archive.ts";
import { categoryPath, personPath } from "#newsletter/addresses.ts";
import type { Category, Entry, Person } from "#newsletter/archive.ts";
import type { Edition } from "#newsletter/editions.ts";
import { languageName } from "#newsletter/languages.ts";
import { word } from "#newsletter/words.ts";

/** One feed of the site, in whatever format. */
export interface SiteFeed {
  /** In what language it is. */
  readonly edition: Edition;
  /** Folder of its files within the site, empty or with a slash at the end. */
  readonly folder: string;
  /** Path of the page that it is of. */
  readonly home: string;
  readonly title: string;
  /** What it is, without the newsletter's name and in the newsletter's own language. */
  readonly gist: string;
  /** What one item is. */
  readonly level: "issue" | "entry";
  /** The entries it carries, newest issue first; everything of the edition where undefined. */
  readonly entries?: readonly Entry[];
}

const { newsletter } = archive;
const [original] = editions;
const levels = ["issue", "entry"] as const;

/** The feeds of the whole newsletter, of each language it is translated into, then those of each category and person that have entries. */
export function siteFeeds(): SiteFeed[] {
  return [
    ...editions.flatMap(wholeFeeds),
    ...archive.categories.flatMap(categoryFeeds),
    ...archive.people.flatMap(personFeeds),
  ];
}

/** The feeds that the page at that path tells of, its own first. */
export function feedsAt(path: string, edition: Edition): readonly SiteFeed[] {
  if (edition !== original) return wholeFeeds(edition).toReversed();
  return [...new Set([path, ""])].flatMap(feedsIn);
}

/** The feed whose files stand in that folder; none where there is none. Every page asks, and so hangs on what is read here. */
function feedsIn(folder: string): SiteFeed[] {
  return [
    ...wholeFeeds(original).filter((feed) => feed.folder === folder),
    ...archive.categories.filter(({ id }) => categoryPath(id) === folder).flatMap(categoryFeeds),
    ...(folder.startsWith(personPath("").slice(0, -1))
      ? archive.people.filter(({ id }) => personPath(id) === folder).flatMap(personFeeds)
      : []),
  ];
}

/** The feeds of all that an edition has in its language. */
function wholeFeeds(edition: Edition): SiteFeed[] {
  if (edition === original) return levels.map((level) => whole(edition, level, newsletter.title));
  const name = languageName(edition.newsletter.language);
  return levels
    .filter((level) => edition.own[level === "issue" ? "issues" : "entries"].length > 0)
    .map((level) => whole(edition, level, `${newsletter.title} (${name})`, `${name}, `));
}

const categoryFeeds = ({ id, title }: Category): SiteFeed[] =>
  facet(categoryPath(id), title, lookups.categories.get(id));

const personFeeds = ({ id, name }: Person): SiteFeed[] =>
  facet(personPath(id), name, lookups.people.get(id));

/** The feed of all that an edition has in its language. */
function whole(edition: Edition, level: SiteFeed["level"], title: string, before = ""): SiteFeed {
  const { root } = edition;
  return {
    edition,
    folder: level === "issue" ? root : `${root}entries/`,
    home: root,
    title,
    gist: before + word(newsletter, level === "issue" ? "issueFeeds" : "entryFeeds"),
    level,
  };
}

/** The feed of a part of the entries; none where there are none. */
function facet(folder: string, gist: string, entries?: readonly Entry[]): SiteFeed[] {
  if (entries === undefined) return [];
  const title = `${newsletter.title}: ${gist}`;
  return [{ edition: original, folder, home: folder, title, gist, level: "entry", entries }];
}
