import type {
  Person as Author,
  Periodical,
  PublicationIssue,
  Review,
  WithContext,
} from "schema-dts";

import { absolute, entryPath, issuePath, personPath } from "./addresses.ts";
import type { Entry, Issue, Person } from "./archive.ts";
import type { NewsletterConfig } from "./schemas.ts";

/** An issue in the words of schema.org, for search engines and reference managers. */
export function issueData(
  newsletter: NewsletterConfig,
  issue: Issue,
): WithContext<PublicationIssue> {
  return {
    "@context": "https://schema.org",
    ...issueOf(newsletter, issue),
    headline: issue.title,
    description: issue.gist,
    datePublished: issue.date,
    inLanguage: newsletter.language,
    license: newsletter.licence.url,
    hasPart: issue.entries.map((entry) => ({
      "@type": "Review",
      "@id": absolute(newsletter, entryPath(entry.id)),
      name: entry.title,
    })),
  };
}

/** An entry as a review of the work it summarises. */
export function entryData(
  newsletter: NewsletterConfig,
  issue: Issue,
  entry: Entry,
): WithContext<Review> {
  return {
    "@context": "https://schema.org",
    "@type": "Review",
    "@id": absolute(newsletter, entryPath(entry.id)),
    url: absolute(newsletter, entryPath(entry.id)),
    name: entry.title,
    ...(entry.gist === undefined ? {} : { abstract: entry.gist }),
    author:
      entry.summarisedBy.length > 0
        ? entry.summarisedBy.map((person) => author(newsletter, person))
        : { "@type": "Organization", name: newsletter.publisher },
    datePublished: issue.date,
    inLanguage: newsletter.language,
    license: newsletter.licence.url,
    isPartOf: issueOf(newsletter, issue),
    itemReviewed: {
      "@type": "ScholarlyArticle",
      name: entry.title,
      author: entry.authors.map((person) => author(newsletter, person)),
      ...(entry.url === undefined ? {} : { url: entry.url }),
      ...(entry.published === undefined ? {} : { datePublished: String(entry.published) }),
      ...(entry.venue === undefined ? {} : { publisher: entry.venue }),
    },
  };
}

function issueOf(newsletter: NewsletterConfig, issue: Issue): PublicationIssue {
  return {
    "@type": "PublicationIssue",
    "@id": absolute(newsletter, issuePath(issue.slug)),
    url: absolute(newsletter, issuePath(issue.slug)),
    issueNumber: issue.number,
    isPartOf: periodical(newsletter),
  };
}

function periodical(newsletter: NewsletterConfig): Periodical {
  return { "@type": "Periodical", name: newsletter.title, url: newsletter.address };
}

function author(newsletter: NewsletterConfig, person: Person): Author {
  return {
    "@type": "Person",
    name: person.name,
    url: person.url ?? absolute(newsletter, personPath(person.id)),
  };
}
