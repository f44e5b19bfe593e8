import type { Entry, Issue } from "./archive.ts";
import type { NewsletterConfig } from "./schemas.ts";
import { word, type WordKey } from "./words.ts";

/** By what a search can be narrowed; each is the name of a filter in the index and of a place in the address. */
export const facetNames = ["category", "person", "year", "kind"] as const;
type FacetName = (typeof facetNames)[number];

/** One value of a facet: `id` stands in addresses, `title` is read. */
interface FacetValue {
  readonly id: string;
  readonly title: string;
}
export type Facets = Readonly<Record<FacetName, readonly FacetValue[]>>;

interface Kind {
  readonly id: string;
  readonly word: WordKey;
  readonly isOf: (entry: Entry) => boolean;
}

const entryKinds: readonly Kind[] = [
  { id: "highlight", word: "highlights", isOf: ({ highlight }) => highlight },
  { id: "response", word: "kindResponses", isOf: ({ respondsTo }) => respondsTo !== undefined },
  { id: "experiment", word: "kindExperiment", isOf: ({ experiments }) => experiments.length > 0 },
  { id: "opinion", word: "kindOpinion", isOf: ({ opinionsBy }) => opinionsBy.length > 0 },
  { id: "link-only", word: "linkOnly", isOf: ({ isLinkOnly }) => isLinkOnly },
];
const opening = { id: "opening", word: "kindOpenings" } as const;

type Words = Pick<NewsletterConfig, "words">;

/** Every kind that what is found may be of, in the order it is offered. */
export function kindsOffered(newsletter: Words): FacetValue[] {
  return [...entryKinds, opening].map((kind) => kindValue(newsletter, kind));
}

function kindValue(newsletter: Words, kind: Pick<Kind, "id" | "word">): FacetValue {
  return { id: kind.id, title: word(newsletter, kind.word) };
}

/** What an entry is found under: its category, everyone it names, the year of its work, and each kind that it is of. */
export function entryFacets(newsletter: Words, entry: Entry): Facets {
  const people = new Map(
    [...entry.authors, ...entry.summarisedBy, ...entry.opinionsBy].map(({ id, name }) => [
      id,
      name,
    ]),
  );
  return {
    category: [{ id: entry.category.id, title: entry.category.title }],
    person: [...people].map(([id, title]) => ({ id, title })),
    year: entry.published === undefined ? [] : [yearValue(String(entry.published))],
    kind: entryKinds.filter(({ isOf }) => isOf(entry)).map((kind) => kindValue(newsletter, kind)),
  };
}

/** What an issue's opening is found under: its year, and that it is an opening. */
export function openingFacets(newsletter: Words, issue: Pick<Issue, "date">): Facets {
  return {
    category: [],
    person: [],
    year: [yearValue(issue.date)],
    kind: [kindValue(newsletter, opening)],
  };
}

function yearValue(date: string): FacetValue {
  return { id: date.slice(0, 4), title: date.slice(0, 4) };
}

/** A value as one filter of the index, which knows no ids: `<id> <title>`; ids hold no space. */
export function filterText({ id, title }: FacetValue): string {
  return `${id} ${title}`;
}
