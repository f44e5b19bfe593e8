import type { Archive } from "#newsletter/archive.ts";

/** A whole entry as an author writes it, with a category of this newsletter. */
export function entryExample({ newsletter, categories }: Archive): string {
  return `---
title: Title of the work as printed
url: https://example.org/work
authors: [Ada Lovelace]
category: ${categories[0]?.id ?? "category"}
published: 2026
summarisedBy: [Ada Lovelace]
gist: One line for lists.
---
The summary. (See ${newsletter.references?.prefix ?? "AN #"}36.) :sidenote[A note in the margin.]

:::opinion{by="Ada Lovelace"}
What she makes of it.
:::`;
}
