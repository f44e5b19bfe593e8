import type { Formula } from "./maths.ts";
import type { EntryFrontmatter, IssueFrontmatter, NewsletterConfig } from "./schemas.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly url?: string;
}

export interface Category {
  readonly id: string;
  readonly title: string;
  /** Title of the section it stands in. */
  readonly section: string;
}

/** An entry that names another one, or an issue, in its prose. */
export interface Citation {
  /** `<issue>/<slug>` of the one that cites. */
  readonly id: string;
  readonly title: string;
  /** Number of its issue. */
  readonly issue: number;
  /** The sentences that name what is cited, as plain text, each once. */
  readonly sentences: readonly string[];
}

/** How a text came into another language than the newsletter's. */
export interface Translation {
  readonly language: string;
  /** Day it appeared, `YYYY-MM-DD`; undefined where it came with the issue. */
  readonly date: string | undefined;
  readonly by: readonly Person[];
  /** The title that it translates. */
  readonly originalTitle: string;
  /** The original has changed since. */
  readonly isStale: boolean;
}

/** One summarised work. */
export interface Entry extends Omit<EntryFrontmatter, "authors" | "summarisedBy" | "category"> {
  /** `<issue>/<slug>`; the key of the content collection and the end of its address. */
  readonly id: string;
  readonly slug: string;
  /** Slug of its issue. */
  readonly issue: string;
  readonly authors: readonly Person[];
  readonly summarisedBy: readonly Person[];
  /** Who gives an opinion in its body, in order. */
  readonly opinionsBy: readonly Person[];
  /** The opinions in its body, in order, their words as plain text. */
  readonly opinions: readonly { readonly by: Person; readonly text: string }[];
  readonly category: Category;
  /** Ids of the experiments its demos run, in order. */
  readonly experiments: readonly string[];
  /** Formulas of its body, in order, each once. */
  readonly formulas: readonly Formula[];
  /** Words in the body; 0 makes it link-only. */
  readonly wordCount: number;
  readonly isLinkOnly: boolean;
  /** Who names it in their prose, newest issue first. */
  readonly citedBy: readonly Citation[];
  /** None of an original. */
  readonly translation?: Translation;
}

/** An entry and what answers it, in order. */
export interface Thread {
  readonly entry: Entry;
  readonly responses: readonly Thread[];
}

/** Entries of one category within an issue. */
export interface CategoryPart {
  readonly category: Category;
  readonly threads: readonly Thread[];
}

/** A section of an issue with the categories that have entries in it. */
export interface SectionPart {
  readonly title: string;
  readonly categories: readonly CategoryPart[];
}

/** One dated number, compiled: highlights first, then the sections in the newsletter's order. */
export interface Issue extends IssueFrontmatter {
  readonly slug: string;
  readonly highlights: readonly Thread[];
  readonly sections: readonly SectionPart[];
  /** Every entry in reading order. */
  readonly entries: readonly Entry[];
  /** Formulas of its opening words, in order, each once. */
  readonly formulas: readonly Formula[];
  /** Ids of the experiments that its opening words run, in order. */
  readonly experiments: readonly string[];
  /** At 220 words a minute, at least 1. */
  readonly readingMinutes: number;
  /** A draft, or dated after the day of the build. */
  readonly isUnpublished: boolean;
  /** Entries of other issues that name this one as a whole, newest first. */
  readonly citedBy: readonly Citation[];
  /** How its title, gist and opening came about; none of an original. */
  readonly translation?: Translation;
}

/** The newsletter's settings, and which of its pages have moved. */
export interface Newsletter extends NewsletterConfig {
  /** Path of a page → the path under which it was first published, where they differ. */
  readonly firstPaths?: ReadonlyMap<string, string>;
}

/** Everything a site is made of, without its prose. */
export interface Archive {
  readonly newsletter: Newsletter;
  readonly people: readonly Person[];
  readonly categories: readonly Category[];
  /** Newest first. */
  readonly issues: readonly Issue[];
  /** Reading order, newest issue first. */
  readonly entries: readonly Entry[];
  /** By the id of an entry that others name in their prose, the ids of those. */
  readonly namedBy: ReadonlyMap<string, readonly string[]>;
}
