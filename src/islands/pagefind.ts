/** A text that was found, loaded when asked for. */
export interface PagefindHit {
  readonly data: () => Promise<{
    readonly url: string;
    /** HTML whose only elements are `mark`. */
    readonly excerpt: string;
    readonly meta: Readonly<Record<string, string>>;
  }>;
}

/** How many texts have each value, by filter. */
type PagefindCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface PagefindFound {
  readonly results: readonly PagefindHit[];
  readonly filters: PagefindCounts;
}

/** What is used of the interface of Pagefind 1.6 in the browser, which comes without types. */
export interface Pagefind {
  search(
    text: string | null,
    options: {
      readonly filters: Readonly<Record<string, string>>;
      readonly sort?: Readonly<Record<string, "asc" | "desc">>;
    },
  ): Promise<PagefindFound>;
  /** Loads what a search for that needs. */
  preload(text: string): Promise<void>;
  filters(): Promise<PagefindCounts>;
  mergeIndex(folder: string): Promise<void>;
  destroy(): Promise<void>;
}

/** How many pages and shards the index has, by language. */
export type SearchLanguages = Readonly<
  Record<string, { readonly pages: number; readonly shards: number }>
>;

/** The languages that the site under `root` was indexed in. */
export async function searchLanguages(root: string): Promise<SearchLanguages> {
  const response = await fetch(`${root}pagefind/languages.json`);
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  return (await response.json()) as SearchLanguages;
}

/** Has the browser load Pagefind's program of a language, if it has one, so that it is there when it is called. */
export function fetchPagefind(root: string, language: string): void {
  void programOf(root, language).catch(() => undefined);
}

/** Pagefind on every shard of one language. */
export async function openPagefind(
  root: string,
  language: string,
  shards: number,
): Promise<Pagefind> {
  const made = await programOf(root, language);
  if (!hasInstances(made)) throw new Error("no Pagefind in pagefind.js");
  const basePath = shardFolder(root, language, 1);
  const pagefind = made.createInstance({ basePath, baseUrl: root, excerptLength: 30 });
  // A search for nothing loads nothing, but has the worker make its segmenter of words, which is slow only once.
  void pagefind.preload("").catch(() => undefined);
  const others = Array.from({ length: shards - 1 }, (_, i) => shardFolder(root, language, i + 2));
  await Promise.all(others.map((other) => pagefind.mergeIndex(other)));
  return pagefind;
}

function shardFolder(root: string, language: string, shard: number): string {
  return `${root}pagefind/${language}/${shard}/`;
}

/** The first shard has the program for all of them. */
function programOf(root: string, language: string): Promise<unknown> {
  return import(/* @vite-ignore */ `${shardFolder(root, language, 1)}pagefind.js`);
}

interface PagefindModule {
  readonly createInstance: (options: {
    readonly basePath: string;
    readonly baseUrl: string;
    readonly excerptLength: number;
  }) => Pagefind;
}

function hasInstances(made: unknown): made is PagefindModule {
  return typeof made === "object" && made !== null && "createInstance" in made;
}
