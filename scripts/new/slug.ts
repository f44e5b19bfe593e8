/** Words of a title that carry little, left out of an address. */
const small = new Set(["a", "an", "the", "of", "and", "or", "to", "in", "on", "for", "is", "are"]);

/** The end of an address made of a title: up to six lower-case words joined by hyphens, accents dropped; empty if it has no Latin letter or digit. */
export function slugOf(title: string): string {
  const words = title
    .normalize("NFKD")
    .replaceAll(/[\p{M}'’]/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const heavy = words.filter((word) => !small.has(word));
  return (heavy.length > 0 ? heavy : words).slice(0, 6).join("-");
}
