import { figureSize, type Size } from "#figures/draw.ts";
import type { PictureFigure } from "#lab/figure.ts";

/** Widths that a still picture is made in, CSS pixels: for a text column, and for a phone or a third of a wide frame. */
const stillWidths = { wide: 640, narrow: 300 } as const;
export type StillWidth = keyof typeof stillWidths;

/** Width and height of a figure's still picture, CSS pixels. */
export function stillSize(figure: PictureFigure, width: StillWidth): Size {
  return figureSize(figure, stillWidths[width]);
}
