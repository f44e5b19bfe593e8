/** What a newsletter has given out and must keep: the addresses of its pages and feeds, and the ids of its feed items, in `published.yaml` beside `newsletter.yaml`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { stringify } from "yaml";

import { pathOfTag } from "#newsletter/addresses.ts";
import { ContentError } from "#newsletter/check.ts";
import { readYaml } from "#newsletter/front-matter.ts";
import { movedTo } from "#newsletter/redirects.ts";
import { checkFields } from "#newsletter/schema-problems.ts";
import { type NewsletterConfig, type Published, publishedSchema } from "#newsletter/schemas.ts";

import { idsInFeed, isWholeFeed } from "./feed-ids.ts";
import { fileAt, pathOfFile, type SiteFiles } from "./site-files.ts";

const name = "published.yaml";

/** Reads the list of a content folder; an empty one where there is none, a ContentError where it cannot be read. */
export function readPublished(folder: string): Published {
  const path = join(folder, name);
  if (!existsSync(path)) return { addresses: [], ids: [] };
  const { data, problem } = readYaml(readFileSync(path, "utf8"));
  if (problem !== undefined) throw new ContentError([`${name}:${problem.line}: ${problem.text}`]);
  const checked = checkFields(name, "the file", publishedSchema, data);
  if (checked.data === undefined) throw new ContentError(checked.problems);
  return checked.data;
}

/** What a built site gives out; to be asked before its redirects are written. */
export function givenOut({ folder, files }: SiteFiles): Published {
  const feeds = files.filter(isWholeFeed);
  const ids = feeds.flatMap((file) => idsInFeed(readFileSync(join(folder, file), "utf8")));
  return { addresses: lastingAddresses(files), ids: [...new Set(ids)] };
}

/** The addresses of a site's files that must last. */
export function lastingAddresses(files: readonly string[]): string[] {
  return files
    .filter(isLasting)
    .map(pathOfFile)
    .filter((path) => path !== "");
}

/** Pages, feeds and the database; archives of feeds are reached through their heads. */
function isLasting(file: string): boolean {
  return (
    (file.endsWith(".html") && file !== "404.html") ||
    /(?:^|\/)(?:feed\.(?:xml|json)|(?:atom|podcast)\.xml|feeds\.opml|database\.(?:csv|json))$/.test(
      file,
    )
  );
}

const joined = (a: readonly string[], b: readonly string[]): string[] =>
  [...new Set([...a, ...b])].toSorted();

/** The list with what a site gives out joined to it, as the file has it: sorted, one to a line, nothing taken out. */
export function publishedText(known: Published, now: Published): string {
  return (
    "# What has been published and must last; npm run published adds to it, and npm run build holds the site to it.\n" +
    stringify(
      { addresses: joined(known.addresses, now.addresses), ids: joined(known.ids, now.ids) },
      { lineWidth: 0 },
    )
  );
}

/** What the list promises and a site with its redirects does not keep, one line each. */
export function brokenPromises(
  known: Published,
  now: Published,
  site: SiteFiles,
  newsletter: Pick<NewsletterConfig, "tag" | "moved">,
): string[] {
  const ids = new Set(now.ids);
  const { tag, moved } = newsletter;
  const retagged = known.ids.filter((id) => !id.startsWith(tag));
  return [
    ...known.addresses
      .filter((path) => fileAt(site, path) === undefined)
      .map((path) => `${name}: addresses: ${path} has been published and is gone; ${remedy(path)}`),
    ...(retagged.length > 0
      ? [
          `newsletter.yaml: tag: ${retagged.length} published feed ids do not begin with ${tag}, such as ${retagged[0] ?? ""}; set tag back, readers would see every item twice`,
        ]
      : known.ids
          .filter((id) => !ids.has(id))
          .flatMap((id) => {
            const path = pathOfTag({ tag }, id);
            if (path !== undefined && movedTo(moved, path) !== undefined) return [];
            // Its address tells it already.
            if (
              path !== undefined &&
              known.addresses.includes(path) &&
              fileAt(site, path) === undefined
            )
              return [];
            return [
              `${name}: ids: ${id} has been published and no feed has it any more; ${remedy(path ?? "its address")}`,
            ];
          })),
  ];
}

function remedy(path: string): string {
  return `bring it back, or say under moved in newsletter.yaml where ${path} leads now`;
}
