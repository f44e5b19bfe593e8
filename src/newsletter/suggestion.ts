/** How to mend a name that is not among those there are: the nearest one, or, where none is near, the first of them all. */
export function suggestion(name: string, names: readonly string[]): string {
  if (names.length === 0) return "there is none yet";
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  const first = names.slice(0, 12).join(", ");
  return `take one of ${first}${names.length > 12 ? ` and ${names.length - 12} more` : ""}`;
}

/** The name that was probably meant; undefined when none is near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(2, name.length / 3)
    ? best.other
    : undefined;
}

/** Insertions, deletions and replacements of letters between two words (Levenshtein 1966). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
