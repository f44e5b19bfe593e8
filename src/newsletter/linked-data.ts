import type {
  CorrectionComment,
  Dataset,
  Organization,
  Periodical,
  Person as Author,
  PublicationIssue,
  Review,
  ScholarlyArticle,
  WithContext,
} from "schema-dts";

import {
  absolute,
  entryPath,
  experimentPath,
  issuePath,
  pathOfEntry,
  pathOfIssue,
  personPath,
} from "./addresses.ts";
import type { Entry, Issue, Person, Translation } from "./archive.ts";
import { correctionDays } from "./corrections.ts";
import { newest } from "./dates.ts";
import { dayOut, workTitle } from "./facts.ts";
import type { Correction, NewsletterConfig } from "./schemas.ts";
import { workIds } from "./work-ids.ts";

/** An issue in the words of schema.org, for search engines and reference managers. */
export function issueData(
  newsletter: NewsletterConfig,
  issue: Issue,
): WithContext<PublicationIssue> {
  return {
    "@context": "https://schema.org",
    ...issueOf(newsletter, issue),
    ...translated(newsletter, issue.translation, issuePath(issue.slug)),
    headline: issue.title,
    description: issue.gist,
    ...published(newsletter, dayOut(issue, issue), correctionDays(issue)),
    ...corrections(issue.corrections),
    hasPart: issue.entries.map((entry) => ({
      "@type": "Review",
      "@id": absolute(newsletter, pathOfEntry(entry)),
      name: entry.title,
      author: writers(newsletter, entry),
      itemReviewed: {
        "@type": "ScholarlyArticle",
        "@id": workAddress(newsletter, entry),
        name: workTitle(entry),
      },
    })),
  };
}

/** An entry as a review of the work it summarises; the opinions in it are reviews of that work by those who give them. */
export function entryData(
  newsletter: NewsletterConfig,
  issue: Issue,
  entry: Entry,
): WithContext<Review> {
  const address = absolute(newsletter, pathOfEntry(entry));
  const reviewed = { "@type": "ScholarlyArticle", "@id": workAddress(newsletter, entry) } as const;
  return {
    "@context": "https://schema.org",
    "@type": "Review",
    "@id": address,
    url: address,
    name: entry.title,
    ...(entry.gist !== undefined && { abstract: entry.gist }),
    ...translated(newsletter, entry.translation, entryPath(entry.id)),
    author: writers(newsletter, entry),
    ...published(
      newsletter,
      dayOut(entry, issue),
      entry.corrections.map(({ date }) => date),
    ),
    ...corrections(entry.corrections),
    isPartOf: issueOf(newsletter, issue),
    itemReviewed: work(newsletter, entry),
    ...(entry.opinions.length > 0 && {
      hasPart: entry.opinions.map(({ by, text }) => ({
        "@type": "Review" as const,
        author: author(newsletter, by),
        reviewBody: text,
        itemReviewed: { ...reviewed, name: workTitle(entry) },
      })),
    }),
    ...(entry.experiments.length > 0 && {
      mentions: entry.experiments.map((id) => ({
        "@type": "Dataset" as const,
        "@id": absolute(newsletter, experimentPath(id)),
        url: absolute(newsletter, experimentPath(id)),
      })),
    }),
  };
}

/** What `experimentData` tells of one recorded result. */
export interface RecordedFile {
  /** Path within the site. */
  readonly path: string;
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
}

/** The recorded results of an experiment as a data set, with the files that hold them. */
export function experimentData(
  newsletter: NewsletterConfig,
  experiment: {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
    readonly version: number;
    readonly variables: readonly string[];
    readonly files: readonly RecordedFile[];
  },
): WithContext<Dataset> {
  const { id, title, summary, version, variables, files } = experiment;
  const address = absolute(newsletter, experimentPath(id));
  return {
    "@context": "https://schema.org",
    "@type": "Dataset",
    "@id": address,
    url: address,
    identifier: `${newsletter.tag}experiment/${id}`,
    name: title,
    description: summary,
    version: String(version),
    creator: publisher(newsletter),
    license: newsletter.licence.url,
    isAccessibleForFree: true,
    inLanguage: "en",
    ...(variables.length > 0 && { variableMeasured: [...variables] }),
    ...(files.length > 0 && {
      dateModified: newest(
        "",
        files.map(({ date }) => date),
      ),
      distribution: files.map(({ path, name }) => ({
        "@type": "DataDownload",
        name,
        contentUrl: absolute(newsletter, path),
        encodingFormat: "application/json",
      })),
    }),
    isPartOf: periodical(newsletter),
  };
}

