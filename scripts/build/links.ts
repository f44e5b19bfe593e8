/** Proves a built site: each link, fragment and asset of its pages, scripts, styles, feeds and mails is there, and nothing foreign is fetched. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type FileLinks, linksOfFile } from "./file-links.ts";
import { markupReferences, type Reference } from "./page-links.ts";
import { fileAt, pathOfFile, type SiteFiles } from "./site-files.ts";

/** Where a reference was first seen, and by how many files more. */
interface Seen extends Reference {
  readonly file: string;
  readonly target: URL;
  others: number;
  /** The file that made it last. */
  last: string;
}

export interface ProofOptions {
  /** The folder of the issues' mails. */
  readonly mails?: string | undefined;
  /** Gives the links of a file, such as those that an earlier build has read; they are read now where it is left out. */
  readonly linksOf?: ((file: string) => FileLinks | undefined) | undefined;
}

/** Every link that leads nowhere and everything fetched from elsewhere, one line each: file, address, why. */
export function linkProblems(
  site: SiteFiles,
  address: string,
  { mails, linksOf }: ProofOptions = {},
): string[] {
  const home = new URL(address);
  const read = linksOf ?? ((file: string) => linksOfFile(site, file, home));
  const { note, seen } = noted();
  const ids = new Map<string, FileLinks["ids"]>();
  const problems: string[] = [];
  for (const file of site.files) {
    const found = read(file);
    if (found === undefined) continue;
    ids.set(file, found.ids);
    const base = home.href + pathOfFile(file);
    for (const reference of found.references) note(file, reference, base);
    if (found.near !== undefined) {
      problems.push(`${file}: ${found.near}: readers need an address that begins with https://`);
    }
  }
  for (const { file, text } of mailsIn(mails)) {
    const found = markupReferences(text);
    for (const reference of found.references) {
      if (/^(?:https?:|mailto:|data:)/.test(reference.to))
        note(`mail ${file}`, reference, home.href);
      else if (!(reference.to.startsWith("#") && found.ids.has(reference.to.slice(1)))) {
        problems.push(
          `mail ${file}: ${reference.to}: a mail needs an address that begins with https://`,
        );
      }
    }
  }
  for (const one of seen.values()) {
    const why = problemOf(one, site, home, ids);
    if (why === undefined) continue;
    const more =
      one.others === 0 ? "" : `, in ${one.others} more file${one.others === 1 ? "" : "s"} too`;
    problems.push(`${one.file}: ${one.to}: ${why}${more}`);
  }
  return problems.toSorted();
}

/** The HTML of each mail in a folder. */
function mailsIn(folder: string | undefined): { readonly file: string; readonly text: string }[] {
  if (folder === undefined || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".html"))
    .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
}

/** References by what they mean, each once for all files that make it. */
function noted() {
  const seen = new Map<string, Seen>();
  // Files that an earlier build has read share their references.
  const shared = new Map<Reference, Seen>();
  const known = (reference: Reference, file: string, base: string): Seen => {
    const { to, kind } = reference;
    // A path from the root and a whole address mean the same on every page.
    const isShared = to.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(to);
    const key = `${kind} ${isShared ? "" : base} ${to}`;
    const one = seen.get(key) ?? {
      ...reference,
      file,
      target: URL.parse(to, base) ?? new URL("invalid:"),
      others: 0,
      last: file,
    };
    seen.set(key, one);
    if (isShared) shared.set(reference, one);
    return one;
  };
  const note = (file: string, reference: Reference, base: string): void => {
    const one = shared.get(reference) ?? known(reference, file, base);
    if (one.last === file) return;
    one.last = file;
    one.others += 1;
  };
  return { note, seen: seen as ReadonlyMap<string, Seen> };
}

/** Why a reference cannot stand; undefined where it can. */
function problemOf(
  { to, kind, target }: Seen,
  site: SiteFiles,
  home: URL,
  ids: ReadonlyMap<string, FileLinks["ids"]>,
): string | undefined {
  if (target.protocol === "invalid:") return "is no address";
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
  const file = path === undefined ? undefined : fileAt(site, path);
  if (path === undefined) return "has a % that stands for nothing";
  if (file === undefined) {
    return fileAt(site, `${path}/`) === undefined
      ? "there is no such page or file"
      : "needs a slash at its end";
  }
  const fragment = decoded(target.hash.slice(1).replace(/:~:.*$/, "")) ?? "";
  if (fragment === "" || fragment === "top" || !/\.(?:html|svg)$/.test(file)) return undefined;
  return ids.get(file)?.has(fragment) === true
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
