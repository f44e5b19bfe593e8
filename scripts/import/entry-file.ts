import { stringify } from "yaml";

import { absolute, entryPath, issuePath } from "#newsletter/addresses.ts";
import type { ContentSource } from "#newsletter/check.ts";
import type { ContentFile } from "#newsletter/content.ts";
import { oneLine } from "#newsletter/front-matter.ts";
import { fileTarget } from "#newsletter/references.ts";
import type { EntryFrontmatter } from "#newsletter/schemas.ts";
import { issueSlug } from "#newsletter/slugs.ts";

import { type Aliases, peopleIn } from "./aliases.ts";
import { type Archive, resolveReferences } from "./cross-references.ts";
import type { Draft } from "./draft.ts";
import { furtherWorks } from "./further.ts";
import { withoutOldPlaces } from "./old-places.ts";
import { safeProse, withoutHtml } from "./prose.ts";

/** A draft with its place. */
export interface Placed {
  readonly draft: Draft;
  /** `036/name-of-the-file`. */
  readonly id: string;
  /** From the content folder. */
  readonly path: string;
  /** Number of its issue. */
  readonly issue: number;
  /** Id of its category. */
  readonly category: string;
  readonly authors: readonly string[];
  readonly andOthers: boolean;
  /** Place in its issue, from 1. */
  readonly order: number;
  /** What the entry's file says where it is there already. */
  readonly there?: EntryFrontmatter;
}

/** An entry's file, the people it names, and what became of its references and cells. */
export interface WrittenEntry {
  readonly file: ContentFile;
  readonly people: readonly string[];
  readonly found: number;
  readonly lost: readonly string[];
  /** Cells that say nothing here, one sentence each. */
  readonly leftOut: readonly string[];
}

/** Writes an entry: front matter, summary, opinions. What no foreign file has a place for stays as it is there. */
export function entryFile(
  placed: Placed,
  archive: Archive,
  { people, newsletter }: Pick<ContentSource, "people" | "newsletter">,
  { aliases, answered }: { readonly aliases: Aliases; readonly answered: string | undefined },
): WrittenEntry {
  const { draft, issue, there } = placed;
  const leftOut: string[] = [];
  const lost: string[] = [];
  let found = 0;
  const resolved = (text: string): string => {
    const { text: linked, ...count } = resolveReferences(withoutHtml(text), issue, archive);
    found += count.found;
    lost.push(...count.lost);
    return withoutOldPlaces(linked, issue, archive, leftOut);
  };
  const works = (text: string) =>
    furtherWorks(resolved(text), (file) => {
      const target = fileTarget(file, issueSlug(issue)) ?? "";
      return absolute(newsletter, target.includes("/") ? entryPath(target) : issuePath(target));
    });
  const summarisers = peopleIn(draft.summarisers, aliases, people).names;
  const opinions = draft.opinions.flatMap(({ by, text }) => {
    const named = by === undefined ? summarisers : peopleIn(by, aliases, people).names;
    const name = named[0] ?? aliases.opinionBy;
    const prose = safeProse(resolved(text));
    if (name !== undefined && prose !== "") return [{ name, prose }];
    if (prose !== "")
      leftOut.push("an opinion of nobody; say whose under opinionBy in aliases.yaml");
    return [];
  });
  const { url, others } = addressesIn(draft.url, leftOut);
  const fields = {
    title: oneLine(draft.title),
    ...(url === undefined ? {} : { url }),
    authors: placed.authors,
    ...(placed.andOthers ? { andOthers: true } : {}),
    ...given("venue", oneLine(draft.venue)),
    ...given("published", yearIn(draft.year, leftOut)),
    category: placed.category,
    ...(draft.highlight ? { highlight: true } : {}),
    ...given("respondsTo", answered ?? there?.respondsTo),
    ...given("summarisedBy", summarisers),
    ...given("gist", there?.gist),
    ...given("hatTip", oneLine(draft.hatTip)),
    ...given("prerequisites", works(draft.prerequisites)),
    ...given("readMore", [...works(draft.readMore), ...others]),
    order: placed.order,
    ...(there?.draft === true ? { draft: true } : {}),
    ...given("corrections", there?.corrections),
  };
  const parts = [
    safeProse(resolved(draft.summary)),
    ...opinions.map(({ name, prose }) => `:::opinion{by=${quoted(name)}}\n${prose}\n:::`),
  ].filter((part) => part !== "");
  const body = parts.length === 0 ? "" : `\n${parts.join("\n\n")}\n`;
  return {
    file: {
      path: placed.path,
      text: `---\n${stringify(fields, { lineWidth: 0 })}---\n${body}`,
    },
    people: [...placed.authors, ...summarisers, ...opinions.map(({ name }) => name)],
    found,
    lost,
    leftOut,
  };
}

/** A field, left away where it says nothing. */
function given(
  name: string,
  value: string | number | readonly unknown[] | undefined,
): Readonly<Record<string, unknown>> {
  const isSaid = value !== undefined && (typeof value === "number" || value.length > 0);
  return isSaid ? { [name]: value } : {};
}

function quoted(name: string): string {
  return name.includes('"') ? `'${name}'` : `"${name}"`;
}

/** The first web address of a cell, and the others as further works. */
function addressesIn(
  cell: string,
  leftOut: string[],
): { url: string | undefined; others: { title: string; url: string }[] } {
  const all = cell.split(/\s+/).filter((part) => part !== "");
  const good = all.filter((part) => /^https?:\/\//i.test(part) && URL.canParse(part));
  if (good.length < all.length) leftOut.push(`"${oneLine(cell)}" is no web address`);
  const [url, ...others] = good;
  return { url, others: others.map((other) => ({ title: other, url: other })) };
}

function yearIn(cell: string, leftOut: string[]): number | string | undefined {
  const text = cell.trim().replace(/\.0$/, "");
  const [, year] = /^(\d{4})(?:-\d\d-\d\d)?$/.exec(text) ?? [];
  if (year !== undefined && Number(year) >= 1900 && Number(year) <= 2200) {
    return text.length === 4 ? Number(year) : text;
  }
  if (text !== "") leftOut.push(`"${oneLine(text)}" is no year`);
  return undefined;
}
