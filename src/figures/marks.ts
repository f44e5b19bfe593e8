import type { Chart, Plugin } from "chart.js";

import type { BarFigure, LineFigure } from "#lab/figure.ts";

import type { Theme } from "./palette.ts";

/** Draws what Chart.js has no words for: rules such as chance, uncertainty, and names at the ends of lines. */
export function figureMarks(figure: LineFigure | BarFigure, theme: Theme, font: string): Plugin {
  return {
    id: "figure-marks",
    afterDatasetsDraw(chart) {
      chart.ctx.save();
      chart.ctx.font = `12px ${font}`;
      drawRules(chart, figure, theme);
      drawUncertainty(chart, figure, theme);
      if (figure.kind === "line") drawNames(chart, figure, theme);
      chart.ctx.restore();
    },
  };
}

function drawRules(
  { ctx, chartArea, scales }: Chart,
  figure: LineFigure | BarFigure,
  theme: Theme,
): void {
  ctx.textBaseline = "bottom";
  ctx.textAlign = "left";
  for (const rule of figure.rules) {
    const at = scales["y"]?.getPixelForValue(rule.y) ?? 0;
    ctx.strokeStyle = theme.inkSoft;
    ctx.lineWidth = 1;
    ctx.setLineDash([1, 3]);
    ctx.beginPath();
    ctx.moveTo(chartArea.left, at);
    ctx.lineTo(chartArea.right, at);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = theme.inkSoft;
    ctx.fillText(rule.label, chartArea.left + 4, at - 2);
  }
}

/** A bar from the lowest to the highest value wherever a point has them. */
function drawUncertainty(chart: Chart, figure: LineFigure | BarFigure, theme: Theme): void {
  const { ctx, scales } = chart;
  for (const [index, { role, points }] of figure.series.entries()) {
    const drawn = chart.getDatasetMeta(index).data;
    ctx.strokeStyle = figure.kind === "bar" ? theme.ink : theme.colours[role];
    ctx.lineWidth = 1.5;
    for (const [i, { x, low, high }] of points.entries()) {
      const element = drawn[figure.kind === "bar" ? x : i];
      if (low === undefined || high === undefined || element === undefined) continue;
      ctx.beginPath();
      ctx.moveTo(element.x, scales["y"]?.getPixelForValue(low) ?? 0);
      ctx.lineTo(element.x, scales["y"]?.getPixelForValue(high) ?? 0);
      ctx.stroke();
    }
  }
}

/** Each line's name beside its last point, moved apart where two would overlap. */
function drawNames(chart: Chart, figure: LineFigure, theme: Theme): void {
  const { ctx, chartArea } = chart;
  const lineHeight = 15;
  const names = figure.series
    .map(({ label, role }, index) => ({
      label,
      role,
      end: chart.getDatasetMeta(index).data.at(-1),
    }))
    .flatMap(({ label, role, end }) => (end === undefined ? [] : [{ label, role, y: end.y }]))
    .toSorted((a, b) => a.y - b.y);
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  let above = -Infinity;
  for (const { label, role, y } of names) {
    const at = Math.max(y, above + lineHeight);
    above = at;
    ctx.fillStyle = theme.colours[role];
    ctx.fillText(label, chartArea.right + 8, at);
  }
}
