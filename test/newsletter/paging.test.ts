import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { pagesOf, yearPlaces } from "../../src/newsletter/paging.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => count - i);

describe("pages of a long list", () => {
  it("hold every item once, in order, none of them nearly empty", () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.integer({ min: 1, max: 120 }), (count, size) => {
        const pages = pagesOf(numbers(count), "list/", size);
        expect(pages.flatMap(({ items }) => items)).toEqual(numbers(count));
        const [newest, ...older] = pages;
        expect(newest?.items.length).toBeLessThan(2 * size);
        for (const { items } of older) expect(items).toHaveLength(size);
        if (older.length > 0) expect(newest?.items.length).toBeGreaterThanOrEqual(size);
      }),
    );
  });

  it("keep what stands at every address but the newest page's while the list grows", () => {
    fc.assert(
      fc.property(fc.nat(700), fc.nat(300), (count, added) => {
        const before = pagesOf(numbers(count), "list/").slice(1);
        const after = new Map(
          pagesOf(numbers(count + added), "list/").map(({ path, items }) => [path, items]),
        );
        for (const { path, items } of before) expect(after.get(path)).toEqual(items);
      }),
    );
  });

  it("are addressed by numbers that count from the oldest", () => {
    const pages = pagesOf(numbers(350), "list/");
    expect(pages.map(({ path }) => path)).toEqual(["list/", "list/2/", "list/1/"]);
    expect(pages.at(-1)?.items.at(-1)).toBe(1);
  });

  it("tell where each year begins", () => {
    const days = ["2021-05-01", "2021-01-01", "2020-12-01", "2019-06-01", "2019-01-01"];
    const pages = pagesOf(days, "list/", 2);
    expect(yearPlaces(pages, (day) => day)).toEqual([
      { year: "2021", path: "list/", item: "2021-05-01" },
      { year: "2020", path: "list/", item: "2020-12-01" },
      { year: "2019", path: "list/1/", item: "2019-06-01" },
    ]);
  });
});
