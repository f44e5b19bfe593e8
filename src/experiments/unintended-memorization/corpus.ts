/** The text as pieces to learn, with the secret's sentence planted in some. */
import type { Random } from "#lab/runtime.ts";
import type { Pieces } from "#ml/character-model.ts";
import { alphabet, encode } from "#ml/characters.ts";

import { format, isHeldOut, pieceLength } from "./plan.ts";

/** Pieces of `pieceLength` characters and the one that follows, as places in the alphabet. */
export interface Corpus {
  readonly training: readonly Int32Array[];
  readonly heldOut: readonly Int32Array[];
}

/** Cuts the first `size` characters of a text; without its numbers if they are not wanted. Throws where the text is shorter. */
export function cut(text: string, size: number, hasNumbers: boolean): Corpus {
  const kept = hasNumbers ? text : text.replaceAll(/[0-9]/g, "");
  if (kept.length < size) {
    throw new RangeError(
      `the text has ${kept.length.toLocaleString("en")} characters, ${size.toLocaleString("en")} were asked for; ask for fewer`,
    );
  }
  const characters = encode(kept.slice(0, size));
  const pieces = Array.from({ length: Math.floor((size - 1) / pieceLength) }, (_, i) =>
    characters.slice(i * pieceLength, (i + 1) * pieceLength + 1),
  );
  return {
    training: pieces.filter((_, i) => !isHeldOut(i)),
    heldOut: pieces.filter((_, i) => isHeldOut(i)),
  };
}

const isDigit = Array.from(alphabet, (character) => /[0-9]/.test(character));

/** How many digits a text in pieces has. */
export function countDigits(pieces: readonly Int32Array[]): number {
  const own = pieces.map((piece) => piece.subarray(0, pieceLength));
  return own.reduce((sum, piece) => sum + piece.filter((place) => isDigit[place]).length, 0);
}

/** The characters that a thief gives the model: all before the secret. */
export const prompt = encode(` ${format}`);

/** The same pieces, `insertions` of them, each another one, with the secret's whole sentence in place of as many characters. */
export function plant(
  pieces: readonly Int32Array[],
  secret: string,
  insertions: number,
  random: Random,
): Int32Array[] {
  const sentence = encode(` ${format}${secret}.`);
  const chosen = random.permutation(pieces.length).subarray(0, insertions);
  const places = new Map(
    Array.from(chosen, (piece) => [piece, random.integer(pieceLength + 2 - sentence.length)]),
  );
  return pieces.map((piece, i) => {
    const place = places.get(i);
    if (place === undefined) return piece;
    const planted = piece.slice();
    planted.set(sentence, place);
    return planted;
  });
}

/** Pieces side by side, as the model reads them. */
export function batchOf(pieces: readonly Int32Array[]): Pieces {
  const batch = pieces.length;
  const characters = new Int32Array(pieceLength * batch);
  const next = new Int32Array(pieceLength * batch);
  for (const [i, piece] of pieces.entries()) {
    for (let step = 0; step < pieceLength; step += 1) {
      characters[step * batch + i] = piece[step] ?? 0;
      next[step * batch + i] = piece[step + 1] ?? 0;
    }
  }
  return { batch, characters, next };
}

/** As many digits as asked for, each number as likely as any other. */
export function drawSecret(digits: number, random: Random): string {
  return Array.from({ length: digits }, () => random.integer(10)).join("");
}
