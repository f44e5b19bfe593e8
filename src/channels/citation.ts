import type { Result } from "#lab/result.ts";
import { absolute, experimentPath, pathOfEntry, pathOfIssue } from "#newsletter/addresses.ts";
import type { Entry, Issue, Person } from "#newsletter/archive.ts";
import { dayOut } from "#newsletter/facts.ts";
import type { NewsletterConfig } from "#newsletter/schemas.ts";
import { slugOf } from "#newsletter/slugs.ts";
import { word } from "#newsletter/words.ts";

/** What a reference manager keeps of one thing that can be cited. */
export interface Citation {
  /** Lower-case words joined by hyphens. */
  readonly key: string;
  readonly kind: "summary" | "issue" | "result";
  readonly title: string;
  /** Persons; where nobody signed, the publisher. */
  readonly authors: readonly string[];
  readonly publisher?: string;
  /** The newsletter's title. */
  readonly container: string;
  readonly number?: number;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly language: string;
  readonly url: string;
  /** What makes it repeatable. */
  readonly note?: string;
}

/** An entry: the summary, not the work it is about. */
export function entryCitation(newsletter: NewsletterConfig, issue: Issue, entry: Entry): Citation {
  return {
    ...shared(newsletter, entry.summarisedBy),
    key: keyOf(newsletter, issue.slug, entry.slug, languageIn(entry)),
    kind: "summary",
    title: word(newsletter, "summaryOf", { title: entry.title }),
    number: issue.number,
    date: dayOut(entry, issue),
    url: absolute(newsletter, pathOfEntry(entry)),
  };
}

/** A whole issue, by all who summarised for it. */
export function issueCitation(newsletter: NewsletterConfig, issue: Issue): Citation {
  return {
    ...shared(
      newsletter,
      issue.entries.flatMap(({ summarisedBy }) => summarisedBy),
    ),
    key: keyOf(newsletter, issue.slug, languageIn(issue)),
    kind: "issue",
    title: issue.title,
    number: issue.number,
    date: dayOut(issue, issue),
    url: absolute(newsletter, pathOfIssue(issue)),
  };
}

/** A recorded result; its note holds what must be known to compute it again: parameters, seeds, digests, engine. */
export function resultCitation(
  newsletter: NewsletterConfig,
  title: string,
  { experiment, version, preset, params, runs, provenance }: Result,
): Citation {
  const settings = Object.entries(params)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(", ");
  const digests = runs.map(({ seed, digest }) => `seed ${seed}: sha256 ${digest}`).join("; ");
  return {
    ...shared(newsletter, []),
    key: keyOf(newsletter, experiment, preset),
    kind: "result",
    title: `${title} (experiment ${experiment}, version ${version}, preset ${preset})`,
    date: provenance.date.slice(0, 10),
    url: absolute(newsletter, experimentPath(experiment)),
    note: `Parameters: ${settings}. ${digests}. Engine ${provenance.engine}, kernels ${provenance.kernels}.`,
  };
}

function shared(newsletter: NewsletterConfig, people: readonly Person[]) {
  return {
    authors: [...new Set(people.map(({ name }) => name))],
    ...(people.length === 0 && { publisher: newsletter.publisher }),
    container: newsletter.title,
    language: newsletter.language,
  };
}

/** What tells the key of a translation from that of its original. */
function languageIn({ translation }: Issue | Entry): string {
  return translation?.language.toLowerCase() ?? "";
}

function keyOf({ title }: NewsletterConfig, ...parts: readonly string[]): string {
  return [slugOf(title), ...parts].filter(Boolean).join("-");
}
