/** What the model needs to know of an entry's prose. */
export interface BodyFacts {
  readonly wordCount: number;
  /** Names as written in `:::opinion{by="…"}`, in order, each once. */
  readonly opinionsBy: readonly string[];
  /** Ids as written in `<Demo experiment="…" />`, in order, each once. */
  readonly experiments: readonly string[];
}

/** Reads the facts from the Markdown source; directives and tags do not count as words. */
export function bodyFacts(body: string): BodyFacts {
  const prose = body
    .replaceAll(/^:::.*$/gm, " ")
    .replaceAll(/<[A-Z][^>]*>/g, " ")
    .replaceAll(/\]\([^)]*\)/g, " ");
  return {
    wordCount: (prose.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []).length,
    opinionsBy: each(body, /^:::opinion\{by="([^"]*)"\}/gm),
    experiments: each(body, /<Demo\b[^>]*\bexperiment="([^"]*)"/g),
  };
}

function each(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name))];
}
