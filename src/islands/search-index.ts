import type { Asked } from "./asked.ts";
import {
  type Pagefind,
  type PagefindFound,
  type PagefindHit,
  type SearchLanguages,
  searchLanguages,
  startPagefind,
} from "./pagefind.ts";

export const facets = ["kind", "category", "person", "year"] as const;
type Facet = (typeof facets)[number];

/** One value that the found texts have, and how many of them. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly count: number;
}
export type Choices = Readonly<Record<Facet, readonly Choice[]>>;

/** What a question finds. */
export interface Found {
  /** The texts that fit, the best or the newest first. */
  readonly hits: readonly PagefindHit[];
  /** What can be chosen in each facet while all the others stay as asked. */
  choices(): Promise<Choices>;
}

/** The index of one language, open. */
export interface SearchIndex {
  readonly languages: SearchLanguages;
  readonly language: string;
  find(asked: Asked): Promise<Found>;
  /** Loads the values of all facets and finds nothing with one that no text has, so that the first question meets compiled programs. */
  warmUp(): Promise<void>;
  /** Loads what the words need, before it is certain that they are the whole question. */
  prepare(asked: Asked): void;
  close(): void;
}

/** Opens the index in that language, or in the one that most texts have. */
export async function openIndex(root: string, wanted: string): Promise<SearchIndex> {
  const { pagefind, languages, language } = await opened(root, wanted.toLowerCase());
  let known: Promise<ReadonlyMap<string, string>> | undefined;
  // Pagefind counts the values that are loaded.
  let isCounting = false;
  const values = (): Promise<ReadonlyMap<string, string>> => {
    known ??= valuesById(pagefind).then((loaded) => {
      isCounting = true;
      return loaded;
    });
    return known;
  };
  const foundBy = async (asked: Asked): Promise<PagefindFound> =>
    ask(pagefind, asked, await filtersOf(asked, values));
  return {
    languages,
    language,
    async find(asked) {
      const filters = await filtersOf(asked, values);
      const isCounted = isCounting;
      const found = await ask(pagefind, asked, filters);
      return {
        hits: found.results,
        async choices() {
          await values();
          const all = isCounted ? found : await foundBy(asked);
          const each = facets.map(async (facet) => {
            const { [facet]: chosen, ...others } = asked;
            const counted = chosen === undefined ? all : await foundBy(others);
            return [facet, choicesIn(counted, facet)] as const;
          });
          return Object.fromEntries(await Promise.all(each)) as unknown as Choices;
        },
      };
    },
    async warmUp() {
      await values();
      await pagefind.search(null, { filters: { kind: "none" } });
    },
    prepare({ text }) {
      if (text !== undefined) void pagefind.preload(text).catch(() => undefined);
    },
    close: () => pagefind.close(),
  };
}

async function opened(
  root: string,
  wanted: string,
): Promise<Pick<SearchIndex, "languages" | "language"> & { readonly pagefind: Pagefind }> {
  // Nearly always it is this one, so it need not wait for the list.
  const likely = startPagefind(root, wanted);
  try {
    const languages = await searchLanguages(root);
    const language = languageIn(languages, wanted);
    const { shards } = languages[language] ?? { shards: 0 };
    if (shards === 0) throw new Error("nothing is indexed");
    if (language !== wanted) likely.close();
    const pagefind = language === wanted ? likely : startPagefind(root, language);
    pagefind.merge(shards);
    return { pagefind, languages, language };
  } catch (error) {
    likely.close();
    throw error;
  }
}

/** The language of an index in which that is searched, by its code in small letters: the same, the same without its region, or the one that most texts have. */
export function languageIn(languages: SearchLanguages, wanted: string): string {
  const most = Object.entries(languages).toSorted(([, a], [, b]) => b.pages - a.pages)[0];
  const [main = wanted] = wanted.split("-");
  return [wanted, main].find((each) => each in languages) ?? most?.[0] ?? wanted;
}

function ask(
  pagefind: Pagefind,
  { text, order }: Asked,
  filters: Readonly<Record<string, string>>,
): Promise<PagefindFound> {
  const direction = order === "oldest" ? "asc" : "desc";
  // Without words nothing is the best match.
  const isDated = order !== undefined || text === undefined;
  return pagefind.search(text ?? null, {
    filters,
    ...(isDated ? { sort: { date: direction } } : {}),
  });
}

/** A filter of the index is `<id> <title>`; addresses know the id alone. */
async function filtersOf(
  asked: Asked,
  values: () => Promise<ReadonlyMap<string, string>>,
): Promise<Record<string, string>> {
  const chosen = facets.flatMap((facet) => {
    const id = asked[facet];
    return id === undefined ? [] : [[facet, id] as const];
  });
  if (chosen.length === 0) return {};
  const known = await values();
  return Object.fromEntries(
    chosen.map(([facet, id]) => [facet, known.get(`${facet} ${id}`) ?? id] as const),
  );
}

async function valuesById(pagefind: Pagefind): Promise<ReadonlyMap<string, string>> {
  const filters = await pagefind.filters();
  return new Map(
    Object.entries(filters).flatMap(([facet, counts]) =>
      Object.keys(counts).map((value) => [`${facet} ${value.split(" ")[0] ?? ""}`, value] as const),
    ),
  );
}

function choicesIn({ filters }: PagefindFound, facet: Facet): Choice[] {
  return Object.entries(filters[facet] ?? {})
    .filter(([, count]) => count > 0)
    .map(([value, count]) => {
      const space = value.indexOf(" ");
      return { id: value.slice(0, space), title: value.slice(space + 1), count };
    });
}
