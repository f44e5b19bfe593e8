import type { NewsletterConfig } from "./schemas.ts";

/** Path of the site's root with both slashes: `/` or `/my-newsletter/`. */
export function rootPath(newsletter: Pick<NewsletterConfig, "address">): string {
  return new URL(newsletter.address).pathname;
}

/** A path within the site, such as `issues/062/`, as seen from its host's root. */
export function sitePath(newsletter: Pick<NewsletterConfig, "address">, path: string): string {
  return rootPath(newsletter) + path;
}

/** A path within the site as an absolute address; fragments and queries are kept. */
export function absolute(newsletter: Pick<NewsletterConfig, "address">, path: string): string {
  return new URL(path, newsletter.address).href;
}

export const issuePath = (slug: string): string => `issues/${slug}/`;
/** `id` is `<issue>/<entry>`. */
export const entryPath = (id: string): string => `issues/${id}/`;
export const categoryPath = (id: string): string => `categories/${id}/`;
export const personPath = (id: string): string => `people/${id}/`;
export const experimentPath = (id: string): string => `experiments/${id}/`;

/** The page of an experiment with its demo set to these parameters. */
export function demoPath(id: string, params: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams({ demo: id });
  for (const [name, value] of Object.entries(params)) query.set(name, String(value));
  return `${experimentPath(id)}?${query.toString()}#demo-${id}`;
}

/** A newsletter as far as its feed ids hang on it. */
type Tagged = Pick<NewsletterConfig, "tag"> & {
  /** Path of a page → the path under which it was first published, where they differ. */
  readonly firstPaths?: ReadonlyMap<string, string>;
};

/** Id of a feed item (RFC 4151): `tag:example.org,2026:issue/062`; never changes, even when the issue moves. */
export function issueTag(newsletter: Tagged, slug: string): string {
  return tagOf(newsletter, issuePath(slug), `issue/${slug}`);
}
/** Id of an entry's feed item; `id` is `<issue>/<entry>`. */
export function entryTag(newsletter: Tagged, id: string): string {
  return tagOf(newsletter, entryPath(id), `entry/${id}`);
}

function tagOf({ tag, firstPaths }: Tagged, path: string, own: string): string {
  const first = firstPaths?.get(path);
  return tag + (first === undefined ? own : (itemOf(first) ?? own));
}

/** The end of the feed id of the issue or entry that stands at a path: `issue/062`, `entry/062/call`; undefined for other pages. */
export function itemOf(path: string): string | undefined {
  const [, slug, name] = /^issues\/([^/]+)\/(?:([^/]+)\/)?$/.exec(path) ?? [];
  if (slug === undefined) return undefined;
  return name === undefined ? `issue/${slug}` : `entry/${slug}/${name}`;
}

/** The path of the issue or entry with a feed id; undefined where the id is none of this newsletter's. */
export function pathOfTag({ tag }: Pick<NewsletterConfig, "tag">, id: string): string | undefined {
  const [, kind, rest = ""] =
    /^(issue|entry)\/(.+)$/.exec(id.startsWith(tag) ? id.slice(tag.length) : "") ?? [];
  if (kind === undefined) return undefined;
  return kind === "issue" ? issuePath(rest) : entryPath(rest);
}
