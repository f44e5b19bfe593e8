import type { PictureFigure } from "#lab/figure.ts";

import { drawChart } from "./chart.ts";
import { drawImageGrid, imageGridHeight } from "./image-grid.ts";
import type { Theme } from "./palette.ts";

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of a figure drawn `width` pixels wide. */
export function figureSize(figure: PictureFigure, width: number): Size {
  if (figure.kind === "images") return { width, height: imageGridHeight(figure, width) };
  return { width, height: Math.round(Math.max(300, width / 2)) };
}

/** Draws a figure on a canvas, live or still; returns what takes it away again. */
export function drawFigure(
  canvas: HTMLCanvasElement,
  figure: PictureFigure,
  theme: Theme,
  { width, height }: Size,
  pixelRatio: number,
): () => void {
  if (figure.kind === "images") {
    canvas.width = Math.round(width * pixelRatio);
    canvas.height = Math.round(height * pixelRatio);
    const context = canvas.getContext("2d");
    context?.scale(pixelRatio, pixelRatio);
    if (context !== null) drawImageGrid(context, figure, theme, { width, height });
    return () => {};
  }
  canvas.width = width;
  canvas.height = height;
  const chart = drawChart(canvas, figure, theme, pixelRatio);
  return () => chart.destroy();
}
