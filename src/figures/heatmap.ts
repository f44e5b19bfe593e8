import type { HeatmapFigure } from "#lab/figure.ts";

import { figureFont } from "./font.ts";
import type { Box, Cells } from "./geometry.ts";
import type { Theme } from "./palette.ts";
import { css, rampColour } from "./ramp.ts";

/** Pixels: room for the titles, the names under the columns, and the colour key below all. */
const titleHeight = 20;
const nameHeight = 18;
const keyHeight = 52;
const nameGap = 6;
/** The wide side of a cell at most, and room right of the grid. */
const largestCell = 56;
/** Height of all rows at most, unless their cells would be too small to tell apart. */
const tallest = 320;
const margin = 8;
const nameWidth = 64;

interface Layout {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

function layoutOf({ x, y }: HeatmapFigure, width: number): Layout {
  const room = width - margin - nameWidth;
  const side = Math.max(1, Math.min(largestCell, room / Math.max(1, x.names.length)));
  // Few columns would stand at the left edge of a wide figure; many rows would make it endless.
  const fitting = Math.min(side, Math.max(6, tallest / Math.max(1, y.names.length)));
  return { left: nameWidth, top: titleHeight, side: fitting };
}

/** Height of the map drawn `width` pixels wide. */
export function heatmapHeight(figure: HeatmapFigure, width: number): number {
  const { top, side } = layoutOf(figure, width);
  return Math.round(top + side * figure.y.names.length + nameHeight + titleHeight + keyHeight);
}

/** Where the cells of a map drawn `width` pixels wide are. */
export function heatmapCells(figure: HeatmapFigure, width: number): Cells {
  const { left, top, side } = layoutOf(figure, width);
  const columns = figure.x.names.length;
  const rows = figure.y.names.length;
  return {
    columns,
    rows,
    at: (x, y) => {
      const cell = { column: Math.floor((x - left) / side), row: Math.floor((y - top) / side) };
      const isInside =
        cell.column >= 0 && cell.column < columns && cell.row >= 0 && cell.row < rows;
      return isInside ? cell : undefined;
    },
    box: ({ column, row }) => ({ left: left + column * side, top: top + row * side, side }),
    name: ({ column, row }) => {
      const value = figure.values[row]?.[column] ?? null;
      return `${figure.x.title} ${figure.x.names[column]}, ${figure.y.title} ${figure.y.names[row]}: ${value ?? "not measured yet"}`;
    },
  };
}

/** Draws the cells, the names beside them and the key of the colours. */
export function drawHeatmap(
  context: CanvasRenderingContext2D,
  figure: HeatmapFigure,
  theme: Theme,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const cells = heatmapCells(figure, width);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, width, height);
  context.font = figureFont;
  for (const [row, values] of figure.values.entries()) {
    for (const [column, value] of values.entries()) {
      drawCell(context, cells.box({ column, row }), colourOf(figure, value), theme);
    }
  }
  drawNames(context, figure, theme, width);
  drawKey(context, figure, theme, width);
  if (figure.chosen !== undefined) drawFrame(context, cells.box(figure.chosen), theme);
}

function colourOf({ key: { min, max } }: HeatmapFigure, value: number | null): string | undefined {
  return value === null ? undefined : css(rampColour((value - min) / (max - min)));
}

/** A filled square on whole pixels, so that no gap shows between neighbours; a stroke where nothing is known. */
function drawCell(
  context: CanvasRenderingContext2D,
  { left, top, side }: Box,
  colour: string | undefined,
  theme: Theme,
): void {
  const [x, y] = [Math.round(left), Math.round(top)];
  const [right, bottom] = [Math.round(left + side), Math.round(top + side)];
  context.fillStyle = colour ?? theme.paper;
  context.fillRect(x, y, right - x, bottom - y);
  if (colour !== undefined) return;
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, bottom);
  context.lineTo(right, y);
  context.stroke();
}

/** Two lines, one of which is seen on any colour. */
export function drawFrame(
  context: CanvasRenderingContext2D,
  { left, top, side }: Box,
  theme: Theme,
): void {
  context.lineWidth = 4;
  context.strokeStyle = theme.paper;
  context.strokeRect(left - 1, top - 1, side + 2, side + 2);
  context.lineWidth = 2;
  context.strokeStyle = theme.ink;
  context.strokeRect(left - 1, top - 1, side + 2, side + 2);
}

function drawNames(
  context: CanvasRenderingContext2D,
  figure: HeatmapFigure,
  theme: Theme,
  width: number,
): void {
  const { left, top, side } = layoutOf(figure, width);
  const bottom = top + side * figure.y.names.length;
  context.textBaseline = "middle";
  context.fillStyle = theme.ink;
  context.textAlign = "left";
  context.fillText(figure.y.title, 0, titleHeight / 2);
  context.fillText(figure.x.title, left, bottom + nameHeight + titleHeight / 2);
  context.fillStyle = theme.inkSoft;
  context.textAlign = "right";
  const rowStride = Math.ceil(nameHeight / side);
  for (const [row, name] of figure.y.names.entries()) {
    if (row % rowStride === 0) context.fillText(name, left - nameGap, top + (row + 0.5) * side);
  }
  context.textAlign = "center";
  const widest = Math.max(0, ...figure.x.names.map((name) => context.measureText(name).width));
  const columnStride = Math.max(1, Math.ceil((widest + nameGap) / side));
  for (const [column, name] of figure.x.names.entries()) {
    if (column % columnStride === 0) {
      context.fillText(name, left + (column + 0.5) * side, bottom + nameHeight / 2);
    }
  }
}

/** A bar of all colours with the numbers of its ends and middle, named above it. */
function drawKey(
  context: CanvasRenderingContext2D,
  figure: HeatmapFigure,
  theme: Theme,
  width: number,
): void {
  const { key, x, y } = figure;
  const { top: gridTop, side } = layoutOf(figure, width);
  const left = x.names.length === 0 ? 0 : nameWidth;
  const length = Math.min(240, width - left - margin);
  const top = gridTop + side * y.names.length + nameHeight + titleHeight + 26;
  for (let at = 0; at < length; at += 1) {
    context.fillStyle = css(rampColour(at / (length - 1)));
    context.fillRect(left + at, top, 1.5, 10);
  }
  context.fillStyle = theme.ink;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(key.title, left, top - 10);
  context.fillStyle = theme.inkSoft;
  const middle = (key.min + key.max) / 2;
  for (const [share, align] of [
    [0, "left"],
    [0.5, "center"],
    [1, "right"],
  ] as const) {
    const value = share === 0 ? key.min : share === 1 ? key.max : middle;
    context.textAlign = align;
    context.fillText(`${Math.round(value * 1000) / 1000}`, left + share * length, top + 19);
  }
}
