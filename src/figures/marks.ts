import type { Chart, Plugin } from "chart.js";

import type { BarFigure, ChartFigure, LineFigure, Rule, Series } from "#lab/figure.ts";

import { haloed } from "./halo.ts";
import { seriesName } from "./key.ts";
import { colourOf, type Theme } from "./palette.ts";
import { drawPointNames } from "./point-names.ts";
import { drawCrosses, drawRing } from "./scatter-marks.ts";

/** Between the names of two lines, pixels. */
const lineHeight = 15;
/** Of the number over a bar, pixels. */
const valueHeight = 12;

/** Draws what Chart.js has no words for: bands and bars of uncertainty, rules such as chance, values over bars, names at the ends of lines. */
export function figureMarks(
  figure: ChartFigure,
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
      if (figure.kind === "scatter") drawCrosses(chart, figure, theme);
      chart.ctx.restore();
    },
    afterDatasetsDraw(chart) {
      chart.ctx.save();
      chart.ctx.font = font;
      for (const rule of figure.rules) drawRule(chart, rule, theme);
      if (figure.kind === "bar") drawBars(chart, figure, theme);
      else if (figure.kind === "scatter") {
        drawPointNames(chart, figure, theme);
        drawRing(chart, figure, theme);
      } else if (hasNames) drawNames(chart, figure, theme);
      chart.ctx.restore();
    },
  };
}

function drawRule(chart: Chart, rule: Rule, theme: Theme): void {
  const { ctx, chartArea, scales } = chart;
  const { left, right, top, bottom } = chartArea;
  const { label } = rule;
  ctx.strokeStyle = theme.inkSoft;
  ctx.fillStyle = theme.inkSoft;
  ctx.lineWidth = 1;
  if (rule.axis === "identity") {
    drawIdentity(chart, label, theme);
    return;
  }
  const place = scales[rule.axis]?.getPixelForValue(rule.at) ?? 0;
  const isAcross = rule.axis === "x";
  if (isAcross ? place < left || place > right : place < top || place > bottom) return;
  dotted(
    ctx,
    { x: isAcross ? place : left, y: isAcross ? top : place },
    { x: isAcross ? place : right, y: isAcross ? bottom : place },
  );
  if (!isAcross) {
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    haloed(ctx, label, { x: right - 2, y: place - 2 }, theme);
    return;
  }
  const fitsRight = place + 6 + ctx.measureText(label).width < right;
  ctx.textAlign = fitsRight ? "left" : "right";
  ctx.textBaseline = "top";
  haloed(ctx, label, { x: place + (fitsRight ? 5 : -5), y: top + 2 }, theme);
}

/** The line on which y is x, named at its upper end. */
function drawIdentity({ ctx, scales }: Chart, label: string, theme: Theme): void {
  const { x, y } = scales;
  if (x === undefined || y === undefined) return;
  const from = Math.max(x.min, y.min);
  const to = Math.min(x.max, y.max);
  if (from >= to) return;
  const place = (at: number) => ({ x: x.getPixelForValue(at), y: y.getPixelForValue(at) });
  dotted(ctx, place(from), place(to));
  const end = place(to);
  ctx.textAlign = "right";
  ctx.textBaseline = "top";
  haloed(ctx, label, { x: end.x - 14, y: end.y + 2 }, theme);
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function dotted(ctx: CanvasRenderingContext2D, from: Place, to: Place): void {
  ctx.setLineDash([1, 3]);
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x, to.y);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The uncertainty along a line, where its points have one. */
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

/** Over each bar, or under one that hangs down, its value, and where seeds differ a line over their uncertainty. */
function drawBars(chart: Chart, { series }: BarFigure, theme: Theme): void {
  const { ctx, chartArea, scales } = chart;
  const values: { readonly text: string; readonly x: number; readonly y: number }[] = [];
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  ctx.lineWidth = 1.5;
  for (const [index, { points, origin }] of series.entries()) {
    const drawn = chart.getDatasetMeta(index).data;
    for (const { x, y, low, high } of points) {
      const bar = drawn[x];
      if (bar === undefined) continue;
      const height = (value: number): number =>
        Math.min(chartArea.bottom, scales["y"]?.getPixelForValue(value) ?? 0);
      const top = height(high ?? y);
      const bottom = height(low ?? y);
      // Beside the reader's bars there is no room for the recorded ones' numbers.
      if (origin !== "recorded") {
        values.push({
          text: String(Math.round(y)),
          x: bar.x,
          y: y < 0 ? bottom + 3 + valueHeight : top - 2,
        });
      }
      if (low === undefined || high === undefined) continue;
      ctx.strokeStyle = theme.paper;
      ctx.lineWidth = 4;
      line(ctx, bar.x, bottom, top);
      ctx.strokeStyle = theme.ink;
      ctx.lineWidth = 1.5;
      line(ctx, bar.x, bottom, top);
    }
  }
  ctx.fillStyle = theme.ink;
  if (areApart(values, (text) => ctx.measureText(text).width)) {
    for (const { text, x, y } of values) ctx.fillText(text, x, y);
  }
}

/** Whether no two values, centred on their places, touch; a chart that is too narrow for all shows none. */
function areApart(
  values: readonly { readonly text: string; readonly x: number; readonly y: number }[],
  widthOf: (text: string) => number,
): boolean {
  return values.every((a, i) =>
    values
      .slice(i + 1)
      .every(
        (b) =>
          Math.abs(a.y - b.y) >= valueHeight ||
          Math.abs(a.x - b.x) >= (widthOf(a.text) + widthOf(b.text)) / 2,
      ),
  );
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
