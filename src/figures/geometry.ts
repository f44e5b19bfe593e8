import type { Cell } from "#lab/figure.ts";

/** A square on a drawing, CSS pixels from its corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** The cells of a drawn heat map or picture. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
  /** The cell at a place of the drawing. */
  readonly at: (x: number, y: number) => Cell | undefined;
  readonly box: (cell: Cell) => Box;
  /** What it is, in words. */
  readonly name: (cell: Cell) => string;
}

/** Where a board of a drawn grid is, and the side of its cells. */
export interface BoardPlace {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The axes of a drawn chart. */
export interface Axes {
  /** From the figure's numbers to CSS pixels from the drawing's corner, and back. */
  readonly place: (point: Place) => Place;
  readonly point: (place: Place) => Place;
}

/** A figure on a canvas, and where things are on it. */
export interface Drawn {
  readonly remove: () => void;
  readonly axes?: Axes;
  readonly cells?: Cells;
  readonly boards?: readonly BoardPlace[];
}
