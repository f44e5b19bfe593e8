import { textKey } from "./text-key.ts";

/** An entry that references may lead to. */
export interface Titled {
  readonly id: string;
  readonly title: string;
  readonly url?: string;
  /** Number of its issue. */
  readonly issue: number;
}

/** What a title led to: the entry, and whether others of that title were passed over. */
export interface Found {
  readonly entry: Titled;
  readonly isAmbiguous: boolean;
}

/** Finds entries by title, the nearest of an earlier issue first, and by address within an issue. */
export class TitleIndex {
  readonly titles: readonly string[];
  readonly ids: ReadonlySet<string>;
  readonly #byTitle = new Map<string, Titled[]>();
  readonly #byIssue = new Map<number, Titled[]>();

  constructor(entries: readonly Titled[]) {
    this.ids = new Set(entries.map(({ id }) => id));
    this.titles = entries.map(({ title }) => title);
    for (const entry of entries) {
      const key = textKey(entry.title);
      this.#byTitle.set(key, [...(this.#byTitle.get(key) ?? []), entry]);
      this.#byIssue.set(entry.issue, [...(this.#byIssue.get(entry.issue) ?? []), entry]);
    }
  }

  /** The entry of that title that somebody writing in issue `from` means: of this issue or before it, as late as can be, else the first after it. */
  find(title: string, from: number): Found | undefined {
    const all = (this.#byTitle.get(textKey(title)) ?? []).toSorted((a, b) => a.issue - b.issue);
    const entry = all.findLast(({ issue }) => issue <= from) ?? all[0];
    return entry === undefined ? undefined : { entry, isAmbiguous: all.length > 1 };
  }

  /** Entries of an issue. */
  of(issue: number): readonly Titled[] {
    return this.#byIssue.get(issue) ?? [];
  }
}
