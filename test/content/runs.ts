import { createHash } from "node:crypto";

const RUN_LENGTH = 8;

/** The words of a text, without case, accents, punctuation or markup. */
function normalisedWords(text: string): string[] {
  return (
    text
      .replace(/\]\([^)]*\)/g, "] ")
      .normalize("NFKD")
      .replace(/[\u0300-\u036f'’]/g, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  );
}

/** Every run of eight words. */
export function runsOf(text: string): string[] {
  const words = normalisedWords(text);
  return words
    .slice(RUN_LENGTH - 1)
    .map((_, start) => words.slice(start, start + RUN_LENGTH).join(" "));
}

export function hashOf(run: string): string {
  return createHash("sha256").update(run).digest("hex").slice(0, 12);
}
