import type { Entry, Issue } from "./archive.ts";
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
/** Folder of the pages in another language than the newsletter's: `de/`; empty for its own. */
export const languageRoot = (language: string | undefined): string =>
  language === undefined ? "" : `${language.toLowerCase()}/`;
/** `id` is `<issue>/<entry>`. */
export const entryPath = (id: string): string => `issues/${id}/`;
/** Path of the page of an issue as it stands in its language. */
export const pathOfIssue = ({ slug, translation }: Pick<Issue, "slug" | "translation">): string =>
  languageRoot(translation?.language) + issuePath(slug);
/** Path of the page of an entry as it stands in its language. */
export const pathOfEntry = ({ id, translation }: Pick<Entry, "id" | "translation">): string =>
  languageRoot(translation?.language) + entryPath(id);
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

/** Id of a feed item (RFC 4151): `tag:example.org,2026:issue/062`; never changes, even when the issue moves. A translation has its own, `…:de/issue/062`. */
export function issueTag(newsletter: Tagged, slug: string, language?: string): string {
  return tagOf(newsletter, languageRoot(language), issuePath(slug), `issue/${slug}`);
}
/** Id of an entry's feed item; `id` is `<issue>/<entry>`. */
export function entryTag(newsletter: Tagged, id: string, language?: string): string {
  return tagOf(newsletter, languageRoot(language), entryPath(id), `entry/${id}`);
}

function tagOf({ tag, firstPaths }: Tagged, root: string, path: string, own: string): string {
  const first = firstPaths?.get(root + path);
  return tag + (first === undefined ? root + own : (itemOf(first) ?? root + own));
}

/** The end of the feed id of the issue or entry that stands at a path: `issue/062`, `entry/062/call`, `de/entry/062/call`; undefined for other pages. */
export function itemOf(path: string): string | undefined {
  const [, root = "", slug, name] =
    /^([a-z]{2,3}(?:-[a-z0-9]+)*\/)?issues\/([^/]+)\/(?:([^/]+)\/)?$/.exec(path) ?? [];
  if (slug === undefined) return undefined;
  return root + (name === undefined ? `issue/${slug}` : `entry/${slug}/${name}`);
}

/** The path of the issue or entry with a feed id; undefined where the id is none of this newsletter's. */
export function pathOfTag({ tag }: Pick<NewsletterConfig, "tag">, id: string): string | undefined {
  const [, root = "", kind, rest = ""] =
    /^([a-z]{2,3}(?:-[a-z0-9]+)*\/)?(issue|entry)\/(.+)$/.exec(
      id.startsWith(tag) ? id.slice(tag.length) : "",
    ) ?? [];
  if (kind === undefined) return undefined;
  return root + (kind === "issue" ? issuePath(rest) : entryPath(rest));
}
