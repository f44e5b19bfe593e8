import { bodyFacts } from "./body.ts";
import { peopleByName } from "./people.ts";
import type { EntryFrontmatter, IssueFrontmatter, NewsletterConfig, People } from "./schemas.ts";
import { suggestion } from "./suggestion.ts";
import { wordKeys } from "./words.ts";

/** The content of a newsletter as its files give it. `file` names the source in problems, where it is known. */
export interface ContentSource {
  readonly newsletter: NewsletterConfig;
  readonly people: People;
  /** `slug` is the folder's name. */
  readonly issues: readonly {
    readonly slug: string;
    readonly data: IssueFrontmatter;
    readonly file?: string;
  }[];
  /** `id` is `<issue>/<file without extension>`. */
  readonly entries: readonly {
    readonly id: string;
    readonly data: EntryFrontmatter;
    readonly body: string;
    readonly file?: string;
  }[];
}

/** What the content is held against; what is left out is not checked. */
export interface CheckOptions {
  /** Day of the build, `YYYY-MM-DD`; no correction is of a later day. */
  readonly today?: string;
  /** Ids of the experiments there are. */
  readonly experiments?: readonly string[];
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

/** What the schemas of single files cannot see: names, references and dates that do not fit together. Sorted. */
export function crossCheck(source: ContentSource, options: CheckOptions = {}): string[] {
  return [
    ...checkWords(source.newsletter),
    ...checkPeople(source.people),
    ...checkIssues(source, options),
    ...checkEntries(source, options),
  ].toSorted();
}

/** Folder and address of an issue: its number in three digits. */
export function issueSlug(number: number): string {
  return String(number).padStart(3, "0");
}

function checkWords({ words }: NewsletterConfig): string[] {
  return Object.keys(words)
    .filter((key) => !wordKeys.includes(key))
    .map(
      (key) =>
        `newsletter.yaml: words.${key}: no page has such a word; ${suggestion(key, wordKeys)}`,
    );
}

function checkPeople(people: People): string[] {
  const owners = new Map<string, string>();
  return Object.entries(people).flatMap(([id, { name, spellings }]) =>
    [...new Set([name, ...spellings])].flatMap((spelling) => {
      const owner = owners.get(spelling);
      owners.set(spelling, id);
      return owner === undefined
        ? []
        : [`people.yaml: ${id}: "${spelling}" is also a name of ${owner}; leave it to one of them`];
    }),
  );
}

function checkIssues({ issues, entries }: ContentSource, options: CheckOptions): string[] {
  const slugs = new Set(issues.map(({ slug }) => slug));
  const orphans = new Set(
    entries.map(({ id }) => id.split("/")[0] ?? "").filter((slug) => !slugs.has(slug)),
  );
  return [
    ...[...orphans].map(
      (slug) =>
        `issues/${slug}: has entries but no index.mdx; add one with number, title, date and gist`,
    ),
    ...issues.flatMap(({ slug, data, file = `issues/${slug}/index` }) => [
      ...(slug === issueSlug(data.number)
        ? []
        : [
            `${file}: number: ${data.number} stands in the folder ${slug}; name the folder ${issueSlug(data.number)}`,
          ]),
      ...lateCorrections(file, data.corrections, options),
    ]),
  ];
}

function lateCorrections(
  file: string,
  corrections: EntryFrontmatter["corrections"],
  { today }: CheckOptions,
): string[] {
  return corrections
    .filter(({ date }) => today !== undefined && date > today)
    .map(({ date }) => `${file}: corrections: ${date} is still to come; give the day it was made`);
}

function checkEntries(source: ContentSource, options: CheckOptions): string[] {
  const { newsletter, people, issues, entries } = source;
  const person = peopleByName(people);
  const names = Object.values(people).flatMap(({ name, spellings }) => [name, ...spellings]);
  const categories = newsletter.sections.flatMap((part) => part.categories.map(({ id }) => id));
  const byId = new Map(entries.map((entry) => [entry.id, entry.data]));
  const issueDates = new Map(issues.map(({ slug, data }) => [slug, data.date]));
  const seen = new Map<string, string>();
  return entries.flatMap(({ id, data, body, file = `issues/${id}` }) => {
    const problems = lateCorrections(file, data.corrections, options);
    const say = (field: string, problem: string): void => {
      problems.push(`${file}: ${field}: ${problem}`);
    };
    const twin = seen.get(id.toLowerCase());
    if (twin !== undefined) say("id", `${twin} gives the same address; rename one of the two`);
    seen.set(id.toLowerCase(), file);
    if (!categories.includes(data.category)) {
      say(
        "category",
        `"${data.category}" is not a category of newsletter.yaml; ${suggestion(data.category, categories)}`,
      );
    }
    const { opinionsBy, experiments } = bodyFacts(body);
    const named = { authors: data.authors, summarisedBy: data.summarisedBy, opinion: opinionsBy };
    for (const [field, mentioned] of Object.entries(named)) {
      for (const name of mentioned.filter((other) => person(other) === undefined)) {
        say(
          field,
          `"${name}" is not in people.yaml; add the person or the spelling there, or ${suggestion(name, names)}`,
        );
      }
    }
    for (const experiment of experiments) {
      if (options.experiments?.includes(experiment) === false) {
        say(
          "Demo",
          `there is no experiment "${experiment}"; ${suggestion(experiment, options.experiments)}`,
        );
      }
    }
    if (data.respondsTo !== undefined && !byId.has(data.respondsTo)) {
      say(
        "respondsTo",
        `there is no entry "${data.respondsTo}"; ${suggestion(data.respondsTo, [...byId.keys()])}`,
      );
    } else if (answersItself(id, byId)) {
      say(
        "respondsTo",
        "the entries answer each other in a circle; remove one of their references",
      );
    }
    const issueDate = issueDates.get(id.split("/")[0] ?? "");
    if (
      data.published !== undefined &&
      issueDate !== undefined &&
      isAfter(data.published, issueDate)
    ) {
      say(
        "published",
        `${data.published} is after the issue's own date ${issueDate}; correct one of them`,
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
