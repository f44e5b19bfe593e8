import type { Plan } from "./place.ts";
import type { Written } from "./write-files.ts";

/** The lines that tell what an import did and what it could not do. */
export function reportLines(
  read: number,
  plan: Plan,
  entries: Written,
  openings: Written,
): string[] {
  return [
    `read: ${read} entries`,
    `entries: ${fates(entries)}`,
    `issues: ${fates(openings)}`,
    `new people: ${plan.newPeople.length}; new categories: ${plan.newCategories.length}`,
    `references that lead to an entry or issue: ${plan.references}`,
    ...part("references that lead nowhere, or not surely", plan.lostReferences),
    ...part("cells that say nothing here", plan.leftOut),
    ...part("not placed", plan.unplaced),
    ...part("there already, with other words; --force replaces them", [
      ...entries.kept,
      ...openings.kept,
    ]),
  ];
}

function fates({ added, replaced, same, kept }: Written): string {
  return `${added.length} new, ${replaced.length} replaced, ${same.length} as they were, ${kept.length} kept`;
}

/** A title with the number of its lines, and these. */
export function part(title: string, lines: readonly string[]): string[] {
  return [`${title}: ${lines.length}`, ...lines.map((line) => `  ${line}`)];
}
