/** How a judge that cannot understand goes by words: which of an answer's telling words stand in its quotation. */
export interface Support {
  readonly found: number;
  readonly of: number;
}

/** Counts the words of an answer, small ones aside, that its quotation has too; endings in s do not matter. */
export function support(answer: string, quotation: string): Support {
  const quoted = new Set(tellingWords(quotation));
  const words = tellingWords(answer);
  return { found: words.filter((word) => quoted.has(word)).length, of: words.length };
}

/** Positive where the first is better supported, 0 where they are equal. */
export function comparedSupport(a: Support, b: Support): number {
  return a.found * Math.max(1, b.of) - b.found * Math.max(1, a.of);
}

const small = new Set(
  "a an and are as at be been but by did for from had has have he her his i in into is it its nor not of on or she so than that the their them there they this to was were what when where which who with you".split(
    " ",
  ),
);

function tellingWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [
    ...new Set(words.filter((word) => !small.has(word)).map((word) => word.replace(/s$/, ""))),
  ];
}
