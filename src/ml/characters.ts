/** The characters that a small text model knows, and texts written in them. */

/** One place a character; a line break is the first. */
export const alphabet = "\n abcdefghijklmnopqrstuvwxyz0123456789.,;:'()-%/?";

/** The same text in characters of the alphabet alone: small letters without accents, simple quotes and dashes, single spaces; lines stay. */
export function simplified(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[‘’“”"]/gu, "'")
    .replaceAll(/[–—−]/gu, "-")
    .replaceAll("×", "x")
    .replaceAll("!", ".")
    .split("\n")
    .map((line) =>
      Array.from(line, (character) => (/\s/u.test(character) ? " " : character))
        .filter((character) => alphabet.includes(character))
        .join("")
        .replaceAll(/ {2,}/g, " ")
        .trim(),
    )
    .filter((line) => line !== "")
    .join("\n");
}

/** Places of the characters in the alphabet; throws for one that is not in it. */
export function encode(text: string): Int32Array {
  return Int32Array.from(text, (character) => {
    const place = alphabet.indexOf(character);
    if (place < 0) throw new RangeError(`no model knows the character "${character}"`);
    return place;
  });
}
