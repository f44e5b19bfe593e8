/** The addresses that lead on, in a built site: a page each for any host, and `_redirects` for those that read it. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { movedTo, type Redirect, redirectPage, redirectsFile } from "#newsletter/redirects.ts";
import type { NewsletterConfig, Published } from "#newsletter/schemas.ts";

import { fileAt, type SiteFiles } from "./site-files.ts";

export interface Written {
  /** What was written. */
  readonly files: readonly string[];
  readonly problems: readonly string[];
  readonly hints: readonly string[];
}

/** Writes what `moved` says, and what of the published addresses has moved with its folder. */
export function writeRedirects(
  site: SiteFiles,
  newsletter: NewsletterConfig,
  published: Published,
): Written {
  const { moved } = newsletter;
  const carried = published.addresses.flatMap((from) => {
    if (moved[from] !== undefined || fileAt(site, from) !== undefined) return [];
    const to = movedTo(moved, from);
    return to === undefined ? [] : [{ from, to }];
  });
  const redirects = [...Object.entries(moved).map(([from, to]) => ({ from, to })), ...carried];
  const problems = redirects.flatMap((redirect) => problemOf(redirect, site));
  if (problems.length > 0 || redirects.length === 0) return { files: [], problems, hints: [] };
  for (const redirect of redirects) write(site, newsletter, redirect);
  const { text, leftOut } = redirectsFile(newsletter, redirects);
  writeFileSync(join(site.folder, "_redirects"), text);
  const hints =
    leftOut === 0
      ? []
      : [
          `${leftOut} of ${redirects.length} moved addresses are not in _redirects, of which Cloudflare reads 2,000 lines and 100 KB; their pages lead on all the same`,
        ];
  const files = [...redirects.map(({ from }) => fileOf(from)), "_redirects"];
  return { files, problems, hints };
}

function problemOf({ from, to }: Redirect, site: SiteFiles): string[] {
  const at = `newsletter.yaml: moved.${from}:`;
  if (site.has(fileOf(from))) return [`${at} is still there; remove the line`];
  const above = from.split("/").slice(0, -1);
  const inFile = above
    .map((_, i) => above.slice(0, i + 1).join("/"))
    .find((path) => site.has(path));
  if (inFile !== undefined) return [`${at} ${inFile} is a file of this site; remove the line`];
  const path = to.replace(/#.*$/, "");
  if (fileAt(site, path) === undefined) {
    return [`${at} leads to ${to}, which is not there; name the address that is`];
  }
  return [];
}

function fileOf(path: string): string {
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** A page leads on; a feed or another file, which programs fetch, is there a second time. */
function write(site: SiteFiles, newsletter: NewsletterConfig, redirect: Redirect): void {
  const file = join(site.folder, fileOf(redirect.from));
  mkdirSync(dirname(file), { recursive: true });
  if (file.endsWith(".html")) writeFileSync(file, redirectPage(newsletter, redirect));
  else copyFileSync(join(site.folder, fileOf(redirect.to)), file);
}
