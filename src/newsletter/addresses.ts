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

/** Id of a feed item (RFC 4151): `tag:example.org,2026:issue/062`; never changes. */
export function issueTag(newsletter: Pick<NewsletterConfig, "tag">, slug: string): string {
  return `${newsletter.tag}issue/${slug}`;
}
/** Id of an entry's feed item; `id` is `<issue>/<entry>`. */
export function entryTag(newsletter: Pick<NewsletterConfig, "tag">, id: string): string {
  return `${newsletter.tag}entry/${id}`;
}
