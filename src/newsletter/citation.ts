import { absolute, entryPath } from "./addresses.ts";
import type { Entry, Issue } from "./archive.ts";
import type { NewsletterConfig } from "./schemas.ts";

/** BibTeX of an entry's summary as an `@misc` record, its key made of author, issue and slug. */
export function bibtex(newsletter: NewsletterConfig, issue: Issue, entry: Entry): string {
  const writers =
    entry.summarisedBy.length > 0 ? entry.summarisedBy : [{ name: newsletter.publisher }];
  const key = `${newsletter.title}-${issue.slug}-${entry.slug}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-");
  const fields = {
    title: `{${escapeTex(`Summary of “${entry.title}”`)}}`,
    author: `{${writers.map(({ name }) => escapeTex(name)).join(" and ")}}`,
    howpublished: `{${escapeTex(newsletter.title)}, no. ${issue.number}}`,
    year: `{${issue.date.slice(0, 4)}}`,
    month: `{${Number(issue.date.slice(5, 7))}}`,
    url: `{${absolute(newsletter, entryPath(entry.id))}}`,
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = ${value}`);
  return `@misc{${key},\n${lines.join(",\n")}\n}`;
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
  "^": "\\^{}",
  "~": "\\~{}",
};

/** Text that TeX prints as it stands. */
function escapeTex(text: string): string {
  return text.replaceAll(/[\\{}$&#%_^~]/g, (character) => tex[character] ?? character);
}
