/** References of foreign prose, made links between this newsletter's files. */
import { oneLine } from "#newsletter/front-matter.ts";
import { pageTarget, referencePattern } from "#newsletter/references.ts";
import type { NewsletterConfig } from "#newsletter/schemas.ts";
import { issueSlug } from "#newsletter/slugs.ts";
import { nearest } from "#newsletter/suggestion.ts";

import type { Aliases } from "./aliases.ts";
import type { Draft } from "./draft.ts";
import { textKey } from "./text-key.ts";
import type { Titled, TitleIndex } from "./title-index.ts";

/** What references are resolved against. */
export interface Archive {
  readonly index: TitleIndex;
  /** Numbers of the issues there are, or will be. */
  readonly issues: ReadonlySet<number>;
  readonly newsletter: Pick<NewsletterConfig, "address" | "references">;
  readonly old: OldAddresses;
}

/** Pages where the newsletter stood before: the issue, or `issue/entry`, that each one held. */
export interface OldAddresses {
  readonly targets: ReadonlyMap<string, string>;
  readonly hosts: ReadonlySet<string>;
}

/** Prose with its references resolved, and what became of them. */
export interface Resolved {
  readonly text: string;
  /** How many lead to an entry or an issue of this newsletter. */
  readonly found: number;
  /** One sentence each. */
  readonly lost: readonly string[];
}

const marked = /<@\s*([\s\S]+?)\s*@>(?:\(\s*@\s*([\s\S]+?)\s*@\s*\))?/g;
const link = /(?<!!)\[((?:[^[\]\\]|\\.)*)\]\((\S+?)\)/g;

