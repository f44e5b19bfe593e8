import type {
  Archive,
  Category,
  CategoryPart,
  Entry,
  Issue,
  Person,
  SectionPart,
  Thread,
} from "./archive.ts";
import { ContentError, type ContentSource, crossCheck } from "./check.ts";
import { type Citing, citationsOf } from "./citations.ts";
import { peopleByName } from "./people.ts";
import { proseFacts } from "./prose-facts.ts";
import type { Correction, IssueFrontmatter } from "./schemas.ts";
import { formatOf } from "./tree.ts";

export interface CompileOptions {
  /** Day of the build, `YYYY-MM-DD`; issues of a later day are unpublished. */
  readonly today: string;
  /** Keep drafts and issues of a later day. */
  readonly withUnpublished: boolean;
  /** Whether the content has been held against itself already. */
  readonly isChecked?: boolean;
}

/** Minutes that so many words take to read, at 220 a minute; at least 1. */
export const minutesOf = (words: number): number => Math.max(1, Math.round(words / 220));

/** Joins the files into issues, threads and sections; throws a ContentError with every problem. */
export function compileArchive(source: ContentSource, options: CompileOptions): Archive {
  const { today, isChecked = false } = options;
  const problems = isChecked ? [] : crossCheck(source, { today });
  if (problems.length > 0) throw new ContentError(problems);
  const categories = source.newsletter.sections.flatMap((section) =>
    section.categories.map(({ id, title }): Category => ({ id, title, section: section.title })),
  );
  const isShown = shownBy(source, options);
  const find = peopleByName(source.people);
  const citing = citationsOf(source, isShown);
  const entries = compileEntries(source, categories, citing)
    .filter(({ id }) => isShown(id))
    .map(({ respondsTo, ...entry }) =>
      respondsTo === undefined || !isShown(respondsTo) ? entry : { ...entry, respondsTo },
    );
  const entriesOf = Map.groupBy(entries, ({ issue }) => issue);
  const issues = source.issues
    .filter(({ slug }) => isShown(slug))
    .map((issue) =>
      compileIssue(issue, entriesOf.get(issue.slug) ?? [], categories, {
        today,
        citing,
        find,
      }),
    )
    .toSorted((a, b) => b.number - a.number);
  const inOrder = issues.flatMap((issue) => issue.entries);
  return {
    newsletter: source.newsletter,
    people: mentioned(inOrder),
    categories,
    issues,
    entries: inOrder,
    namedBy: new Map(
      inOrder.flatMap(({ id, citedBy }) =>
        citedBy.length === 0 ? [] : [[id, citedBy.map((one) => one.id)] as const],
      ),
    ),
  };
}

/** Whether this build shows an issue, by its slug, or an entry, by its id. */
export function shownBy(
  { issues, entries }: Pick<ContentSource, "issues" | "entries">,
  { today, withUnpublished }: CompileOptions,
): (id: string) => boolean {
  if (withUnpublished) return () => true;
  const shownIssues = new Set(publishedIssues(issues, today));
  const shownEntries = entries
    .filter(({ id, data }) => !data.draft && shownIssues.has(id.split("/")[0] ?? ""))
    .map(({ id }) => id);
  const shown = new Set([...shownIssues, ...shownEntries]);
  return (id) => shown.has(id);
}

/** Slugs of the issues that are out: no drafts, and none of a later day. */
export function publishedIssues(
  issues: readonly Pick<ContentSource["issues"][number], "slug" | "data">[],
  today: string,
): string[] {
  return issues.filter(({ data }) => isOut(data, today)).map(({ slug }) => slug);
}

function isOut({ draft, date }: Pick<IssueFrontmatter, "draft" | "date">, today: string): boolean {
  return !draft && date <= today;
}

