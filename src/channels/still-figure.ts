import { createRequire } from "node:module";

import {
  type Canvas,
  createCanvas,
  GlobalFonts,
  type SvgCanvas,
  SvgExportFlag,
} from "@napi-rs/canvas";
import { optimize } from "svgo";

import { drawFigure, type Size } from "#figures/draw.ts";
import { type ThemeName, themes } from "#figures/palette.ts";
import type { ChartFigure, PictureFigure } from "#lab/figure.ts";

import { pngOf, release } from "./canvas.ts";
import { stillSize, type StillWidth } from "./still-size.ts";

/** The figure as PNG at twice its size, background painted. */
export async function stillPng(
  figure: PictureFigure,
  width: StillWidth,
  theme: ThemeName,
): Promise<Buffer> {
  const size = stillSize(figure, width);
  const canvas = createCanvas(size.width, size.height);
  draw(canvas, figure, theme, size, 2);
  return pngOf(canvas);
}

/** The chart as SVG, its words as outlines, for a picture inside a page has no fonts of its own, rounded to a tenth of a pixel: an eighth of the size. */
export function stillSvg(figure: ChartFigure, width: StillWidth, theme: ThemeName): string {
  const size = stillSize(figure, width);
  const canvas = createCanvas(size.width, size.height, SvgExportFlag.ConvertTextToPaths);
  draw(canvas, figure, theme, size, 1);
  const drawn = canvas.getContent().toString("utf8");
  release(canvas);
  // More passes take three times as long, for a hundredth of the size.
  return optimize(drawn, { floatPrecision: 1 }).data;
}

function draw(
  canvas: Canvas | SvgCanvas,
  figure: PictureFigure,
  theme: ThemeName,
  size: Size,
  pixelRatio: number,
): void {
  registerFonts();
  // The Node canvas has every member of the browser's that a drawing uses.
  drawFigure(canvas as unknown as HTMLCanvasElement, figure, themes[theme], size, pixelRatio);
}

/** Makes the site's sans known to the canvas. */
export function registerFonts(): void {
  if (GlobalFonts.has("Inter")) return;
  const file = createRequire(import.meta.url).resolve(
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  );
  GlobalFonts.registerFromPath(file, "Inter");
}
