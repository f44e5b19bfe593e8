/** Who a series' numbers come from; decides its colour. `here` is what an experiment's own figures say: whose run it is, `comparison.ts` knows. */
export type Origin = "here" | "published" | "recorded" | "yours";

/** Dash, marker and, where no origins are compared, hue of a quantity: the same in all figures of an experiment. */
export type Mark = 0 | 1 | 2 | 3;

/** A title with a full stop, unless it ends as a question does. */
export function asSentence(title: string): string {
  return /[.?!]$/.test(title) ? title : `${title}.`;
}

interface FigureText {
  /** Unique within its experiment, `kebab-case`; names the picture's file. */
  readonly id: string;
  readonly title: string;
  /** States the finding, in a sentence or two. */
  readonly caption: string;
  /** What the picture shows, for one who cannot see it. */
  readonly alt: string;
}

export interface Axis {
  /** Title with its unit: `"accuracy on clean test images (%)"`. */
  readonly title: string;
  readonly min?: number;
  readonly max?: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Ends of the uncertainty bar or band. */
  readonly low?: number;
  readonly high?: number;
  /** Ends of the uncertainty across, on a scatter. */
  readonly lowX?: number;
  readonly highX?: number;
  /** Name beside the point, on a scatter. */
  readonly label?: string;
}

export interface Series {
  readonly label: string;
  readonly mark: Mark;
  readonly origin: Origin;
  readonly points: readonly Point[];
  /** A line through points in any order of x, without markers; `closed` goes back to its first point. */
  readonly path?: "open" | "closed";
  /** What the reader predicts: no recorded result shows it beside the reader's. */
  readonly isPrediction?: true;
}

/** A thin line across the plot: at a height (`y`) such as chance level, over a numeric x at a place (`x`), or where y equals x (`identity`). */
export type Rule =
  | { readonly axis: "x" | "y"; readonly at: number; readonly label: string }
  | { readonly axis: "identity"; readonly label: string };

/** A point that a reader may drag: it stands at the values of two numeric parameters and sets them. */
export interface Handle {
  /** Names of the parameters at its place. */
  readonly x: string;
  readonly y: string;
  readonly label: string;
}

/** What a reader's click sets: two parameters to the column and row of a cell or pixel, or one to the number of a cell (row by row), picture or point. Numbers start at 0. */
export type Pick = { readonly x: string; readonly y: string } | { readonly parameter: string };

interface Plane extends FigureText {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly rules: readonly Rule[];
  /** One unit is as long across as it is up; the axes then show more than their ranges. */
  readonly hasEqualScales?: boolean;
  readonly handles?: readonly Handle[];
}

/** Lines over a numeric x. */
export interface LineFigure extends Plane {
  readonly kind: "line";
}

/** Points in a plane, shaped by their series' mark. */
export interface ScatterFigure extends Plane {
  readonly kind: "scatter";
  /** Counts the points of the first series that is not published; no other can be picked. */
  readonly pick?: Pick;
  /** The number of the point that is ringed. */
  readonly chosen?: number;
}

/** Bars over named categories, one bar a series in each. */
export interface BarFigure extends FigureText {
  readonly kind: "bar";
  readonly categories: readonly string[];
  readonly y: Axis;
  /** `points[i].x` is the index of the category. */
  readonly series: readonly Series[];
  readonly rules: readonly Rule[];
}

export interface Picture {
  /** Row-major, `height × width` grey or `height × width × 3`, 0 to 255. */
  readonly pixels: readonly number[];
  /** Under the picture: its label. */
  readonly label: string;
}

/** Small pictures in rows, drawn with crisp pixels. Each row has one picture a column. */
export interface ImageGridFigure extends FigureText {
  readonly kind: "images";
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly rows: readonly ImageRow[];
  /** Over all pictures alike. */
  readonly pick?: Pick;
  /** The pixel that is framed in every picture. */
  readonly chosen?: Cell;
}

export interface ImageRow {
  readonly label: string;
  readonly pictures: readonly Picture[];
  /** The pixels are changes, −255 to 255: drawn so many times as strong around middle grey, which is none. The factor is printed beside the label. */
  readonly signedBy?: number;
}

/** Column and row, from 0, the first row on top. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** A grid of numbers as colours. */
export interface HeatmapFigure extends FigureText {
  readonly kind: "heatmap";
  /** Titles of the two directions, and a name for every column and row; the first row is on top. */
  readonly x: { readonly title: string; readonly names: readonly string[] };
  readonly y: { readonly title: string; readonly names: readonly string[] };
  /** `values[row][column]`; null where nothing is measured yet. */
  readonly values: readonly (readonly (number | null)[])[];
  /** What the numbers are, with their unit, and the range of the colours. */
  readonly key: Axis & { readonly min: number; readonly max: number };
  readonly pick?: Pick;
  /** The cell that is framed. */
  readonly chosen?: Cell;
}

/** Something on a board, told by its mark's shape as well as its hue. */
interface PieceKind {
  readonly name: string;
  readonly mark: Mark;
}

export interface GridPiece extends Cell {
  /** Number of its kind, from 0. */
  readonly kind: number;
  /** A letter or two on it. */
  readonly label?: string;
  /** It is dead or used up: only its outline is drawn. */
  readonly isGone?: true;
}

/** One moment of a board. */
export interface GridFrame {
  /** The later is drawn over the earlier. */
  readonly pieces: readonly GridPiece[];
  /** What has just happened, under the board: `"Move 12 left: both live."` */
  readonly says: string;
  /** What each thing that the piece in that cell could now do is worth to it, and the number of the one it does. */
  readonly worth?: Cell & {
    readonly choices: readonly { readonly name: string; readonly value: number }[];
    readonly chosen: number;
  };
}

export interface Board {
  readonly label: string;
  /** Moment by moment; none while nothing has been played. */
  readonly frames: readonly GridFrame[];
}

/** Boards of square cells side by side, which a reader may play back, all at once. */
export interface GridFigure extends FigureText {
  readonly kind: "grid";
  readonly columns: number;
  readonly rows: number;
  readonly kinds: readonly PieceKind[];
  readonly boards: readonly Board[];
  /** The moment that is drawn, from 0; a board that ended before shows its end. */
  readonly frame: number;
}

/** Numbers as rows under named columns. */
export interface TableFigure extends FigureText {
  readonly kind: "table";
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Figures that are pictures; a table is written as a table. */
export type PictureFigure = ChartFigure | ImageGridFigure | HeatmapFigure | GridFigure;

/** Figures with axes or a key, whose still picture is a vector drawing. */
export type ChartFigure = LineFigure | ScatterFigure | BarFigure;

/** A chart, image grid or table as plain data, drawable live, still, and as a table of numbers. */
export type Figure = PictureFigure | TableFigure;
