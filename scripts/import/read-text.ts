import { readFileSync } from "node:fs";

/** A file's text, in UTF-8 or in UTF-16 with its mark, without that mark; throws a sentence for any other, whose letters would be lost. */
export function readText(path: string): string {
  const bytes = readFileSync(path);
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encoding = !isWide ? "utf-8" : first === 0xff ? "utf-16le" : "utf-16be";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error(`${path} is no text in UTF-8; save it in that encoding and import it again`, {
      cause: error,
    });
  }
}
