import { type CollectionEntry, getCollection, getEntry } from "astro:content";
import withUnpublished from "virtual:retort/drafts";
import newsletterText from "virtual:retort/newsletter";
import peopleText from "virtual:retort/people";
import publishedText from "virtual:retort/published";
import { parse } from "yaml";

import type { Archive, Entry, Issue } from "#newsletter/archive.ts";
import type { ContentSource } from "#newsletter/check.ts";
import { compileArchive, shownBy } from "#newsletter/compile.ts";
import { type Edition, editionsOf } from "#newsletter/editions.ts";
import { languageAt, languageOf, targetOf } from "#newsletter/languages.ts";
import type { Lookups } from "#newsletter/lookups.ts";
import { firstPaths } from "#newsletter/redirects.ts";
import { newsletterSchema, peopleSchema, publishedSchema } from "#newsletter/schemas.ts";
import { siblingsIn } from "#newsletter/siblings.ts";
import { shownTranslations } from "#newsletter/translations.ts";

const newsletter = newsletterSchema.parse(parse(newsletterText));
// A long list, read only where something has moved.
const published =
  Object.keys(newsletter.moved).length > 0
    ? publishedSchema.parse(parse(publishedText) ?? {})
    : { ids: [] };

const source: ContentSource = {
  newsletter: { ...newsletter, firstPaths: firstPaths(newsletter, published.ids) },
  people: peopleSchema.parse(parse(peopleText) ?? {}),
  issues: (await getCollection("issues")).map((issue) => ({ slug: issue.id, ...read(issue) })),
  entries: (await getCollection("entries")).map((entry) => ({ id: entry.id, ...read(entry) })),
  translations: (await getCollection("translations")).map(read).map((one) => ({
    target: targetOf(one.file),
    language: languageOf(one.file) ?? "",
    ...one,
  })),
};
const options = { today: new Date().toISOString().slice(0, 10), withUnpublished };

/** The archive as this build publishes it; in `dev` with drafts and issues of a later day. */
export const archive: Archive = compileArchive(source, options);

/** The archive in each language that it has something in, its own first. */
export const editions: readonly [Edition, ...Edition[]] = editionsOf(archive, source, options);

/** The edition that a page belongs to. */
export function editionAt({ pathname }: URL): Edition {
  const language = languageAt(newsletter, pathname);
  const [original, ...others] = editions;
  return others.find((edition) => edition.newsletter.language === language) ?? original;
}

/** The pages that say the same in several languages, by path. */
export const siblings = siblingsIn(
  newsletter,
  shownTranslations(source, shownBy(source, options), options),
);

/** Entries and issues of the archive by what pages ask for. */
export const lookups: Lookups = editions[0].lookups;

/** The issue that an entry stands in. */
export function issueOf({ issue }: Entry): Issue {
  return found(lookups.issues.get(issue), issue);
}

function read<Data>({ id, filePath, data, body }: Loaded<Data>): {
  readonly file: string;
  readonly data: Data;
  readonly body: string;
} {
  const [file = id] = /issues\/[^/]+\/[^/]+$/.exec(filePath ?? "") ?? [];
  return { file, data, body: body ?? "" };
}

interface Loaded<Data> {
  readonly id: string;
  readonly filePath?: string;
  readonly data: Data;
  readonly body?: string;
}

/** Prose, ready for `render` of `astro:content`. */
export type Body = CollectionEntry<"issues" | "entries" | "translations">;

/** The prose of an issue's opening, in the language the issue stands in. */
export async function issueBody({ slug, translation }: Issue): Promise<Body> {
  return translation === undefined
    ? found(await getEntry("issues", slug), slug)
    : translated(`${slug}/index`, translation.language);
}

/** The prose of an entry, in the language the entry stands in. */
export async function entryBody({ id, translation }: Entry): Promise<Body> {
  return translation === undefined
    ? found(await getEntry("entries", id), id)
    : translated(id, translation.language);
}

async function translated(name: string, language: string): Promise<Body> {
  const id = `${name}.${language}`;
  return found(await getEntry("translations", id), id);
}

function found<T>(entry: T | undefined, id: string): T {
  if (entry === undefined) throw new Error(`no content with the id ${id}`);
  return entry;
}
