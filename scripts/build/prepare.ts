/** What the site's program is given: the archive, compiled and watched, and its plain prose as HTML. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { ContentError, type ContentSource } from "#newsletter/check.ts";
import {
  type CompileOptions,
  compileArchive,
  publishedIssues,
  shownBy,
} from "#newsletter/compile.ts";
import type { ContentFile } from "#newsletter/content.ts";
import { editionsOf } from "#newsletter/editions.ts";
import type { Keep, PlainProse, Prepared } from "#newsletter/prepared.ts";
import { firstPaths } from "#newsletter/redirects.ts";
import type { EntryFrontmatter, IssueFrontmatter } from "#newsletter/schemas.ts";
import { shownTranslations } from "#newsletter/translations.ts";

import { today } from "../content.ts";
import { proseProcessor, syntaxHighlight } from "../prose.ts";
import { isCompiled } from "./compiled-files.ts";
import { fingerprint } from "./fingerprint.ts";
import { knownHtml } from "./known-html.ts";
import { readPublished } from "./published.ts";
import { factNumber, note } from "./recording.ts";
import { type Facts, watched, type Watched } from "./watched.ts";

/** A build shows what is out today. */
export const outToday = (): CompileOptions => ({ today: today(), withUnpublished: false });

/** The content and the archive of this build, in all its languages. */
export function preparedArchive(
  content: ContentSource,
  folder: string,
): { readonly source: ContentSource; readonly archive: Watched } {
  const { newsletter } = content;
  const ids = Object.keys(newsletter.moved).length > 0 ? readPublished(folder).ids : [];
  const source = {
    ...content,
    newsletter: { ...newsletter, firstPaths: firstPaths(newsletter, ids) },
  };
  const archive = compileArchive(source, { ...outToday(), isChecked: true });
  return { source, archive: watched(editionsOf(archive, source, outToday())) };
}

interface ProseFile {
  readonly file: string;
  readonly data: EntryFrontmatter | IssueFrontmatter;
  readonly body: string;
}

/** Plain prose by the id of its entry and the slug of its issue. */
export interface PreparedProse {
  readonly entries: ReadonlyMap<string, PlainProse<EntryFrontmatter>>;
  readonly issues: ReadonlyMap<string, PlainProse<IssueFrontmatter>>;
  /** What stands for the prose of all others, which Astro compiles. */
  readonly compiled: ReadonlyMap<string, string>;
}

/** The prose of what this build shows: where it is plain, as HTML; `files` are those of the content. */
export async function preparedProse(
  source: ContentSource,
  folder: string,
  files: readonly ContentFile[],
): Promise<PreparedProse> {
  const { newsletter, people, issues, entries, translations } = source;
  const shown = publishedIssues(issues, today());
  const settings = {
    newsletter,
    people,
    issues: shown,
    drafts: entries.filter(({ data }) => data.draft).map(({ id }) => id),
    translations: shownTranslations(source, shownBy(source, outToday()), outToday()).map(
      ({ target, language }) => ({ target, language }),
    ),
  };
  const renderer = await proseProcessor(resolve(folder), settings).createRenderer({
    syntaxHighlight,
  });
  const htmlOf = async (file: string, data: object, body: string): Promise<string> => {
    const { code, metadata } = await renderer.render(body.trim(), {
      frontmatter: { ...data },
      fileURL: pathToFileURL(resolve(folder, file)),
    });
    const [picture] = metadata.localImagePaths;
    if (picture === undefined) return code;
    throw new ContentError([
      `${file}: picture: "${picture}" stands beside the text, where no channel but the page finds it; put it into public/ and write its address from the root`,
    ]);
  };
  const settingsKey = fingerprint(JSON.stringify(settings));
  const isOut = new Set(shown);
  const plain = <One extends ProseFile>(some: readonly One[]): One[] =>
    some.filter(({ file }) => !isCompiled({ path: file }) && isOut.has(file.split("/")[1] ?? ""));
  const withHtml = async <Data extends ProseFile["data"]>({
    file,
    data,
    body,
  }: ProseFile & { readonly data: Data }): Promise<PlainProse<Data>> => {
    const key = `${settingsKey} ${file}\n${JSON.stringify(data.corrections)}\n${body}`;
    const html = knownHtml.known(key) ?? (await htmlOf(file, data, body));
    return { data, html: knownHtml.get(key, () => html) };
  };
  const prints = new Map(files.map(({ path, text }) => [path, fingerprint(text)]));
  const others = [
    ...entries.map(({ id, file }) => ({ id, file })),
    ...issues.map(({ slug, file }) => ({ id: slug, file })),
    ...translations.map(({ file }) => ({ id: file.replace(/^issues\/|\.mdx?$/g, ""), file })),
  ].filter(({ file }) => isCompiled({ path: file }));
  const found = {
    entries: new Map<string, PlainProse<EntryFrontmatter>>(),
    issues: new Map<string, PlainProse<IssueFrontmatter>>(),
    compiled: new Map(others.map(({ id, file }) => [id, prints.get(file) ?? ""])),
  };
  for (const entry of plain(entries)) found.entries.set(entry.id, await withHtml(entry));
  for (const issue of plain(issues)) found.issues.set(issue.slug, await withHtml(issue));
  return found;
}

/** What the program finds. */
export function prepared(
  source: ContentSource,
  { editions }: Watched,
  { entries, issues }: PreparedProse,
  keep: Keep,
): Prepared {
  return {
    source,
    editions,
    keep,
    entryProse: (id) => {
      note(factNumber(`prose ${id} file`));
      return entries.get(id);
    },
    issueProse: (slug) => {
      note(factNumber(`prose ${slug} file`));
      return issues.get(slug);
    },
  };
}

/** The facts of the prose, as of the archive. */
export function proseFactsOf({
  entries,
  issues,
  compiled,
}: PreparedProse): ReadonlyMap<string, Facts> {
  return new Map(
    [...entries, ...issues, ...compiled].map(([id, file]) => [`prose ${id}`, { file }]),
  );
}
