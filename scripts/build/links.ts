/** Proves a site: each link, fragment and asset of its pages, scripts, styles, feeds and mails is there, and nothing foreign is fetched. */
import type { FileLinks } from "./file-links.ts";
import type { Reference } from "./page-links.ts";
import { fileAt, pathOfFile, type SiteFiles } from "./site-files.ts";

/** Takes in what files say as they come; those whose path begins with `mail/` are mails. */
export interface LinkProof {
  /** Takes in a file, in place of what it said before. */
  readonly add: (file: string, links: FileLinks) => void;
  /** Forgets a file that is gone. */
  readonly drop: (file: string) => void;
  /** What was taken in of a file, save its references. */
  readonly said: (file: string) => Said | undefined;
  /** Every link that leads nowhere and everything fetched from elsewhere, one line each: file, address, why. The files of the site and its mails must all have been taken in; `linksOf` is asked again where something is wrong. */
  readonly problems: (
    site: SiteFiles,
    mails: readonly string[],
    linksOf: (file: string) => FileLinks | undefined,
  ) => string[];
}

type Said = Omit<FileLinks, "references">;

/** Where a reference leads within the site, or what is wrong with it wherever it may lead. */
type Target = { readonly path: string; readonly fragment: string } | string;

/** Begins the proof of the site at this address. */
export function linkProof(address: string): LinkProof {
  const home = new URL(address);
  const files = new Map<string, Said>();
  const targets = new Map<string, Target | undefined>();
  // Files that an earlier build has read share their references.
  const shared = new Set<Reference>();

  const add = (file: string, links: FileLinks): void => {
    const { references: _, ...said } = links;
    files.set(file, said);
    const isPage = !isMail(file);
    for (const reference of openIn(file, links)) {
      if (isPage && shared.has(reference)) continue;
      const key = keyOf(file, reference);
      if (!targets.has(key)) targets.set(key, targetOf(file, reference, home));
      if (isPage && isWhole(reference.to)) shared.add(reference);
    }
  };
  const whyWrong = (target: Target | undefined, site: SiteFiles): string | undefined =>
    target === undefined || typeof target === "string"
      ? target
      : problemAt(target, site, (file) => files.get(file)?.ids);

  const problems: LinkProof["problems"] = (site, mails, linksOf) => {
    const all = [...site.files, ...mails];
    const wrong = new Map<string, string>();
    for (const [key, target] of targets) {
      const why = whyWrong(target, site);
      if (why !== undefined) wrong.set(key, why);
    }
    const lines = all.flatMap((file) => {
      const near = files.get(file)?.near;
      return near === undefined
        ? []
        : [`${file}: ${near}: readers need an address that begins with https://`];
    });
    return [...lines, ...(wrong.size > 0 ? linesOf(wrong, all, linksOf) : [])].toSorted();
  };
  return {
    add,
    drop: (file) => void files.delete(file),
    said: (file) => files.get(file),
    problems,
  };
}

/** Wrong references with the file that is the first to make them, and how many more do. */
function linesOf(
  wrong: ReadonlyMap<string, string>,
  files: readonly string[],
  linksOf: (file: string) => FileLinks | undefined,
): string[] {
  const found = new Map<string, { readonly line: string; readonly files: Set<string> }>();
  for (const file of files) {
    const links = linksOf(file);
    for (const reference of links === undefined ? [] : openIn(file, links)) {
      const key = keyOf(file, reference);
      const why = wrong.get(key);
      if (why === undefined) continue;
      const line = `${nameOf(file)}: ${reference.to}: ${why}`;
      const one = found.get(key) ?? { line, files: new Set() };
      one.files.add(file);
      found.set(key, one);
    }
  }
  return [...found.values()].map(({ line, files: { size } }) =>
    size === 1 ? line : `${line}, in ${size - 1} more file${size === 2 ? "" : "s"} too`,
  );
}

/** Whether a file is a mail, or the source of one, and none of the site. */
export const isMail = (file: string): boolean => file.startsWith("mail/");
const nameOf = (file: string): string => file.replace(/^mail\//, "mail ");

/** The references that are to be proved; what leads to a part of the same mail is. */
function openIn(file: string, { references, ids }: FileLinks): readonly Reference[] {
  return isMail(file)
    ? references.filter(({ to }) => !(to.startsWith("#") && ids.has(to.slice(1))))
    : references;
}

/** Whether an address means the same on every page: a path from the root, or a whole one. */
const isWhole = (to: string): boolean => to.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(to);

/** The same for references that mean the same. */
function keyOf(file: string, { to, kind }: Reference): string {
  if (isMail(file)) return isMailed(to) ? `${kind}  ${to}` : `mail ${file} ${to}`;
  return `${kind} ${isWhole(to) ? "" : pathOfFile(file)} ${to}`;
}

/** Whether a mail may hold such an address, as far as it can be told from itself. */
const isMailed = (to: string): boolean => /^(?:https?:|mailto:|data:)/.test(to);

function targetOf(file: string, { to, kind }: Reference, home: URL): Target | undefined {
  if (isMail(file) && !isMailed(to)) return "a mail needs an address that begins with https://";
  const target = URL.parse(to, isMail(file) ? home.href : home.href + pathOfFile(file));
  if (target === null) return "is no address";
  if (target.protocol === "javascript:") return "runs a script, which the policy forbids";
  if (!/^https?:$/.test(target.protocol)) return undefined;
  const isOwn = target.origin === home.origin && target.pathname.startsWith(home.pathname);
  if (!isOwn) {
    if (kind === "fetched") {
      return `is fetched from outside of ${home.href}; keep a copy in public/, or link to it`;
    }
    // Somebody else's page on the same host is named whole.
    return /^https?:/i.test(to)
      ? undefined
      : `leads out of the site, which begins at ${home.pathname}`;
  }
  const path = decoded(target.pathname.slice(home.pathname.length));
  if (path === undefined) return "has a % that stands for nothing";
  return { path, fragment: decoded(target.hash.slice(1).replace(/:~:.*$/, "")) ?? "" };
}

/** Why a place within the site cannot be reached; undefined where it can. */
function problemAt(
  { path, fragment }: Exclude<Target, string>,
  site: SiteFiles,
  idsOf: (file: string) => FileLinks["ids"] | undefined,
): string | undefined {
  const file = fileAt(site, path);
  if (file === undefined) {
    return fileAt(site, `${path}/`) === undefined
      ? "there is no such page or file"
      : "needs a slash at its end";
  }
  if (fragment === "" || fragment === "top" || !/\.(?:html|svg)$/.test(file)) return undefined;
  return idsOf(file)?.has(fragment) === true
    ? undefined
    : `nothing on that page has the id ${fragment}`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
