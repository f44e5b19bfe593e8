import type { Citation } from "./archive.ts";
import type { ContentSource } from "./check.ts";
import { proseReferences } from "./prose-facts.ts";
import { formatOf } from "./tree.ts";

/** Who names an entry, by its id, or an issue as a whole, by its slug. */
export type Citing = (target: string) => readonly Citation[];

/** An entry's text as far as it can name others. */
interface CitingText extends Pick<ContentSource["entries"][number], "id" | "file" | "body"> {
  readonly data: { readonly title: string };
}

/** Reads from all prose that is shown which entries name which; nothing cites itself, and no entry its own issue. */
export function citationsOf(
  {
    newsletter,
    issues,
    entries,
  }: Pick<ContentSource, "newsletter" | "issues"> & { readonly entries: readonly CitingText[] },
  isShown: (id: string) => boolean,
): Citing {
  const numbers = new Map(issues.map(({ slug, data }) => [slug, data.number]));
  const found = new Map<string, Map<string, Citation>>();
  for (const { id, file, data, body } of entries) {
    if (!isShown(id)) continue;
    const [slug = ""] = id.split("/");
    for (const { target, sentence } of proseReferences(body, formatOf(file), slug, newsletter)) {
      if (target === id || target === slug) continue;
      const citations = found.get(target) ?? new Map<string, Citation>();
      const sentences = citations.get(id)?.sentences ?? [];
      citations.set(id, {
        id,
        title: data.title,
        issue: numbers.get(slug) ?? 0,
        sentences: sentences.includes(sentence) ? sentences : [...sentences, sentence],
      });
      found.set(target, citations);
    }
  }
  return (target) =>
    [...(found.get(target)?.values() ?? [])].toSorted(
      (a, b) => b.issue - a.issue || (a.id < b.id ? -1 : 1),
    );
}
