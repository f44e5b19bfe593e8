/** Pictures as text, for outcomes, and as bytes, for figures. */

const byte = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)));

/** Values, 0 to 1, as base64 of one byte each. */
export function encodePixels(values: ArrayLike<number>): string {
  return btoa(Array.from(values, (value) => String.fromCharCode(byte(value))).join(""));
}

/** The bytes, 0 to 255, of a picture of an outcome. */
export function decodePixels(text: string): number[] {
  return Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The change from one picture to the other, so many times as strong, around middle grey; bytes. */
export function amplifiedChange(
  before: readonly number[],
  after: readonly number[],
  factor: number,
): number[] {
  return before.map((value, i) =>
    Math.min(255, Math.max(0, 128 + factor * ((after[i] ?? 0) - value))),
  );
}
