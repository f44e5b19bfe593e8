/** One page of a long list whose newest items come first. */
export interface ListPage<Item> {
  /** Path within the site; the newest page has the list's own. */
  readonly path: string;
  /** End of that path: `3`, and undefined for the newest page. */
  readonly number?: string;
  readonly items: readonly Item[];
}

/** Items of a page; the newest page has up to twice as many. */
const itemsAPage = 100;

/** Splits a list, newest first, into pages. They are counted from the oldest on, so that a page but the newest keeps its address and its items while the list grows. */
export function pagesOf<Item>(
  items: readonly Item[],
  path: string,
  size = itemsAPage,
): ListPage<Item>[] {
  const older = Math.max(0, Math.floor(items.length / size) - 1);
  const newest = items.length - older * size;
  const numbers = Array.from({ length: older }, (_, i) => older - i);
  return [
    { path, items: items.slice(0, newest) },
    ...numbers.map((number) => {
      const start = newest + (older - number) * size;
      return {
        path: `${path}${number}/`,
        number: String(number),
        items: items.slice(start, start + size),
      };
    }),
  ];
}

/** Where the newest item of each year stands, the newest year first. */
export function yearPlaces<Item>(
  pages: readonly ListPage<Item>[],
  dateOf: (item: Item) => string,
): { readonly year: string; readonly path: string; readonly item: Item }[] {
  const found = new Map<string, { year: string; path: string; item: Item }>();
  for (const { path, items } of pages) {
    for (const item of items) {
      const year = dateOf(item).slice(0, 4);
      if (!found.has(year)) found.set(year, { year, path, item });
    }
  }
  return [...found.values()];
}

/** The mark in a page where a year's items begin. */
export const yearMark = (year: string): string => `year-${year}`;
