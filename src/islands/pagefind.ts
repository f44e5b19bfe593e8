import { openWorker } from "./asked-worker.ts";

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

/** What is used of Pagefind 1.6 in the browser. */
export interface Pagefind {
  search(
    text: string | null,
    options: {
      readonly filters: Readonly<Record<string, string>>;
      readonly sort?: Readonly<Record<string, "asc" | "desc">>;
    },
  ): Promise<PagefindFound>;
  /** Loads what a search for that needs. */
  preload(text: string): Promise<unknown>;
  filters(): Promise<PagefindCounts>;
  /** Has so many shards searched, the first one among them. */
  merge(shards: number): void;
  close(): void;
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

/** Starts Pagefind's worker on the first shard of a language. It is asked in its own messages: `pagefind.js`, which passes them on, would have to be loaded before it. */
export function startPagefind(root: string, language: string): Pagefind {
  const folder = (shard: number): string => `${root}pagefind/${language}/${shard}/`;
  const { ask, close } = openWorker(`${folder(1)}pagefind-worker.js`);
  const options = { basePath: folder(1), baseUrl: root, language, excerptLength: 30 };
  void ask("init", [options]).catch(() => undefined);
  // The worker needs one for its first search; what is slow about it is done once for both, here while the worker starts.
  if ("Segmenter" in Intl) void new Intl.Segmenter(language, { granularity: "grapheme" });
  // The worker keeps what a search found for as long as it may be asked for.
  const dropped = new FinalizationRegistry<string>(
    (id) => void ask("releaseData", [id]).catch(() => undefined),
  );
  return {
    async search(text, asked) {
      const { results, filters } = (await ask("search", [text, asked])) as {
        readonly results: readonly { readonly data: string }[];
        readonly filters: PagefindCounts;
      };
      return {
        filters,
        results: results.map(({ data: id }) => {
          const hit: PagefindHit = {
            data: async () => (await ask("getData", [id])) as Awaited<ReturnType<typeof hit.data>>,
          };
          dropped.register(hit, id);
          return hit;
        }),
      };
    },
    preload: (text) => ask("preload", [text]),
    filters: async () => (await ask("filters", [])) as PagefindCounts,
    merge(shards) {
      for (let shard = 2; shard <= shards; shard += 1) {
        // A search waits for it, and tells what is wrong with it.
        void ask("mergeIndex", [folder(shard), { language }]).catch(() => undefined);
      }
    },
    close,
  };
}
