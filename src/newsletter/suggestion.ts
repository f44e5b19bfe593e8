/** How to mend a name that is not among those there are: the nearest one, or, where none is near, the first of them all. */
export function suggestion(name: string, names: readonly string[]): string {
  const [nearest] = names
    .map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  if (nearest === undefined) return "there is none yet";
  if (nearest.distance <= Math.max(2, name.length / 3)) return `did you mean "${nearest.other}"?`;
  const shown = names.slice(0, 12).join(", ");
  return `take one of ${shown}${names.length > 12 ? ` and ${names.length - 12} more` : ""}`;
}

/** Insertions, deletions and replacements of letters between two words (Levenshtein 1966). */
export function editDistance(from: string, to: string): number {
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
