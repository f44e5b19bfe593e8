import type { Board, GridFigure, GridFrame, GridPiece } from "#lab/figure.ts";

import { figureFont, fontFamily } from "./font.ts";
import type { BoardPlace } from "./geometry.ts";
import { colourOf, marks, type Theme } from "./palette.ts";

/** Pixels: the key above all, a board's name above it, a line of words under it, and room between boards. */
const keyHeight = 24;
const nameHeight = 20;
const lineHeight = 15;
const gap = 16;
/** Sides of a cell. */
const [smallestCell, largestCell] = [18, 44] as const;
/** Moments whose way is shown behind a piece. */
const trail = 5;

interface Layout {
  readonly cell: number;
  readonly across: number;
  readonly width: number;
  readonly height: number;
}

function layoutOf({ boards, columns, rows }: GridFigure, width: number): Layout {
  const fitting = Math.max(1, Math.floor((width + gap) / (columns * smallestCell + gap)));
  const across = Math.max(1, Math.min(boards.length, fitting));
  const cell = Math.min(largestCell, Math.floor(((width + gap) / across - gap) / columns));
  return {
    cell,
    across,
    width: columns * cell + gap,
    height: nameHeight + rows * cell + linesUnder(columns * cell) * lineHeight + gap,
  };
}

/** Lines of words under a board of that width. */
function linesUnder(width: number): number {
  return width < 200 ? 3 : 2;
}

/** Height of the boards drawn `width` pixels wide. */
export function gridHeight(figure: GridFigure, width: number): number {
  const { across, height } = layoutOf(figure, width);
  return keyHeight + Math.ceil(figure.boards.length / across) * height;
}

/** Where the boards are, drawn `width` pixels wide. */
export function gridBoards(figure: GridFigure, width: number): BoardPlace[] {
  const layout = layoutOf(figure, width);
  return figure.boards.map((_, i) => ({
    left: (i % layout.across) * layout.width,
    top: keyHeight + Math.floor(i / layout.across) * layout.height + nameHeight,
    cell: layout.cell,
  }));
}

/** The moment of a board that a figure shows: its last where it ended before. */
export function shownFrame({ frames }: Board, frame: number): GridFrame | undefined {
  return frames[Math.min(frame, frames.length - 1)];
}

/** What the boards show now, for one who cannot see them. */
export function gridWords(figure: GridFigure): string {
  return figure.boards
    .map((board) => {
      const frame = shownFrame(board, figure.frame);
      if (frame === undefined) return `${board.label}: not played yet.`;
      const pieces = frame.pieces.map(
        ({ kind, column, row, label, isGone }) =>
          `${figure.kinds[kind]?.name ?? "piece"}${label === undefined ? "" : ` ${label}`}${isGone === true ? ", gone," : ""} in row ${row + 1}, column ${column + 1}`,
      );
      return `${board.label}: ${frame.says} ${pieces.join("; ")}.`;
    })
    .join(" ");
}

/** Draws the boards at the figure's moment, with the way that pieces came. */
export function drawGrid(
  context: CanvasRenderingContext2D,
  figure: GridFigure,
  theme: Theme,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, width, height);
  context.font = figureFont;
  drawKey(context, figure, theme);
  for (const [i, place] of gridBoards(figure, width).entries()) {
    const board = figure.boards[i];
    if (board !== undefined) drawBoard(context, figure, board, theme, place);
  }
}

function drawKey(context: CanvasRenderingContext2D, { kinds }: GridFigure, theme: Theme): void {
  context.textBaseline = "middle";
  context.textAlign = "left";
  let x = 8;
  for (const { name, mark } of kinds) {
    context.fillStyle = colourOf({ origin: "here", mark }, theme);
    context.beginPath();
    outline(context, marks[mark].point, x, 9, 6);
    context.fill();
    context.fillStyle = theme.ink;
    context.fillText(name, x + 12, 9);
    x += 12 + context.measureText(name).width + 20;
  }
}

