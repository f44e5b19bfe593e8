import { archive, issueOf } from "#archive.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";
import { type ListPage, yearPlaces } from "#newsletter/paging.ts";
import { word } from "#newsletter/words.ts";

type Listed = Entry | Issue;

const isIssue = (item: Listed): item is Issue => "highlights" in item;
const issueIn = (item: Listed): Issue => (isIssue(item) ? item : issueOf(item));

/** The key of an entry or issue in its list. */
const keyOf = (item: Listed): string => (isIssue(item) ? item.slug : item.id);

/** A list's title; further pages add what stands on them, so that no two pages are called the same. */
export function pageTitle(title: string, { number, items }: ListPage<Listed>): string {
  return number === undefined ? title : `${title}, ${number}: ${issueRange(items)}`;
}

/** The issues that these stand in, in words; empty where there are none. */
export function issueRange(items: readonly Listed[]): string {
  const numbers = items.map((item) => issueIn(item).number);
  const [from, to] = [Math.min(...numbers), Math.max(...numbers)];
  if (items.length === 0) return "";
  return from === to
    ? word(archive.newsletter, "issue", { number: from })
    : word(archive.newsletter, "issueRange", { from, to });
}

/** Where each year's newest item stands. */
export function yearsIn<Item extends Listed>(pages: readonly ListPage<Item>[]) {
  return yearPlaces(pages, (item) => issueIn(item).date).map(({ year, path, item }) => ({
    year,
    path,
    key: keyOf(item),
  }));
}
