/** A replacement of a part of the text, by offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with these replacements; of two that overlap, the one that begins first, or is longer. */
export function edited(source: string, changes: readonly Edit[]): string {
  let [text, end] = ["", 0];
  for (const change of changes.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (change.start < end) continue;
    text += source.slice(end, change.start) + change.text;
    end = change.end;
  }
  return text + source.slice(end);
}
