import type { ImageGridFigure } from "#lab/figure.ts";

import { chartFont } from "./chart.ts";
import type { Theme } from "./palette.ts";

/** Room for a row's name above its pictures and for the labels under them, pixels. */
const nameHeight = 22;
const labelHeight = 18;
const gap = 4;

/** Whole-number magnification at which the grid fits `width`, at least 1. */
function scaleFor(figure: ImageGridFigure, width: number): number {
  const columns = Math.max(1, ...figure.rows.map(({ pictures }) => pictures.length));
  return Math.max(1, Math.floor((width - gap * columns) / columns / figure.width));
}

/** Height of the grid drawn `width` pixels wide. */
export function imageGridHeight(figure: ImageGridFigure, width: number): number {
  return figure.rows.length * (nameHeight + figure.height * scaleFor(figure, width) + labelHeight);
}

/** Draws rows of pictures with crisp pixels; every picture's pixel is a square of whole pixels. */
export function drawImageGrid(
  context: CanvasRenderingContext2D,
  figure: ImageGridFigure,
  theme: Theme,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const scale = scaleFor(figure, width);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, width, height);
  const rowHeight = nameHeight + figure.height * scale + labelHeight;
  for (const [row, { label, pictures }] of figure.rows.entries()) {
    const top = row * rowHeight;
    context.fillStyle = theme.ink;
    context.font = `12px ${chartFont}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillText(label, 0, top + nameHeight / 2);
    context.textAlign = "center";
    for (const [column, picture] of pictures.entries()) {
      const left = column * (figure.width * scale + gap);
      drawPicture(context, figure, picture.pixels, { left, top: top + nameHeight, scale });
      context.fillStyle = theme.ink;
      context.fillText(
        picture.label,
        left + (figure.width * scale) / 2,
        top + nameHeight + figure.height * scale + labelHeight / 2,
      );
    }
  }
}

/** Rows of equal neighbours are drawn as one rectangle, which keeps a vector picture small. */
function drawPicture(
  context: CanvasRenderingContext2D,
  { width, height, channels }: ImageGridFigure,
  pixels: readonly number[],
  { left, top, scale }: { readonly left: number; readonly top: number; readonly scale: number },
): void {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * channels;
      const [red = 0, green = red, blue = red] = pixels.slice(at, at + channels);
      context.fillStyle = `rgb(${red},${green},${blue})`;
      context.fillRect(left + x * scale, top + y * scale, scale, scale);
    }
  }
}
