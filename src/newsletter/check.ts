import type { z } from "zod";

import { bodyFacts } from "./body.ts";
import { peopleByName } from "./people.ts";
import type { EntryFrontmatter, IssueFrontmatter, NewsletterConfig, People } from "./schemas.ts";

/** The content of a newsletter as its files give it. */
export interface ContentSource {
  readonly newsletter: NewsletterConfig;
  readonly people: People;
  /** `slug` is the folder's name. */
  readonly issues: readonly { readonly slug: string; readonly data: IssueFrontmatter }[];
  /** `id` is `<issue>/<file without extension>`. */
  readonly entries: readonly {
    readonly id: string;
    readonly data: EntryFrontmatter;
    readonly body: string;
  }[];
}

/** Content that cannot be published; each problem is one line: file, field, what is expected, how to mend. */
export class ContentError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ContentError";
    this.problems = problems;
  }
}

/** One line for each issue that zod found in a file. */
export function schemaProblems(file: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const field = issue.path.join(".");
    const place = field === "" ? file : `${file}: ${field}`;
    if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
      return `${place}: missing; add it to the front matter`;
    }
    if (issue.code === "unrecognized_keys") {
      return `${place}: unknown field ${issue.keys.join(", ")}; remove it or correct its name`;
    }
    return `${place}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
  });
}

/** What the schemas of single files cannot see: names, references and dates that do not fit together. Sorted. */
export function crossCheck(source: ContentSource): string[] {
  const problems = [...checkIssues(source), ...checkEntries(source)];
  return problems.toSorted();
}

function checkIssues({ issues, entries }: ContentSource): string[] {
  const slugs = new Set(issues.map(({ slug }) => slug));
  const orphans = entries
    .map(({ id }) => id.split("/")[0] ?? "")
    .filter((slug) => !slugs.has(slug))
    .map(
      (slug) =>
        `issues/${slug}: has entries but no index.mdx; add one with number, title, date and gist`,
    );
  const misnamed = issues
    .filter(({ slug, data }) => slug !== issueSlug(data.number))
    .map(
      ({ slug, data }) =>
        `issues/${slug}/index: number: ${data.number} stands in the folder ${slug}; name the folder ${issueSlug(data.number)}`,
    );
  return [...new Set([...orphans, ...misnamed])];
}

/** Folder and address of an issue: its number in three digits. */
export function issueSlug(number: number): string {
  return String(number).padStart(3, "0");
}

function checkEntries(source: ContentSource): string[] {
  const { newsletter, people, issues, entries } = source;
  const person = peopleByName(people);
  const categories = newsletter.sections.flatMap((section) =>
    section.categories.map(({ id }) => id),
  );
  const byId = new Map(entries.map((entry) => [entry.id, entry.data]));
  const dates = new Map(issues.map(({ slug, data }) => [slug, data.date]));
  const seen = new Set<string>();
  return entries.flatMap(({ id, data, body }) => {
    const file = `issues/${id}`;
    const problems: string[] = [];
    if (seen.has(id.toLowerCase()))
      problems.push(`${file}: id: two files give the id ${id}; rename one`);
    seen.add(id.toLowerCase());
    if (!categories.includes(data.category)) {
      problems.push(
        `${file}: category: "${data.category}" is not a category of newsletter.yaml; take one of ${categories.join(", ")}`,
      );
    }
    const named = {
      authors: data.authors,
      summarisedBy: data.summarisedBy,
      opinion: bodyFacts(body).opinionsBy,
    };
    for (const [field, names] of Object.entries(named)) {
      for (const name of names.filter((other) => person(other) === undefined)) {
        problems.push(
          `${file}: ${field}: "${name}" is not in people.yaml; add the person there, or the spelling to one who is`,
        );
      }
    }
    if (data.respondsTo !== undefined && !byId.has(data.respondsTo)) {
      problems.push(
        `${file}: respondsTo: there is no entry ${data.respondsTo}; give issue/entry as the files are named`,
      );
    } else if (answersItself(id, byId)) {
      problems.push(
        `${file}: respondsTo: the entries answer each other in a circle; remove one of the references`,
      );
    }
    const issueDate = dates.get(id.split("/")[0] ?? "");
    if (
      data.published !== undefined &&
      issueDate !== undefined &&
      isAfter(data.published, issueDate)
    ) {
      problems.push(
        `${file}: published: ${data.published} is after the issue's own date ${issueDate}; correct one of them`,
      );
    }
    return problems;
  });
}

function isAfter(published: number | string, date: string): boolean {
  return typeof published === "number" ? published > Number(date.slice(0, 4)) : published > date;
}

function answersItself(id: string, byId: ReadonlyMap<string, EntryFrontmatter>): boolean {
  let current = byId.get(id)?.respondsTo;
  for (let hops = 0; current !== undefined && hops <= byId.size; hops += 1) {
    if (current === id) return true;
    current = byId.get(current)?.respondsTo;
  }
  return false;
}
