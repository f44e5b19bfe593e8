/** Folder and address of an issue: its number in three digits, more where it has more. */
export function issueSlug(number: number): string {
  return String(number).padStart(3, "0");
}

/** Words of a title that carry little, left out of an address. */
const small = new Set(["a", "an", "the", "of", "and", "or", "to", "in", "on", "for", "is", "are"]);

/** The end of an address made of a title: up to six lower-case words joined by hyphens, accents dropped; empty if it has no Latin letter or digit. */
export function slugOf(title: string): string {
  const words = title
    .normalize("NFKD")
    .replaceAll(/[\p{M}'’]/gu, "")
    .replaceAll(/[ßø]/g, (letter) => (letter === "ß" ? "ss" : "o"))
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const heavy = words.filter((word) => !small.has(word));
  return (heavy.length > 0 ? heavy : words).slice(0, 6).join("-");
}
