import { type CollectionEntry, getCollection, getEntry } from "astro:content";
import withUnpublished from "virtual:retort/drafts";
import newsletterText from "virtual:retort/newsletter";
import peopleText from "virtual:retort/people";
import prepared from "virtual:retort/prepared";
import publishedText from "virtual:retort/published";
import { parse } from "yaml";

import type { Archive, Entry, Issue } from "#newsletter/archive.ts";
import { audioHosts } from "#newsletter/audio.ts";
import type { ContentSource } from "#newsletter/check.ts";
import { compileArchive, shownBy } from "#newsletter/compile.ts";
import { type Edition, editionsOf } from "#newsletter/editions.ts";
import { languageAt, languageOf, targetOf } from "#newsletter/languages.ts";
import type { Lookups } from "#newsletter/lookups.ts";
import type { Keep, PlainProse } from "#newsletter/prepared.ts";
import { firstPaths } from "#newsletter/redirects.ts";
import { newsletterSchema, peopleSchema, publishedSchema } from "#newsletter/schemas.ts";
import { siblingsIn } from "#newsletter/siblings.ts";
import { shownTranslations } from "#newsletter/translations.ts";

const source: ContentSource = prepared?.source ?? (await readSource());
const { newsletter } = source;
const options = { today: new Date().toISOString().slice(0, 10), withUnpublished };

/** The archive in each language that it has something in, its own first. */
export const editions: readonly [Edition, ...Edition[]] =
  prepared?.editions ?? editionsOf(compileArchive(source, options), source, options);

/** The archive as this build publishes it; in `dev` with drafts and issues of a later day. */
export const archive: Archive = editions[0];

const parts = new Map<string, Promise<unknown>>();

/** What pages share: made once, and by the build only where something that it was made from has changed. Nothing else in `src` may remember what it has read of the archive. */
export const keep: Keep =
  prepared?.keep ??
  ((name, make) => {
    const made = parts.get(name) ?? make();
    parts.set(name, made);
    return made as ReturnType<typeof make>;
  });

/** The edition that a page belongs to. */
export function editionAt({ pathname }: URL): Edition {
  const language = languageAt(newsletter, pathname);
  const [own, ...others] = editions;
  return others.find((edition) => edition.newsletter.language === language) ?? own;
}

/** The pages that say the same in several languages, by path. */
export const siblings = siblingsIn(
  newsletter,
  shownTranslations(source, shownBy(source, options), options),
);

/** Entries and issues of the archive by what pages ask for. */
export const lookups: Lookups = editions[0].lookups;

/** Hosts that recordings are played from, for the policy of every page. */
export const soundHosts: readonly string[] = audioHosts(archive.issues);

/** The issue that an entry stands in. */
export function issueOf({ issue }: Entry): Issue {
  return found(lookups.issues.get(issue), issue);
}

/** The content as Astro reads it. */
async function readSource(): Promise<ContentSource> {
  const settings = newsletterSchema.parse(parse(newsletterText));
  // A long list, read only where something has moved.
  const published =
    Object.keys(settings.moved).length > 0
      ? publishedSchema.parse(parse(publishedText) ?? {})
      : { ids: [] };
  return {
    newsletter: { ...settings, firstPaths: firstPaths(settings, published.ids) },
    people: peopleSchema.parse(parse(peopleText) ?? {}),
    issues: (await getCollection("issues")).map((issue) => ({ slug: issue.id, ...read(issue) })),
    entries: (await getCollection("entries")).map((entry) => ({ id: entry.id, ...read(entry) })),
    translations: (await getCollection("translations")).map(read).map((one) => ({
      target: targetOf(one.file),
      language: languageOf(one.file) ?? "",
      ...one,
    })),
  };
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
  if (translation !== undefined) return translated(`${slug}/index`, translation.language);
  const plain = prepared?.issueProse(slug);
  if (plain !== undefined) return { ...entryOf(slug, plain), collection: "issues" };
  return found(await getEntry("issues", slug), slug);
}

/** The prose of an entry, in the language the entry stands in. */
export async function entryBody({ id, translation }: Entry): Promise<Body> {
  if (translation !== undefined) return translated(id, translation.language);
  const plain = prepared?.entryProse(id);
  if (plain !== undefined) return { ...entryOf(id, plain), collection: "entries" };
  return found(await getEntry("entries", id), id);
}

/** As Astro would have it. */
function entryOf<Data>(id: string, { data, html }: PlainProse<Data>) {
  return { id, data, rendered: { html } };
}

async function translated(name: string, language: string): Promise<Body> {
  const id = `${name}.${language}`;
  // None of it is plain, but the build notes who asks for it.
  prepared?.entryProse(id);
  return found(await getEntry("translations", id), id);
}

function found<T>(entry: T | undefined, id: string): T {
  if (entry === undefined) throw new Error(`no content with the id ${id}`);
  return entry;
}
