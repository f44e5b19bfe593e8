import type { Cell, ImageGridFigure, ImageRow } from "#lab/figure.ts";

import { figureFont } from "./font.ts";
import type { Box, Cells } from "./geometry.ts";
import { drawFrame } from "./heatmap.ts";
import type { Theme } from "./palette.ts";

/** Room for a row's name above its pictures and for the labels under them, pixels. */
const nameHeight = 22;
const labelHeight = 18;
/** Under a row of pictures without labels, pixels. */
const unlabelledGap = 6;
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
  /** Top of each row's pictures in its block. */
  readonly tops: readonly number[];
}

function layoutOf({ rows, width: pixels, height }: ImageGridFigure, width: number): Layout {
  const count = Math.max(1, ...rows.map(({ pictures }) => pictures.length));
  const fitting = (scale: number): number =>
    Math.max(1, Math.floor((width + gap) / (pixels * scale + gap)));
  const scale = Math.max(leastScale, Math.floor((width / count - gap) / pixels));
  const blocks = Math.ceil(count / fitting(scale));
  let blockHeight = 0;
  const tops = rows.map((row) => {
    const top = blockHeight + (row.label === "" ? 0 : nameHeight);
    const isLabelled = row.pictures.some(({ label }) => label !== "");
    blockHeight = top + height * scale + (isLabelled ? labelHeight : unlabelledGap);
    return top;
  });
  return { scale, columns: Math.ceil(count / blocks), blocks, blockHeight, tops };
}

/** Height of the grid drawn `width` pixels wide. */
export function imageGridHeight(figure: ImageGridFigure, width: number): number {
  const { blocks, blockHeight } = layoutOf(figure, width);
  return blocks * blockHeight + (blocks - 1) * blockGap;
}

/** The corner and place in the grid of every picture. */
function places(
  figure: ImageGridFigure,
  width: number,
): { readonly row: number; readonly index: number; readonly left: number; readonly top: number }[] {
  const { scale, columns, blockHeight, tops } = layoutOf(figure, width);
  return figure.rows.flatMap(({ pictures }, row) =>
    pictures.map((_, index) => {
      const block = Math.floor(index / columns);
      const top = block * (blockHeight + blockGap) + (tops[row] ?? 0);
      return { row, index, left: (index % columns) * (figure.width * scale + gap), top };
    }),
  );
}

/** Where a reader may pick on the grid drawn `width` pixels wide: pictures, or pixels of every picture alike. */
export function imageGridCells(figure: ImageGridFigure, width: number): Cells {
  const { scale } = layoutOf(figure, width);
  const all = places(figure, width);
  const isPixels = figure.pick !== undefined && "x" in figure.pick;
  const find = (x: number, y: number) =>
    all.find(
      ({ left, top }) =>
        x >= left && x < left + figure.width * scale && y >= top && y < top + figure.height * scale,
    );
  if (isPixels) {
    return {
      columns: figure.width,
      rows: figure.height,
      at: (x, y) => {
        const found = find(x, y);
        if (found === undefined) return undefined;
        const { left, top } = found;
        return { column: Math.floor((x - left) / scale), row: Math.floor((y - top) / scale) };
      },
      box: (cell) => pixelBox(all[0] ?? { left: 0, top: 0 }, cell, scale),
      name: ({ column, row }) => `pixel in column ${column}, row ${row}`,
    };
  }
  const [first] = figure.rows;
  return {
    columns: first?.pictures.length ?? 0,
    rows: 1,
    at: (x, y) => {
      const found = find(x, y);
      return found === undefined ? undefined : { column: found.index, row: 0 };
    },
    box: ({ column }) => {
      const found = all.find(({ index }) => index === column);
      return { left: found?.left ?? 0, top: found?.top ?? 0, side: figure.width * scale };
    },
    name: ({ column }) => `picture ${column + 1} ${first?.pictures[column]?.label ?? ""}`,
  };
}

function pixelBox(
  { left, top }: { readonly left: number; readonly top: number },
  { column, row }: Cell,
  scale: number,
): Box {
  return { left: left + column * scale, top: top + row * scale, side: scale };
}

/** Draws rows of pictures with crisp pixels; every picture's pixel is a square of whole pixels. */
export function drawImageGrid(
  context: CanvasRenderingContext2D,
  figure: ImageGridFigure,
  theme: Theme,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const { scale, columns } = layoutOf(figure, width);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, width, height);
  context.font = figureFont;
  context.textBaseline = "middle";
  // Bytes go where they are told whatever the context is scaled by, which is a whole number.
  const { a: ratio } = context.getTransform();
  const side = scale * ratio;
  // One for all: to clear away hundreds would keep the page from answering.
  const image = context.createImageData(figure.width * side, figure.height * side);
  for (const { row, index, left, top } of places(figure, width)) {
    const shown = figure.rows[row];
    const picture = shown?.pictures[index];
    if (shown === undefined || picture === undefined) continue;
    context.fillStyle = theme.ink;
    if (index % columns === 0) {
      context.textAlign = "left";
      context.fillText(rowName(shown), 0, top - nameHeight / 2);
    }
    writePicture(image, figure, shownPixels(picture.pixels, shown), side);
    context.putImageData(image, left * ratio, top * ratio);
    if (figure.chosen !== undefined) {
      drawFrame(context, pixelBox({ left, top }, figure.chosen, scale), theme);
    }
    context.fillStyle = theme.ink;
    context.textAlign = "center";
    context.fillText(
      picture.label,
      left + (figure.width * scale) / 2,
      top + figure.height * scale + labelHeight / 2,
    );
  }
}

/** A row's label, with the factor of signed pictures. */
export function rowName({ label, signedBy }: ImageRow): string {
  return signedBy === undefined || signedBy === 1 ? label : `${label} ×${signedBy}`;
}

/** Pixels from 0 to 255: changes are amplified around middle grey. */
function shownPixels(pixels: readonly number[], { signedBy }: ImageRow): readonly number[] {
  if (signedBy === undefined) return pixels;
  return pixels.map((change) => Math.min(255, Math.max(0, Math.round(128 + signedBy * change))));
}

/** Fills `image` with one square of `side` pixels a pixel, written as bytes: a rectangle for each would take a hundred times as long. */
function writePicture(
  image: ImageData,
  { width, height, channels }: ImageGridFigure,
  pixels: readonly number[],
  side: number,
): void {
  // One word a pixel; outside a browser each look at `image.data` would cost a call.
  const words = new Uint32Array(image.data.buffer);
  const across = width * side;
  for (let y = 0; y < height; y += 1) {
    const first = y * side * across;
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * channels;
      const red = pixels[from] ?? 0;
      const green = channels > 1 ? (pixels[from + 1] ?? red) : red;
      const blue = channels > 2 ? (pixels[from + 2] ?? red) : red;
      const start = first + x * side;
      words.fill(wordOf(red, green, blue), start, start + side);
    }
    for (let row = 1; row < side; row += 1) {
      words.copyWithin(first + row * across, first, first + across);
    }
  }
}

/** An opaque pixel as its four bytes lie in memory, which is little-endian wherever the engine runs. */
function wordOf(red: number, green: number, blue: number): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