/** Makes `<@Title@>`, links to where the newsletter stood, and titles before `(AN #36)` links to entries; `issue` is the number of the issue they stand in. */
export function resolveReferences(text: string, issue: number, archive: Archive): Resolved {
  const lost: string[] = [];
  let found = 0;
  const lead = (words: string, target: string): string => {
    found += 1;
    return `[${words}](../${target}${target.includes("/") ? "" : "/index"}.md)`;
  };
  const titled = text.replaceAll(marked, (_, words: string, named: string = words) => {
    const title = oneLine(named);
    const entry = archive.index.find(title, issue);
    if (entry === undefined) {
      const near = nearest(title, archive.index.titles);
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      lost.push(`<@${title}@>: no entry is called so${hint}`);
      return words;
    }
    if (entry.isAmbiguous) {
      lost.push(`<@${title}@>: several entries are called so; it leads to ${entry.entry.id}`);
    }
    return lead(words.replaceAll(/(?<!\\)[[\]]/g, String.raw`\$&`), entry.entry.id);
  });
  const pattern = referencePattern(archive.newsletter);
  const relinked = titled.replaceAll(
    link,
    (whole: string, words: string, url: string, at: number) => {
      const numbered = issueAfter(titled.slice(at + whole.length), pattern);
      const entry = entryNamed(words, url, numbered, archive.index);
      if (entry !== undefined) return lead(words, entry.id);
      const target =
        archive.old.targets.get(addressKey(url)) ?? pageTarget(url, archive.newsletter);
      if (target === undefined) {
        if (archive.old.hosts.has(hostOf(url))) {
          lost.push(
            `${url}: what stood there is not known; say it under addresses in aliases.yaml`,
          );
        }
        return whole;
      }
      const isNumber = pattern !== undefined && words.replaceAll(pattern, "").trim() === "";
      if (!isNumber) return lead(words, target);
      found += 1;
      return words;
    },
  );
  return { text: pattern === undefined ? relinked : withTitles(relinked), found, lost };

  /** Titles in plain words before `(AN #36)`. */
  function withTitles(prose: string): string {
    let [done, from] = ["", 0];
    for (const match of prose.matchAll(pattern ?? /$^/g)) {
      const number = Number(match[2]);
      if (!archive.issues.has(number)) {
        if (archive.newsletter.references?.addresses[String(number)] === undefined) {
          lost.push(`${oneLine(match[0])}: there is no such issue here`);
        }
        continue;
      }
      const before = prose.slice(from, match.index).replace(/\s*\($/, "");
      const entry = archive.index
        .of(number)
        .filter(({ title }) => endsWithTitle(before, title))
        .toSorted((a, b) => b.title.length - a.title.length)[0];
      if (entry === undefined) continue;
      const start = from + before.length - entry.title.length;
      const words = prose.slice(start, from + before.length);
      done += prose.slice(from, start) + lead(words, entry.id);
      from += before.length;
    }
    return done + prose.slice(from);
  }
}

/** The issue named in brackets right after a link: ` (AN #36)`. */
function issueAfter(text: string, pattern: RegExp | undefined): number | undefined {
  if (pattern === undefined) return undefined;
  const [first] = text.slice(0, 80).matchAll(pattern);
  return first !== undefined && /^\s*\(\[?$/.test(text.slice(0, first.index))
    ? Number(first[2])
    : undefined;
}

/** The entry of that issue which has the link's address or its words as title. */
function entryNamed(
  words: string,
  url: string,
  issue: number | undefined,
  index: TitleIndex,
): Titled | undefined {
  if (issue === undefined) return undefined;
  const entries = index.of(issue);
  return (
    entries.find((entry) => entry.url !== undefined && addressKey(entry.url) === addressKey(url)) ??
    entries.find(({ title }) => textKey(title) === textKey(words))
  );
}

function endsWithTitle(text: string, title: string): boolean {
  if (title.length < 4 || !text.toLowerCase().endsWith(title.toLowerCase())) return false;
  return !/[\p{L}\p{N}[\\/]/u.test(text.at(-title.length - 1) ?? " ");
}

/** Where the newsletter stood before, as its settings, the aliases and links named `AN #36` tell. */
export function oldAddresses(
  drafts: readonly Draft[],
  { references }: Pick<NewsletterConfig, "references">,
  aliases: Aliases,
): OldAddresses {
  const targets = new Map<string, string>();
  const pattern = referencePattern({ references });
  const prose = drafts.flatMap(({ summary, opinions, readMore, prerequisites }) => [
    summary,
    ...opinions.map(({ text }) => text),
    readMore,
    prerequisites,
  ]);
  for (const { words, url } of prose.flatMap(linksOf)) {
    const [named] = pattern === undefined ? [] : [...words.matchAll(pattern)];
    if (named !== undefined && named[0].length === words.trim().length) {
      targets.set(addressKey(url), issueSlug(Number(named[2])));
    }
  }
  for (const [number, url] of Object.entries(references?.addresses ?? {})) {
    targets.set(addressKey(url), issueSlug(Number(number)));
  }
  for (const [url, target] of Object.entries(aliases.addresses)) {
    targets.set(addressKey(url), /^\d+$/.test(target) ? issueSlug(Number(target)) : target);
  }
  // Where summarised works stand, most links lead to works.
  const works = new Set(drafts.map(({ url }) => hostOf(url)));
  const hosts = [...targets.keys()].map(hostOf).filter((host) => host !== "" && !works.has(host));
  return { targets, hosts: new Set(hosts) };
}

/** Links of foreign prose, written in Markdown or HTML. */
function linksOf(text: string): { readonly words: string; readonly url: string }[] {
  const anchors = text.matchAll(/<a\s[^>]*?href="([^"]*)"[^>]*>([^<]*)<\/a>/gi);
  return [
    ...[...text.matchAll(link)].map(([, words = "", url = ""]) => ({ words, url })),
    ...[...anchors].map(([, url = "", words = ""]) => ({ words, url })),
  ];
}

/** An address without what changes from one sending to the next. */
function addressKey(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname, searchParams } = new URL(url);
  const lasting = [...searchParams].filter(([name]) => name !== "e" && !name.startsWith("utm_"));
  const query = new URLSearchParams(lasting).toString();
  return `//${host.replace(/^www\./, "")}${pathname.replace(/\/+$/, "")}${query === "" ? "" : `?${query}`}`;
}

function hostOf(url: string): string {
  return /^(?:https?:)?\/\/(?:www\.)?([^/?#]+)/.exec(url)?.[1] ?? "";
}
