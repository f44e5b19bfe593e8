import { type CollectionEntry, getCollection, getEntry } from "astro:content";
import withUnpublished from "virtual:retort/drafts";
import newsletterText from "virtual:retort/newsletter";
import peopleText from "virtual:retort/people";
import prepared from "virtual:retort/prepared";
import publishedText from "virtual:retort/published";
import { parse } from "yaml";

import type { Archive, Entry, Issue } from "#newsletter/archive.ts";
import { audioHosts } from "#newsletter/audio.ts";
import { compileArchive } from "#newsletter/compile.ts";
import { type Lookups, lookupsOf } from "#newsletter/lookups.ts";
import type { Keep, PlainProse } from "#newsletter/prepared.ts";
import { firstPaths } from "#newsletter/redirects.ts";
import { newsletterSchema, peopleSchema, publishedSchema } from "#newsletter/schemas.ts";

/** The archive as this build publishes it; in `dev` with drafts and issues of a later day. */
export const archive: Archive = prepared?.archive ?? (await readArchive());

async function readArchive(): Promise<Archive> {
  const newsletter = newsletterSchema.parse(parse(newsletterText));
  // A long list, read only where something has moved.
  const published =
    Object.keys(newsletter.moved).length > 0
      ? publishedSchema.parse(parse(publishedText) ?? {})
      : { ids: [] };
  return compileArchive(
    {
      newsletter: { ...newsletter, firstPaths: firstPaths(newsletter, published.ids) },
      people: peopleSchema.parse(parse(peopleText) ?? {}),
      issues: (await getCollection("issues")).map((issue) => ({ slug: issue.id, ...read(issue) })),
      entries: (await getCollection("entries")).map((entry) => ({ id: entry.id, ...read(entry) })),
    },
    { today: new Date().toISOString().slice(0, 10), withUnpublished },
  );
}

const parts = new Map<string, Promise<unknown>>();

/** What pages share: made once, and by the build only where something that it was made from has changed. Nothing else in `src` may remember what it has read of the archive. */
export const keep: Keep =
  prepared?.keep ??
  ((name, make) => {
    const made = parts.get(name) ?? make();
    parts.set(name, made);
    return made as ReturnType<typeof make>;
  });

/** Entries and issues of the archive by what pages ask for. */
export const lookups: Lookups = lookupsOf(archive);

/** Hosts that recordings are played from, for the policy of every page. */
export const soundHosts: readonly string[] = audioHosts(archive.issues);

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

/** The prose of an issue's opening, ready for `render` of `astro:content`. */
export async function issueBody(slug: string): Promise<CollectionEntry<"issues">> {
  const plain = prepared?.issueProse(slug);
  if (plain !== undefined) return { ...entryOf(slug, plain), collection: "issues" };
  return found(await getEntry("issues", slug), slug);
}

/** The prose of an entry, ready for `render` of `astro:content`. */
export async function entryBody(id: string): Promise<CollectionEntry<"entries">> {
  const plain = prepared?.entryProse(id);
  if (plain !== undefined) return { ...entryOf(id, plain), collection: "entries" };
  return found(await getEntry("entries", id), id);
}

/** As Astro would have it. */
function entryOf<Data>(id: string, { data, html }: PlainProse<Data>) {
  return { id, data, rendered: { html } };
}

function found<T>(entry: T | undefined, id: string): T {
  if (entry === undefined) throw new Error(`no content with the id ${id}`);
  return entry;
}
