import type { ImageGridFigure } from "#lab/figure.ts";

import { figureFont } from "./chart.ts";
import type { Theme } from "./palette.ts";

/** Room for a row's name above its pictures and for the labels under them, pixels. */
const nameHeight = 22;
const labelHeight = 18;
const gap = 4;
/** Between two blocks, pixels. */
const blockGap = 10;

/** Pictures are magnified at least so much; where they do not fit beside each other they go on in a further block. */
const leastScale = 2;

interface Layout {
  /** Whole-number magnification. */
  readonly scale: number;
  /** Pictures side by side. */
  readonly columns: number;
  readonly blocks: number;
  readonly blockHeight: number;
}

function layoutOf({ rows, width: pixels, height }: ImageGridFigure, width: number): Layout {
  const count = Math.max(1, ...rows.map(({ pictures }) => pictures.length));
  const fitting = (scale: number): number =>
    Math.max(1, Math.floor((width + gap) / (pixels * scale + gap)));
  const scale = Math.max(leastScale, Math.floor((width / count - gap) / pixels));
  const blocks = Math.ceil(count / fitting(scale));
  return {
    scale,
    columns: Math.ceil(count / blocks),
    blocks,
    blockHeight: rows.length * (nameHeight + height * scale + labelHeight),
  };
}

/** Height of the grid drawn `width` pixels wide. */
export function imageGridHeight(figure: ImageGridFigure, width: number): number {
  const { blocks, blockHeight } = layoutOf(figure, width);
  return blocks * blockHeight + (blocks - 1) * blockGap;
}

/** Draws rows of pictures with crisp pixels; every picture's pixel is a square of whole pixels. */
export function drawImageGrid(
  context: CanvasRenderingContext2D,
  figure: ImageGridFigure,
  theme: Theme,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const { scale, columns, blocks, blockHeight } = layoutOf(figure, width);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, width, height);
  context.font = figureFont;
  context.textBaseline = "middle";
  const rowHeight = nameHeight + figure.height * scale + labelHeight;
  for (let block = 0; block < blocks; block += 1) {
    for (const [row, { label, pictures }] of figure.rows.entries()) {
      const top = block * (blockHeight + blockGap) + row * rowHeight;
      context.fillStyle = theme.ink;
      context.textAlign = "left";
      context.fillText(label, 0, top + nameHeight / 2);
      context.textAlign = "center";
      const shown = pictures.slice(block * columns, (block + 1) * columns);
      for (const [column, picture] of shown.entries()) {
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
}

/** One square a pixel. */
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
