import { correctionProblems } from "./check-corrections.ts";
import { proseProblems, unknownPeople } from "./check-prose.ts";
import type { CheckOptions, ContentSource } from "./check.ts";
import type { EntryFrontmatter } from "./schemas.ts";
import { suggestion } from "./suggestion.ts";

/** Categories, people, answered entries and dates that do not fit the rest of the newsletter. */
export function entryProblems(source: ContentSource, options: CheckOptions): string[] {
  const categories = source.newsletter.sections.flatMap((part) =>
    part.categories.map(({ id }) => id),
  );
  const byId = new Map(source.entries.map((entry) => [entry.id, entry.data]));
  const ids = new Set([...byId.keys(), ...(options.files ?? []).flatMap(idOf)]);
  const dates = new Map(source.issues.map(({ slug, data }) => [slug, data.date]));
  return source.entries.flatMap((entry) => {
    const { id, file, data } = entry;
    return [
      ...(categories.includes(data.category)
        ? []
        : [
            `${file}: category: "${data.category}" is not a category of newsletter.yaml; ${suggestion(data.category, categories)}`,
          ]),
      ...unknownPeople(file, "authors", data.authors, source),
      ...unknownPeople(file, "summarisedBy", data.summarisedBy, source),
      ...answerProblems(id, file, byId, ids),
      ...dateProblems(entry, dates.get(id.split("/")[0] ?? ""), options),
      ...correctionProblems(entry, source, options),
      ...proseProblems(entry, source, options),
    ];
  });
}

/** The entry that a file of the content folder holds. */
function idOf(file: string): string[] {
  const [, id] = /^issues\/([^/]+\/[^/.]+)\.mdx?$/.exec(file) ?? [];
  return id === undefined || id.endsWith("/index") ? [] : [id];
}

function answerProblems(
  id: string,
  file: string,
  byId: ReadonlyMap<string, EntryFrontmatter>,
  ids: ReadonlySet<string>,
): string[] {
  const answered = byId.get(id)?.respondsTo;
  if (answered !== undefined && !ids.has(answered)) {
    const others = [...ids].filter((other) => other !== id);
    return [
      `${file}: respondsTo: there is no entry "${answered}"; ${suggestion(answered, others)}`,
    ];
  }
  return answersItself(id, byId)
    ? [
        `${file}: respondsTo: the entries answer each other in a circle; remove one of their references`,
      ]
    : [];
}

function answersItself(id: string, byId: ReadonlyMap<string, EntryFrontmatter>): boolean {
  let current = byId.get(id)?.respondsTo;
  for (let hops = 0; current !== undefined && hops <= byId.size; hops += 1) {
    if (current === id) return true;
    current = byId.get(current)?.respondsTo;
  }
  return false;
}

/** `date` is that of the issue. */
function dateProblems(
  { file, data: { published } }: ContentSource["entries"][number],
  date: string | undefined,
  { today }: CheckOptions,
): string[] {
  if (published === undefined) return [];
  if (today !== undefined && isAfter(published, today)) {
    return [
      `${file}: published: ${published} is still to come; give the day or year the work appeared`,
    ];
  }
  return date === undefined || !isAfter(published, date)
    ? []
    : [
        `${file}: published: ${published} is after the issue's own date ${date}; correct one of them`,
      ];
}

function isAfter(published: number | string, date: string): boolean {
  return typeof published === "number" ? published > Number(date.slice(0, 4)) : published > date;
}