function published(newsletter: NewsletterConfig, date: string, changes: readonly string[]) {
  return {
    datePublished: date,
    ...(changes.length > 0 && { dateModified: newest(date, changes) }),
    inLanguage: newsletter.language,
    license: newsletter.licence.url,
  };
}

/** What a translation is of, and who made it; `original` is the path of the page it translates. */
function translated(
  newsletter: NewsletterConfig,
  translation: Translation | undefined,
  original: string,
) {
  if (translation === undefined) return {};
  return {
    translationOfWork: { "@id": absolute(newsletter, original) },
    ...(translation.by.length > 0 && {
      translator: translation.by.map(({ name }) => ({ "@type": "Person" as const, name })),
    }),
  };
}

/** What was corrected, and that a work was taken back. */
function corrections(all: readonly Correction[]) {
  if (all.length === 0) return {};
  return {
    correction: all.map(({ date, text, by }): CorrectionComment => ({
      "@type": "CorrectionComment",
      text,
      datePublished: date,
      ...(by !== undefined && { author: { "@type": "Person", name: by } }),
    })),
    ...(all.some(({ kind }) => kind === "retraction") && { creativeWorkStatus: "Retracted" }),
  };
}

/** The summarised work, by its identifiers where its address says them. */
function work(newsletter: NewsletterConfig, entry: Entry): ScholarlyArticle {
  const { arxiv, doi } = workIds(entry.url);
  const same = [
    ...(doi === undefined ? [] : [`https://doi.org/${doi}`]),
    ...(arxiv === undefined ? [] : [`https://arxiv.org/abs/${arxiv}`]),
  ].filter((address) => address !== entry.url);
  const identifiers = [
    ...(doi === undefined ? [] : [{ propertyID: "DOI", value: doi }]),
    ...(arxiv === undefined ? [] : [{ propertyID: "arXiv", value: arxiv }]),
  ].map((one) => ({ "@type": "PropertyValue" as const, ...one }));
  return {
    "@type": "ScholarlyArticle",
    "@id": workAddress(newsletter, entry),
    name: workTitle(entry),
    headline: workTitle(entry),
    author: entry.authors.map((person) => author(newsletter, person)),
    ...(entry.url !== undefined && { url: entry.url }),
    ...(same.length > 0 && { sameAs: same }),
    ...(identifiers.length > 0 && { identifier: identifiers }),
    ...(entry.published !== undefined && { datePublished: String(entry.published) }),
    ...(entry.venue !== undefined && {
      isPartOf: { "@type": "CreativeWork" as const, name: entry.venue },
    }),
  };
}

/** What names a work the same wherever it is told of: its own address, else a place on the entry's page. */
function workAddress(newsletter: NewsletterConfig, { id, url }: Entry): string {
  return url ?? absolute(newsletter, `${entryPath(id)}#work`);
}

function issueOf(newsletter: NewsletterConfig, issue: Issue): PublicationIssue {
  return {
    "@type": "PublicationIssue",
    "@id": absolute(newsletter, pathOfIssue(issue)),
    url: absolute(newsletter, pathOfIssue(issue)),
    name: issue.title,
    issueNumber: issue.number,
    isPartOf: periodical(newsletter),
  };
}

function periodical(newsletter: NewsletterConfig): Periodical {
  return {
    "@type": "Periodical",
    "@id": newsletter.address,
    name: newsletter.title,
    url: newsletter.address,
    ...(newsletter.issn !== undefined && { issn: newsletter.issn }),
    publisher: publisher(newsletter),
  };
}

function publisher(newsletter: NewsletterConfig): Organization {
  return { "@type": "Organization", name: newsletter.publisher };
}

/** Who summarised; where nobody signed, the publisher. */
function writers(newsletter: NewsletterConfig, { summarisedBy }: Entry): Author[] | Organization {
  return summarisedBy.length > 0
    ? summarisedBy.map((person) => author(newsletter, person))
    : publisher(newsletter);
}

function author(newsletter: NewsletterConfig, person: Person): Author {
  const page = absolute(newsletter, personPath(person.id));
  return {
    "@type": "Person",
    "@id": page,
    name: person.name,
    url: page,
    ...(person.url !== undefined && { sameAs: person.url }),
  };
}
