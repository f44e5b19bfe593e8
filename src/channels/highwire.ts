import type { Entry } from "#newsletter/archive.ts";
import { workTitle } from "#newsletter/facts.ts";
import type { Lookups } from "#newsletter/lookups.ts";
import type { NewsletterConfig } from "#newsletter/schemas.ts";
import { workIds } from "#newsletter/work-ids.ts";

import { sortedName } from "./citation-formats.ts";
import type { Citation } from "./citation.ts";

/** A tag of a page's head. */
export interface MetaTag {
  readonly name: string;
  readonly content: string;
}

/** An entry or issue in the tags of Highwire Press, which Google Scholar and reference managers read: the page itself, by those who wrote it, then the works it is about, each as a reference. */
export function highwireTags(
  { issn }: Pick<NewsletterConfig, "issn">,
  citation: Citation,
  works: readonly Entry[],
): MetaTag[] {
  const { title, authors, publisher, container, number, date, url, language } = citation;
  const names = authors.length > 0 ? authors.map(sortedName) : [publisher];
  return [
    ["citation_title", title],
    ...names.map((name) => ["citation_author", name] as const),
    ["citation_publication_date", slashed(date)],
    ["citation_journal_title", container],
    ["citation_issn", issn],
    ["citation_issue", number],
    ["citation_fulltext_html_url", url],
    ["citation_language", language],
    ...works.map((work) => ["citation_reference", reference(work)] as const),
  ].flatMap(([name = "", content]) =>
    content === undefined ? [] : [{ name: String(name), content: String(content) }],
  );
}

/** The works that an entry is about or speaks of: its own, the one it answers, those of the entries that its prose names. */
export function worksOf(entry: Entry, { works }: Pick<Lookups, "works">): Entry[] {
  return [entry, ...(works.get(entry.id) ?? [])];
}

/** A work as one line of fields, as reference managers take them apart. */
function reference(work: Entry): string {
  const { authors, url, published, venue } = work;
  const { arxiv, doi } = workIds(url);
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["citation_title", workTitle(work)],
    ...authors.map(({ name }) => ["citation_author", sortedName(name)] as const),
    ["citation_publication_date", published === undefined ? undefined : slashed(String(published))],
    ["citation_journal_title", venue],
    ["citation_arxiv_id", arxiv],
    ["citation_doi", doi],
    ["citation_fulltext_html_url", url],
  ];
  return fields
    .flatMap(([name, value]) =>
      // A semicolon would end the field.
      value === undefined ? [] : [`${name}=${value.replaceAll(";", ",")}`],
    )
    .join("; ");
}

function slashed(day: string): string {
  return day.replaceAll("-", "/");
}