function compileEntries(
  { people, entries }: ContentSource,
  categories: readonly Category[],
  citing: Citing,
): Entry[] {
  const find = peopleByName(people);
  const persons = (names: readonly string[]): Person[] => names.flatMap((name) => find(name) ?? []);
  return entries.map(({ id, file, data, body }) => {
    const [issue = "", slug = ""] = id.split("/");
    const { wordCount, isEmpty, opinionsBy, opinions, experiments, formulas } = proseFacts(
      body,
      formatOf(file),
    );
    const { title, section } = categories.find((other) => other.id === data.category) ?? {
      title: data.category,
      section: data.category,
    };
    return {
      ...data,
      id,
      slug,
      issue,
      authors: persons(data.authors),
      summarisedBy: persons(data.summarisedBy),
      opinionsBy: persons(opinionsBy),
      opinions: opinions.flatMap(({ by, text }) => persons([by]).map((one) => ({ by: one, text }))),
      category: { id: data.category, title, section },
      experiments,
      formulas,
      corrections: signed(data.corrections, find),
      wordCount,
      isLinkOnly: isEmpty,
      citedBy: citing(id),
    };
  });
}

function compileIssue(
  { slug, file, data, body }: ContentSource["issues"][number],
  /** Its own entries, in any order. */
  all: readonly Entry[],
  categories: readonly Category[],
  {
    today,
    citing,
    find,
  }: {
    readonly today: string;
    readonly citing: Citing;
    readonly find: ReturnType<typeof peopleByName>;
  },
): Issue {
  const entries = all.toSorted(byOrder);
  const ids = new Set(entries.map(({ id }) => id));
  const roots = entries.filter(
    ({ respondsTo }) => respondsTo === undefined || !ids.has(respondsTo),
  );
  const highlights = roots
    .filter(({ highlight }) => highlight)
    .map((entry) => threadOf(entry, entries));
  const sections = sectionParts(
    roots.filter(({ highlight }) => !highlight).map((entry) => threadOf(entry, entries)),
    categories,
  );
  const threads = [
    ...highlights,
    ...sections.flatMap((part) => part.categories.flatMap((c) => c.threads)),
  ];
  const inOrder = threads.flatMap(flatten);
  const opening = proseFacts(body, formatOf(file));
  const words = inOrder.reduce((sum, { wordCount }) => sum + wordCount, opening.wordCount);
  return {
    ...data,
    slug,
    highlights,
    sections,
    entries: inOrder,
    corrections: signed(data.corrections, find),
    formulas: opening.formulas,
    experiments: opening.experiments,
    readingMinutes: minutesOf(words),
    isUnpublished: !isOut(data, today),
    citedBy: citing(slug),
  };
}

/** Corrections under their makers' names as this newsletter prints them. */
export function signed(
  corrections: readonly Correction[],
  find: ReturnType<typeof peopleByName>,
): Correction[] {
  return corrections.map(({ by, ...one }) => {
    const name = by === undefined ? undefined : find(by)?.name;
    return name === undefined ? one : { ...one, by: name };
  });
}

function threadOf(entry: Entry, all: readonly Entry[]): Thread {
  const responses = all.filter(({ respondsTo }) => respondsTo === entry.id);
  return { entry, responses: responses.map((response) => threadOf(response, all)) };
}

function flatten({ entry, responses }: Thread): Entry[] {
  return [entry, ...responses.flatMap(flatten)];
}

function sectionParts(threads: readonly Thread[], categories: readonly Category[]): SectionPart[] {
  const parts = categories
    .map((category): CategoryPart => ({
      category,
      threads: threads.filter(({ entry }) => entry.category.id === category.id),
    }))
    .filter((part) => part.threads.length > 0);
  const titles = [...new Set(parts.map(({ category }) => category.section))];
  return titles.map((title) => ({
    title,
    categories: parts.filter(({ category }) => category.section === title),
  }));
}

function byOrder(a: Entry, b: Entry): number {
  return a.order - b.order || compareText(a.title, b.title) || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Everyone an entry names, by name. */
function mentioned(entries: readonly Entry[]): Person[] {
  const found = new Map<string, Person>();
  for (const { authors, summarisedBy, opinionsBy } of entries) {
    for (const person of [...authors, ...summarisedBy, ...opinionsBy]) found.set(person.id, person);
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