function drawBoard(
  context: CanvasRenderingContext2D,
  figure: GridFigure,
  board: Board,
  theme: Theme,
  place: BoardPlace,
): void {
  const { left, top, cell } = place;
  const { columns, rows } = figure;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillStyle = theme.ink;
  context.fillText(board.label, left, top - nameHeight / 2);
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.beginPath();
  for (let column = 0; column <= columns; column += 1) {
    context.moveTo(left + column * cell + 0.5, top + 0.5);
    context.lineTo(left + column * cell + 0.5, top + rows * cell + 0.5);
  }
  for (let row = 0; row <= rows; row += 1) {
    context.moveTo(left + 0.5, top + row * cell + 0.5);
    context.lineTo(left + columns * cell + 0.5, top + row * cell + 0.5);
  }
  context.stroke();
  const frame = shownFrame(board, figure.frame);
  if (frame !== undefined) {
    drawTrails(context, figure, board, theme, place);
    for (const piece of frame.pieces) drawPiece(context, figure, piece, theme, place);
  }
  context.fillStyle = theme.inkSoft;
  context.textAlign = "left";
  const words = frame === undefined ? "not played yet" : frame.says;
  const first = top + rows * cell + lineHeight / 2 + 4;
  for (const [i, line] of wrapped(context, words, columns * cell).entries()) {
    context.fillText(line, left, first + i * lineHeight);
  }
}

/** The way of every kind that stands once on the board, over its edges left open. */
function drawTrails(
  context: CanvasRenderingContext2D,
  { kinds, frame }: GridFigure,
  { frames }: Board,
  theme: Theme,
  { left, top, cell }: BoardPlace,
): void {
  const end = Math.min(frame, frames.length - 1);
  const past = frames.slice(Math.max(0, end - trail), end + 1);
  context.lineWidth = Math.max(2, cell / 10);
  context.globalAlpha = 0.35;
  for (const [kind, { mark }] of kinds.entries()) {
    const cells = past.map(({ pieces }) => pieces.filter((piece) => piece.kind === kind));
    if (cells.some(({ length }) => length !== 1)) continue;
    context.strokeStyle = colourOf({ origin: "here", mark }, theme);
    context.beginPath();
    let before: GridPiece | undefined;
    for (const [piece] of cells) {
      if (piece === undefined) continue;
      const [x, y] = [left + (piece.column + 0.5) * cell, top + (piece.row + 0.5) * cell];
      const isNear =
        before !== undefined &&
        Math.abs(before.column - piece.column) + Math.abs(before.row - piece.row) <= 1;
      if (isNear) context.lineTo(x, y);
      else context.moveTo(x, y);
      before = piece;
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawPiece(
  context: CanvasRenderingContext2D,
  { kinds }: GridFigure,
  { kind, column, row, label, isGone }: GridPiece,
  theme: Theme,
  { left, top, cell }: BoardPlace,
): void {
  const mark = kinds[kind]?.mark ?? 0;
  const colour = colourOf({ origin: "here", mark }, theme);
  const [x, y] = [left + (column + 0.5) * cell, top + (row + 0.5) * cell];
  context.beginPath();
  outline(context, marks[mark].point, x, y, 0.36 * cell);
  if (isGone === true) {
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.stroke();
  } else {
    context.fillStyle = colour;
    context.fill();
    // Seen where two stand on one cell.
    context.strokeStyle = theme.paper;
    context.lineWidth = 1.5;
    context.stroke();
  }
  if (label === undefined) return;
  context.font = `600 ${Math.max(10, Math.round(cell / 3))}px ${fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = isGone === true ? colour : theme.paper;
  context.fillText(label, x, y + 0.5);
  context.font = figureFont;
}

/** A marker's path, `radius` from its middle to its end. */
function outline(
  context: CanvasRenderingContext2D,
  point: (typeof marks)[keyof typeof marks]["point"],
  x: number,
  y: number,
  radius: number,
): void {
  const corners = {
    rect: [-0.8, -0.8, 0.8, -0.8, 0.8, 0.8, -0.8, 0.8],
    rectRot: [0, -1.1, 1.1, 0, 0, 1.1, -1.1, 0],
    triangle: [0, -0.8, 0.8, 0.6, -0.8, 0.6],
  };
  if (point === "circle") {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const path = corners[point];
  for (let i = 0; i < path.length; i += 2) {
    const [across, down] = [x + radius * (path[i] ?? 0), y + radius * (path[i + 1] ?? 0)];
    if (i === 0) context.moveTo(across, down);
    else context.lineTo(across, down);
  }
  context.closePath();
}

/** Words in lines that fit, no more than there is room for. */
function wrapped(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    const longer = row === "" ? word : `${row} ${word}`;
    if (row !== "" && context.measureText(longer).width > width) {
      rows.push(row);
      row = word;
    } else row = longer;
  }
  return [...rows, row].slice(0, linesUnder(width));
}
