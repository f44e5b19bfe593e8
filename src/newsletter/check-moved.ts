import { itemOf } from "./addresses.ts";
import type { CheckOptions, ContentSource } from "./check.ts";
import { movedTo } from "./redirects.ts";
import { suggestion } from "./suggestion.ts";

/** What `moved` of newsletter.yaml says that no reader could follow; whether other pages than issues and entries are there, only the built site shows. */
export function movedProblems(
  {
    newsletter: { moved },
    issues,
    entries,
  }: Pick<ContentSource, "newsletter" | "issues" | "entries">,
  { targets = new Set() }: CheckOptions,
): string[] {
  const shown = new Set([
    ...issues.filter(({ data }) => !data.draft).map(({ slug }) => slug),
    ...entries.filter(({ data }) => !data.draft).map(({ id }) => id),
  ]);
  return Object.entries(moved).flatMap(([from, to]) => {
    const why = problemOf(from, to, moved, shown, targets);
    return why === undefined ? [] : [`newsletter.yaml: moved.${from}: ${why}`];
  });
}

function problemOf(
  from: string,
  to: string,
  moved: Readonly<Record<string, string>>,
  shown: ReadonlySet<string>,
  targets: ReadonlySet<string>,
): string | undefined {
  const path = to.replace(/#.*$/, "");
  if (!isPath(from)) return `an old address ${form}`;
  if (path !== "" && !isPath(path)) return `"${to}": a new address ${form}`;
  if (from === path) return "leads to itself; remove the line or name where it went";
  if (
    isPageName(from) !== isPageName(path) ||
    (!isPageName(from) && ending(from) !== ending(path))
  ) {
    return `"${to}": a ${isPageName(from) ? "page leads to a page" : `file leads to one that ends in ${ending(from)} as well`}`;
  }
  if (shown.has(from.replace(/^issues\//, "").replace(/\/$/, "")) && itemOf(from) !== undefined) {
    return "is a page of this newsletter; remove the line or rename the file";
  }
  const further = movedTo(moved, path);
  if (further !== undefined) {
    return leadsBack(moved, from)
      ? `"${to}": the lines lead in a circle; name the page that is there`
      : `"${to}" has moved on itself; write ${further}`;
  }
  const target = path.replace(/^issues\//, "").replace(/\/$/, "");
  if (path.startsWith("issues/") && itemOf(path) !== undefined && !targets.has(target)) {
    const near = suggestion(target, [...targets]);
    return `"${to}": there is no such issue or entry; ${near}`;
  }
  return undefined;
}

const form =
  'is a path within the site, without a slash before it, and ends in a slash or like a file: issues/007/name/, "feed.xml"';

/** Names joined by slashes; no query, no wildcard, nothing that climbs up. */
function isPath(path: string): boolean {
  const names = path.replace(/\/$/, "").split("/");
  return (
    names.every((name) => /^[^\s/?#%*:\\<>"|]+$/.test(name) && !/^\.{1,2}$/.test(name)) &&
    (path.endsWith("/") || ending(path) !== "")
  );
}

function isPageName(path: string): boolean {
  return path === "" || path.endsWith("/") || ending(path) === ".html";
}

function ending(path: string): string {
  return /\.[a-z0-9]+$/i.exec(path)?.[0] ?? "";
}

function leadsBack(moved: Readonly<Record<string, string>>, from: string): boolean {
  const seen = new Set<string>();
  for (
    let at: string | undefined = from;
    at !== undefined;
    at = movedTo(moved, at)?.replace(/#.*$/, "")
  ) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}
