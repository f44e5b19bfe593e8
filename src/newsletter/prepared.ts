import type { ContentSource } from "./check.ts";
import type { Edition } from "./editions.ts";
import type { EntryFrontmatter, IssueFrontmatter } from "./schemas.ts";

/** Gives what `make` made under this name, in this build or in an earlier one that would have made the same. */
export type Keep = <Value>(name: string, make: () => Promise<Value>) => Promise<Value>;

/** What the build hands to the site's program, so that pages are made without Astro's reading the content again. */
export interface Prepared {
  /** The content. Nobody notes what is read of it: pages may hang on its settings and on which translations it has, and on nothing else of it. */
  readonly source: ContentSource;
  /** The archive in its own language, then in each other one. */
  readonly editions: readonly [Edition, ...Edition[]];
  /** The plain prose of an entry, by id; undefined where Astro has compiled it, as it does with MDX and with translations (`062/some-entry.de`). */
  readonly entryProse: (id: string) => PlainProse<EntryFrontmatter> | undefined;
  /** The same of an issue's opening, by slug. */
  readonly issueProse: (slug: string) => PlainProse<IssueFrontmatter> | undefined;
  readonly keep: Keep;
}

/** A file of plain prose. */
export interface PlainProse<Data> {
  readonly data: Data;
  readonly html: string;
}
