/** The lines of a source text from the one that holds `from` to the next one that is `to`; throws when they are not there. */
export function excerpt(text: string, from: string, to: string): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.includes(from));
  const length = lines.slice(first).indexOf(to);
  if (first < 0 || length < 0) throw new Error(`the guide's excerpt from "${from}" is not there`);
  return lines.slice(first, first + length + 1).join("\n");
}

/** What the suites of `test/contract` promise, read from the names of their tests. */
export function promises(suites: readonly string[]): string[] {
  return suites
    .flatMap((text) => [
      ...text.matchAll(
        /\bit(?:\.(?:each|skipIf)\([^)]*\))?\(\s*"((?:[^"\\]|\\.)+)",\s*(?:async )?\(/g,
      ),
    ])
    .map(([, name = ""]) => name.replaceAll(/%\w( of the way)?/g, "any point"));
}
