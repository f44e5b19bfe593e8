/** What the model needs to know of an entry's prose. */
export interface BodyFacts {
  readonly wordCount: number;
  /** Names as written in `:::opinion{by="…"}`, in order, each once. */
  readonly opinionsBy: readonly string[];
  /** Ids as written in `<Demo experiment="…" />`, in order, each once. */
  readonly experiments: readonly string[];
}

/** Reads the facts from the Markdown source; directives and tags do not count as words, and those shown as code do not count at all. */
export function bodyFacts(body: string): BodyFacts {
  const prose = body
    .replaceAll(/^:::.*$/gm, " ")
    .replaceAll(/<[A-Z][^>]*>/g, " ")
    .replaceAll(/\]\([^)]*\)/g, " ");
  const live = withoutCode(body);
  return {
    wordCount: (prose.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []).length,
    opinionsBy: each(live, /^ {0,3}:{3,}opinion\{[^}\n]*\bby=(?:"([^"\n]*)"|'([^'\n]*)')/gm),
    experiments: each(live, /<Demo\b[^>]*\bexperiment=(?:"([^"\n]*)"|'([^'\n]*)')/g),
  };
}

/** The source without what it shows as code: fenced blocks and code spans. */
function withoutCode(body: string): string {
  return body
    .replaceAll(/^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))/gm, " ")
    .replaceAll(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, " ");
}

function each(text: string, pattern: RegExp): string[] {
  const names = [...text.matchAll(pattern)].map(([, double, single]) => double ?? single ?? "");
  return [...new Set(names)];
}
