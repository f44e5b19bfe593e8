/** Who a series' numbers come from; decides its colour. `here` is what an experiment's own figures say: whose run it is, `comparison.ts` knows. */
export type Origin = "here" | "published" | "recorded" | "yours";

/** Dash, marker and, where no origins are compared, hue of a quantity: the same in all figures of an experiment. */
export type Mark = 0 | 1 | 2 | 3;

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
}

export interface Series {
  readonly label: string;
  readonly mark: Mark;
  readonly origin: Origin;
  readonly points: readonly Point[];
}

/** A thin line across the plot, such as chance level: at a height (`y`) or, over a numeric x, at a place (`x`). */
export interface Rule {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly label: string;
}

/** Lines over a numeric x. */
export interface LineFigure extends FigureText {
  readonly kind: "line";
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly rules: readonly Rule[];
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
  readonly rows: readonly { readonly label: string; readonly pictures: readonly Picture[] }[];
}

/** Numbers as rows under named columns. */
export interface TableFigure extends FigureText {
  readonly kind: "table";
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Figures that are pictures; a table is written as a table. */
export type PictureFigure = LineFigure | BarFigure | ImageGridFigure;

/** A chart, image grid or table as plain data, drawable live, still, and as a table of numbers. */
export type Figure = PictureFigure | TableFigure;
