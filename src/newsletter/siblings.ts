import { languageRoot } from "./addresses.ts";
import type { ContentSource } from "./check.ts";
import { targetPath } from "./references.ts";
import type { TranslationSource } from "./translations.ts";

/** One page of those that say the same in several languages. */
export interface Sibling {
  readonly language: string;
  /** Path within the site. */
  readonly path: string;
}

/** The pages that have siblings, by path: each with all of them, the original first and itself among them. */
export function siblingsIn(
  { language: own, languages }: Pick<ContentSource["newsletter"], "language" | "languages">,
  shown: readonly Pick<TranslationSource, "target" | "language">[],
): ReadonlyMap<string, readonly Sibling[]> {
  const inOrder = Object.keys(languages).filter((tag) => shown.some((one) => one.language === tag));
  const groups = new Map<string, readonly string[]>([["", inOrder]]);
  for (const { target, language } of shown) {
    const path = targetPath(target);
    groups.set(path, [...(groups.get(path) ?? []), language]);
  }
  const found = new Map<string, readonly Sibling[]>();
  for (const [path, tags] of groups) {
    const siblings = [
      { language: own, path },
      ...inOrder
        .filter((tag) => tags.includes(tag))
        .map((tag) => ({ language: tag, path: languageRoot(tag) + path })),
    ];
    if (siblings.length > 1) for (const one of siblings) found.set(one.path, siblings);
  }
  return found;
}

/** What programs are told of a page's siblings: where each language stands, and `x-default`, the original, for every other reader. */
export function alternatesOf(siblings: readonly Sibling[]): readonly Sibling[] {
  const others = siblings.slice(0, 1).map(({ path }) => ({ language: "x-default", path }));
  return [...siblings, ...others];
}
