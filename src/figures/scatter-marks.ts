import type { Chart } from "chart.js";

import type { Point, ScatterFigure, Series } from "#lab/figure.ts";

import { colourOf, type Theme } from "./palette.ts";

/** The points that a reader may pick, those of the first series of the run at hand, in the order that their numbers count. */
export function pickable({ series }: Pick<ScatterFigure, "series">): readonly Point[] {
  return series.find(isPickable)?.points ?? [];
}

function isPickable({ origin }: Series): boolean {
  return origin === "here" || origin === "yours";
}

/** Under the points the ranges of uncertainty, up and across. */
export function drawCrosses(chart: Chart, { series }: ScatterFigure, theme: Theme): void {
  const { ctx, scales } = chart;
  const { x: across, y: up } = scales;
  if (across === undefined || up === undefined) return;
  ctx.lineWidth = 1.25;
  ctx.globalAlpha = 0.6;
  for (const { points, ...one } of series) {
    ctx.strokeStyle = colourOf(one, theme);
    for (const { x, y, low = y, high = y, lowX = x, highX = x } of points) {
      const [left, middle] = [across.getPixelForValue(lowX), across.getPixelForValue(x)];
      ctx.beginPath();
      ctx.moveTo(left, up.getPixelForValue(y));
      ctx.lineTo(across.getPixelForValue(highX), up.getPixelForValue(y));
      ctx.moveTo(middle, up.getPixelForValue(low));
      ctx.lineTo(middle, up.getPixelForValue(high));
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}

/** A ring around the chosen point. */
export function drawRing(chart: Chart, figure: ScatterFigure, theme: Theme): void {
  const point = figure.chosen === undefined ? undefined : pickable(figure)[figure.chosen];
  if (point === undefined) return;
  const { ctx, scales } = chart;
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(
    scales["x"]?.getPixelForValue(point.x) ?? 0,
    scales["y"]?.getPixelForValue(point.y) ?? 0,
    8,
    0,
    2 * Math.PI,
  );
  ctx.stroke();
}
