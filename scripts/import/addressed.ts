import type { ContentSource } from "#newsletter/check.ts";
import { issueSlug } from "#newsletter/slugs.ts";

import type { Placed } from "./entry-file.ts";
import { freeId, slugFor, textKey } from "./text-key.ts";

/** A draft whose issue, category and authors are known. */
export type Settled = Omit<Placed, "id" | "path" | "there">;

/** Gives each draft the file of the entry that is there already, one for one, else a new one. */
export function addressed(settled: readonly Settled[], { entries }: ContentSource): Placed[] {
  const free = new Map(entries.map((entry) => [entry.id, entry]));
  const found = new Map<Settled, ContentSource["entries"][number]>();
  const sameTitle = (one: Settled, title: string): boolean =>
    textKey(title) === textKey(one.draft.title);
  const rounds: ((one: Settled, data: ContentSource["entries"][number]["data"]) => boolean)[] = [
    (one, { title, url = "" }) => url === one.draft.url && sameTitle(one, title),
    (one, { url }) => url !== undefined && url === one.draft.url,
    (one, { title, url }) => sameTitle(one, title) && (url === undefined || one.draft.url === ""),
  ];
  const bySlug = Map.groupBy(entries, ({ id }) => id.split("/")[0] ?? "");
  for (const isSame of rounds) {
    for (const one of settled) {
      if (found.has(one)) continue;
      const match = bySlug
        .get(issueSlug(one.issue))
        ?.find(({ id, data }) => free.has(id) && isSame(one, data));
      if (match === undefined) continue;
      free.delete(match.id);
      found.set(one, match);
    }
  }
  const taken = new Set(entries.map(({ id }) => id));
  return settled.map((one) => {
    const there = found.get(one);
    if (there !== undefined) return { ...one, id: there.id, path: there.file, there: there.data };
    const slug = issueSlug(one.issue);
    const id = freeId(`${slug}/${slugFor(one.draft.title, "work")}`, taken);
    taken.add(id);
    return { ...one, id, path: `issues/${id}.md` };
  });
}
