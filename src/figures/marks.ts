import type { Chart, Plugin } from "chart.js";

import type { BarFigure, LineFigure, Rule, Series } from "#lab/figure.ts";

import { seriesName } from "./key.ts";
import { colourOf, type Theme } from "./palette.ts";

/** Between the names of two lines, pixels. */
const lineHeight = 15;

/** Draws what Chart.js has no words for: bands and bars of uncertainty, rules such as chance, values over bars, names at the ends of lines. */
export function figureMarks(
  figure: LineFigure | BarFigure,
  theme: Theme,
  font: string,
  hasNames: boolean,
): Plugin {
  return {
    id: "figure-marks",
    beforeDatasetsDraw(chart) {
      chart.ctx.save();
      if (figure.kind === "line")
        for (const series of figure.series) drawBand(chart, series, theme);
      chart.ctx.restore();
    },
    afterDatasetsDraw(chart) {
      chart.ctx.save();
      chart.ctx.font = font;
      for (const rule of figure.rules) drawRule(chart, rule, theme);
      if (figure.kind === "bar") drawBars(chart, figure, theme);
      else if (hasNames) drawNames(chart, figure, theme);
      chart.ctx.restore();
    },
  };
}

function drawRule(
  { ctx, chartArea, scales }: Chart,
  { axis, at, label }: Rule,
  theme: Theme,
): void {
  const { left, right, top, bottom } = chartArea;
  const place = scales[axis]?.getPixelForValue(at) ?? 0;
  if (axis === "x" ? place < left || place > right : place < top || place > bottom) return;
  ctx.strokeStyle = theme.inkSoft;
  ctx.lineWidth = 1;
  ctx.setLineDash([1, 3]);
  ctx.beginPath();
  ctx.moveTo(axis === "x" ? place : left, axis === "x" ? top : place);
  ctx.lineTo(axis === "x" ? place : right, axis === "x" ? bottom : place);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = theme.inkSoft;
  if (axis === "y") {
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    ctx.fillText(label, right - 2, place - 2);
    return;
  }
  const fitsRight = place + 6 + ctx.measureText(label).width < right;
  ctx.textAlign = fitsRight ? "left" : "right";
  ctx.textBaseline = "top";
  ctx.fillText(label, place + (fitsRight ? 5 : -5), top + 2);
}

/** The range from lowest to highest along a line, where its points have one. */
function drawBand({ ctx, scales }: Chart, { points, ...series }: Series, theme: Theme): void {
  const { x: across, y: up } = scales;
  const ranges = points.flatMap(({ x, low, high }) =>
    low === undefined || high === undefined ? [] : [{ x, low, high }],
  );
  const [first] = ranges;
  if (first === undefined || across === undefined || up === undefined) return;
  ctx.globalAlpha = 0.16;
  ctx.fillStyle = colourOf(series, theme);
  ctx.beginPath();
  ctx.moveTo(across.getPixelForValue(first.x), up.getPixelForValue(first.high));
  for (const { x, high } of ranges)
    ctx.lineTo(across.getPixelForValue(x), up.getPixelForValue(high));
  for (const { x, low } of ranges.toReversed()) {
    ctx.lineTo(across.getPixelForValue(x), up.getPixelForValue(low));
  }
  ctx.closePath();
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** Over each bar its value, and where seeds differ a line from the lowest to the highest. */
function drawBars(chart: Chart, { series }: BarFigure, theme: Theme): void {
  const { ctx, scales } = chart;
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  ctx.lineWidth = 1.5;
  for (const [index, { points, origin }] of series.entries()) {
    const drawn = chart.getDatasetMeta(index).data;
    for (const { x, y, low, high } of points) {
      const bar = drawn[x];
      if (bar === undefined) continue;
      const top = scales["y"]?.getPixelForValue(high ?? y) ?? 0;
      ctx.fillStyle = theme.ink;
      // Beside the reader's bars there is no room for the recorded ones' numbers.
      if (origin !== "recorded") ctx.fillText(String(Math.round(y)), bar.x, top - 2);
      if (low === undefined || high === undefined) continue;
      ctx.strokeStyle = theme.paper;
      ctx.lineWidth = 4;
      line(ctx, bar.x, scales["y"]?.getPixelForValue(low) ?? 0, top);
      ctx.strokeStyle = theme.ink;
      ctx.lineWidth = 1.5;
      line(ctx, bar.x, scales["y"]?.getPixelForValue(low) ?? 0, top);
    }
  }
}

function line(ctx: CanvasRenderingContext2D, x: number, from: number, to: number): void {
  ctx.beginPath();
  ctx.moveTo(x, from);
  ctx.lineTo(x, to);
  ctx.stroke();
}

/** Each line's name beside its last point, moved apart where two would overlap. */
function drawNames(chart: Chart, figure: LineFigure, theme: Theme): void {
  const { ctx, chartArea } = chart;
  const names = figure.series
    .map((series, index) => ({ series, end: chart.getDatasetMeta(index).data.at(-1) }))
    .flatMap(({ series, end }) => (end === undefined ? [] : [{ series, y: end.y }]))
    .toSorted((a, b) => a.y - b.y);
  // From the top down no closer than a line; then the lowest is pushed up into the picture, and the others with it.
  const places: number[] = [];
  for (const { y } of names) places.push(Math.max(y, (places.at(-1) ?? -Infinity) + lineHeight));
  let limit = chartArea.bottom;
  for (let i = places.length - 1; i >= 0; i -= 1) {
    limit = Math.min(places[i] ?? limit, limit);
    places[i] = limit;
    limit -= lineHeight;
  }
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const [i, { series }] of names.entries()) {
    ctx.fillStyle = colourOf(series, theme);
    ctx.fillText(seriesName(series), chartArea.right + 8, places[i] ?? 0);
  }
}
