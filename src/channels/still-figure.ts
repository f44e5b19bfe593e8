import { createRequire } from "node:module";

import {
  type Canvas,
  createCanvas,
  GlobalFonts,
  type SvgCanvas,
  SvgExportFlag,
} from "@napi-rs/canvas";

import { drawChart } from "#figures/chart.ts";
import { drawImageGrid, imageGridHeight } from "#figures/image-grid.ts";
import { type ThemeName, themes } from "#figures/palette.ts";
import type { BarFigure, ImageGridFigure, LineFigure } from "#lab/figure.ts";

/** Figures that are pictures; a table is written as a table. */
export type PictureFigure = LineFigure | BarFigure | ImageGridFigure;

/** CSS pixels. */
const width = 680;
const chartHeight = 340;

/** Width and height of a figure's still picture, CSS pixels. */
export function stillSize(figure: PictureFigure): {
  readonly width: number;
  readonly height: number;
} {
  return { width, height: figure.kind === "images" ? imageGridHeight(figure, width) : chartHeight };
}

/** The figure as PNG at twice its size, background painted. */
export function stillPng(figure: PictureFigure, theme: ThemeName): Buffer {
  const size = stillSize(figure);
  // Chart.js enlarges the canvas by the pixel ratio itself.
  const ratio = figure.kind === "images" ? 2 : 1;
  const canvas = createCanvas(size.width * ratio, size.height * ratio);
  draw(canvas, figure, theme, 2);
  return canvas.toBuffer("image/png");
}

/** The chart as SVG; inside a page its text falls back to the system's sans-serif. */
export function stillSvg(figure: LineFigure | BarFigure, theme: ThemeName): Buffer {
  const size = stillSize(figure);
  const canvas = createCanvas(size.width, size.height, SvgExportFlag.NoPrettyXML);
  draw(canvas, figure, theme, 1);
  return canvas.getContent();
}

function draw(
  canvas: Canvas | SvgCanvas,
  figure: PictureFigure,
  name: ThemeName,
  pixelRatio: number,
): void {
  registerFonts();
  const size = stillSize(figure);
  const theme = themes[name];
  if (figure.kind === "images") {
    const context = canvas.getContext("2d");
    context.scale(pixelRatio, pixelRatio);
    drawImageGrid(context as unknown as CanvasRenderingContext2D, figure, theme, size);
    return;
  }
  drawChart(canvas as unknown as HTMLCanvasElement, figure, theme, pixelRatio);
}

function registerFonts(): void {
  if (GlobalFonts.has("Inter")) return;
  const file = createRequire(import.meta.url).resolve(
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  );
  GlobalFonts.registerFromPath(file, "Inter");
}
