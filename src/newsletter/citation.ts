import { absolute, entryPath } from "./addresses.ts";
import type { Entry, Issue } from "./archive.ts";
import type { NewsletterConfig } from "./schemas.ts";
import { slugOf } from "./slugs.ts";

/** BibTeX of an entry's summary as an `@misc` record, its key made of newsletter, issue and slug. */
export function bibtex(newsletter: NewsletterConfig, issue: Issue, entry: Entry): string {
  const authors =
    entry.summarisedBy.length > 0
      ? entry.summarisedBy.map(({ name }) => personName(name))
      : [`{${escapeTex(newsletter.publisher)}}`];
  const key = [slugOf(newsletter.title), issue.slug, entry.slug].filter(Boolean).join("-");
  const fields = {
    // Braces keep capitals as they are.
    title: `{{${escapeTex(`Summary of “${entry.title}”`)}}}`,
    author: `{${authors.join(" and ")}}`,
    howpublished: `{${escapeTex(newsletter.title)}, no. ${issue.number}}`,
    year: `{${issue.date.slice(0, 4)}}`,
    month: `{${Number(issue.date.slice(5, 7))}}`,
    url: `{${absolute(newsletter, entryPath(entry.id))}}`,
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = ${value}`);
  return `@misc{${key},\n${lines.join(",\n")}\n}`;
}

/** A name that BibTeX takes apart into given and family names only where it is written plainly. */
function personName(name: string): string {
  const text = escapeTex(name);
  return /,|\band\b/i.test(name) ? `{${text}}` : text;
}

const tex: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};

/** Text that TeX prints as it stands. */
function escapeTex(text: string): string {
  return text.replaceAll(/[\\{}$&#%_^~]/g, (character) => tex[character] ?? character);
}
