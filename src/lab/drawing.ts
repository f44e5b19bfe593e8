import { z } from "zod";

/** Pixels of a drawing. */
export interface DrawingSize {
  readonly width: number;
  readonly height: number;
}

/** base64url (RFC 4648, § 5): six pixels a character. */
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const pixelsEach = 6;

/** A drawing as text for an address: a bit a pixel, row by row, the first in the highest place; 28 × 28 pixels are 131 characters. */
export function packDrawing(pixels: readonly boolean[]): string {
  let text = "";
  for (let at = 0; at < pixels.length; at += pixelsEach) {
    let code = 0;
    for (let i = 0; i < pixelsEach; i += 1) code = 2 * code + (pixels[at + i] === true ? 1 : 0);
    text += alphabet.charAt(code);
  }
  return text;
}

/** The pixels of a packed drawing, row by row; what the text lacks is empty. */
export function unpackDrawing(text: string, { width, height }: DrawingSize): boolean[] {
  return Array.from({ length: width * height }, (_, at) => {
    const code = alphabet.indexOf(text.charAt(Math.floor(at / pixelsEach)));
    return code >= 0 && ((code >> (pixelsEach - 1 - (at % pixelsEach))) & 1) === 1;
  });
}

/** The text of a drawing without a stroke. */
export function emptyDrawing({ width, height }: DrawingSize): string {
  return alphabet.charAt(0).repeat(Math.ceil((width * height) / pixelsEach));
}

/** A parameter that is drawn: accepts what `packDrawing` gives at this size and nothing else. */
export function drawingSchema({ width, height }: DrawingSize): z.ZodString {
  const rest = (width * height) % pixelsEach;
  const whole = `[A-Za-z0-9_-]{${Math.floor((width * height) / pixelsEach)}}`;
  // Bits beyond the last pixel are 0.
  const ends = Array.from(alphabet)
    .filter((_, code) => code % 2 ** (pixelsEach - rest) === 0)
    .join("");
  return z
    .string()
    .regex(new RegExp(rest === 0 ? `^${whole}$` : `^${whole}[${ends.replace("-", "\\-")}]$`));
}

/** The inked pixels as the path of an SVG picture of `width` by `height` units. */
export function drawingPath(text: string, size: DrawingSize): string {
  return unpackDrawing(text, size)
    .map((isInked, at) =>
      isInked ? `M${at % size.width} ${Math.floor(at / size.width)}h1v1h-1z` : "",
    )
    .join("");
}
