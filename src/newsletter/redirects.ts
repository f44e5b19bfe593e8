import { itemOf, pathOfTag, rootPath, sitePath } from "./addresses.ts";
import { contentPolicy } from "./policy.ts";
import type { NewsletterConfig } from "./schemas.ts";
import { word } from "./words.ts";

type Moved = NewsletterConfig["moved"];

/** An address of the site that leads to another one; both are paths within the site. */
export interface Redirect {
  readonly from: string;
  /** May end in a fragment. */
  readonly to: string;
}

/** Where a path leads now: by its own line, else with the nearest folder above it that has moved; undefined where it has not. */
export function movedTo(moved: Moved, path: string): string | undefined {
  const own = moved[path];
  if (own !== undefined) return own;
  for (
    let end = path.lastIndexOf("/", path.length - 2);
    end >= 0;
    end = path.lastIndexOf("/", end - 1)
  ) {
    const folder = path.slice(0, end + 1);
    const to = moved[folder];
    if (to !== undefined) {
      return to === "" || to.endsWith("/") ? to + path.slice(folder.length) : undefined;
    }
  }
  return undefined;
}

/**
 * Under which path the issues and entries that have moved were first published: feed ids are made of it, since a reader's program
 * would take a new id for a new item. A page that was published under an id of its own keeps that, whatever was joined to it.
 */
export function firstPaths(
  { moved, tag }: Pick<NewsletterConfig, "moved" | "tag">,
  publishedIds: readonly string[],
): ReadonlyMap<string, string> {
  const ids = new Set(publishedIds);
  const isPublished = (path: string): boolean => ids.has(`${tag}${itemOf(path) ?? ""}`);
  const candidates = [
    ...Object.keys(moved).filter(isPublished),
    ...(Object.keys(moved).length === 0
      ? []
      : publishedIds.flatMap((id) => pathOfTag({ tag }, id) ?? [])),
    ...Object.keys(moved),
  ];
  const first = new Map<string, string>();
  for (const from of candidates) {
    const to = movedTo(moved, from);
    if (to === undefined || itemOf(to) === undefined || itemOf(from) === undefined) continue;
    if (!isPublished(to) && !first.has(to)) first.set(to, from);
  }
  return first;
}

/** What Cloudflare reads of `_redirects`; it leaves out the rest without a word. */
export const mostRedirects = { rules: 2000, bytes: 100_000, lineLength: 1000 };

/** The file `_redirects`, which Netlify and Cloudflare read, as far as they read it; the pages of the others lead on as well. */
export function redirectsFile(
  newsletter: Pick<NewsletterConfig, "address">,
  redirects: readonly Redirect[],
): { readonly text: string; readonly leftOut: number } {
  const lines: string[] = [];
  let bytes = 0;
  for (const { from, to } of redirects) {
    const line = `${encodeURI(sitePath(newsletter, from))} ${encodeURI(sitePath(newsletter, to))} 301\n`;
    if (line.length > mostRedirects.lineLength) continue;
    if (lines.length >= mostRedirects.rules || bytes + line.length > mostRedirects.bytes) break;
    bytes += line.length;
    lines.push(line);
  }
  return { text: lines.join(""), leftOut: redirects.length - lines.length };
}

/** A page that leads on by itself on any host, and by a link where a browser does not follow; search engines take the new address. */
export function redirectPage(
  newsletter: Pick<NewsletterConfig, "address" | "language" | "subscribe" | "words">,
  { to }: Redirect,
): string {
  const words = word(newsletter, "moved");
  const address = escaped(encodeURI(sitePath(newsletter, to)));
  const canonical = escaped(new URL(encodeURI(to.replace(/#.*$/, "")), newsletter.address).href);
  return [
    "<!DOCTYPE html>",
    `<html lang="${newsletter.language}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(newsletter)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(words)}</title>`,
    '<meta name="robots" content="noindex">',
    `<link rel="canonical" href="${canonical}">`,
    `<meta http-equiv="refresh" content="0; url=${address}">`,
    "</head>",
    "<body>",
    `<h1>${escaped(words)}</h1>`,
    `<p><a href="${address}">${escaped(rootPath(newsletter) + to)}</a></p>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
