import type { PictureFigure } from "#lab/figure.ts";

import { drawChart } from "./chart.ts";
import type { Drawn } from "./geometry.ts";
import { drawGrid, gridBoards, gridHeight } from "./grid.ts";
import { drawHeatmap, heatmapCells, heatmapHeight } from "./heatmap.ts";
import { drawImageGrid, imageGridCells, imageGridHeight } from "./image-grid.ts";
import type { Theme } from "./palette.ts";

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of a figure drawn `width` pixels wide. */
export function figureSize(figure: PictureFigure, width: number): Size {
  switch (figure.kind) {
    case "images":
      return { width, height: imageGridHeight(figure, width) };
    case "heatmap":
      return { width, height: heatmapHeight(figure, width) };
    case "grid":
      return { width, height: gridHeight(figure, width) };
    case "line":
    case "scatter":
    case "bar":
      return { width, height: Math.round(Math.max(300, width / 2)) };
  }
}

/** Draws a figure on a canvas, live or still; says where things are and how to take it away again. */
export function drawFigure(
  canvas: HTMLCanvasElement,
  figure: PictureFigure,
  theme: Theme,
  size: Size,
  pixelRatio: number,
): Drawn {
  switch (figure.kind) {
    case "images": {
      const context = scaledContext(canvas, size, pixelRatio);
      if (context !== null) drawImageGrid(context, figure, theme, size);
      return { remove: () => {}, cells: imageGridCells(figure, size.width) };
    }
    case "heatmap": {
      const context = scaledContext(canvas, size, pixelRatio);
      if (context !== null) drawHeatmap(context, figure, theme, size);
      return { remove: () => {}, cells: heatmapCells(figure, size.width) };
    }
    case "grid": {
      const context = scaledContext(canvas, size, pixelRatio);
      if (context !== null) drawGrid(context, figure, theme, size);
      return { remove: () => {}, boards: gridBoards(figure, size.width) };
    }
    case "line":
    case "scatter":
    case "bar": {
      canvas.width = size.width;
      canvas.height = size.height;
      const chart = drawChart(canvas, figure, theme, pixelRatio);
      const { x, y } = chart.scales;
      return {
        remove: () => chart.destroy(),
        axes: {
          place: (point) => ({
            x: x?.getPixelForValue(point.x) ?? 0,
            y: y?.getPixelForValue(point.y) ?? 0,
          }),
          point: (place) => ({
            x: x?.getValueForPixel(place.x) ?? 0,
            y: y?.getValueForPixel(place.y) ?? 0,
          }),
        },
      };
    }
  }
}

function scaledContext(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
  pixelRatio: number,
): CanvasRenderingContext2D | null {
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(height * pixelRatio);
  const context = canvas.getContext("2d");
  context?.scale(pixelRatio, pixelRatio);
  return context;
}
