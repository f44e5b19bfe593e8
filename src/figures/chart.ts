import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from "chart.js";

import type { Axis, BarFigure, LineFigure, Series } from "#lab/figure.ts";

import { drawKey, keyHeight, type Key, keyRows, seriesName } from "./key.ts";
import { figureMarks } from "./marks.ts";
import { colourOf, marks, type Theme } from "./palette.ts";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
);

/** The site's face under its name on the page, then under the one a still picture knows. */
const fontFamily = '"Inter Variable", Inter, sans-serif';
export const figureFont = `12px ${fontFamily}`;

/** From this width on the names of lines stand beside their ends, pixels; below it a key stands above the plot. */
const nameWidth = 560;
const namePadding = 16;

/** A chart drawn at once on `canvas`, whose width and height are CSS pixels, without animation; the caller destroys it. */
export function drawChart(
  canvas: HTMLCanvasElement,
  figure: LineFigure | BarFigure,
  theme: Theme,
  pixelRatio: number,
): Chart {
  return new Chart(canvas, configuration(canvas, figure, theme, pixelRatio));
}

function configuration(
  canvas: HTMLCanvasElement,
  figure: LineFigure | BarFigure,
  theme: Theme,
  pixelRatio: number,
): ChartConfiguration {
  const context = canvas.getContext("2d");
  const measure = (text: string): number => {
    if (context === null) return 0;
    context.font = figureFont;
    return context.measureText(text).width;
  };
  const hasNames = figure.kind === "line" && canvas.width >= nameWidth;
  const key = hasNames ? [] : keyRows(figure, theme, canvas.width - 8, measure);
  const right = hasNames
    ? namePadding + Math.max(...figure.series.map((series) => measure(seriesName(series))))
    : 8;
  const common = {
    animation: false as const,
    responsive: false,
    devicePixelRatio: pixelRatio,
    events: [],
    layout: { padding: { top: hasNames ? 12 : keyHeight(key) + 14, left: 0, bottom: 4, right } },
  };
  const plugins = [paper(theme, key), figureMarks(figure, theme, figureFont, hasNames)];
  if (figure.kind === "line") {
    return {
      type: "line",
      data: {
        datasets: figure.series.map((series, i) => ({ ...lineData(series, theme), order: -i })),
      },
      options: {
        ...common,
        scales: {
          x: { type: "linear", ...axis(figure.x, theme, false) },
          y: axis(figure.y, theme, true),
        },
      },
      plugins,
    };
  }
  return {
    type: "bar",
    data: {
      labels: figure.categories.map((name) => name.split("\n")),
      datasets: figure.series.map((series) => ({
        label: seriesName(series),
        data: figure.categories.map((_, i) => series.points.find(({ x }) => x === i)?.y ?? null),
        backgroundColor: series.origin === "published" ? theme.rule : colourOf(series, theme),
        borderColor: colourOf(series, theme),
        borderWidth: 1.5,
      })),
    },
    options: {
      ...common,
      scales: {
        x: categories(theme),
        y: axis(figure.y, theme, true),
      },
    },
    plugins,
  };
}

function lineData(series: Series, theme: Theme) {
  const colour = colourOf(series, theme);
  const isRecorded = series.origin === "recorded";
  return {
    label: seriesName(series),
    data: series.points.map(({ x, y }) => ({ x, y })),
    borderColor: colour,
    backgroundColor: isRecorded ? theme.paper : colour,
    borderDash: [...marks[series.mark].dash],
    borderWidth: isRecorded ? 1.25 : 2,
    pointStyle: marks[series.mark].point,
    pointRadius: isRecorded ? 3 : 4,
    clip: false as const,
  };
}

function axis({ title, min, max }: Axis, theme: Theme, hasGrid: boolean) {
  const font = { family: fontFamily, size: 12 };
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    title: { display: title !== "", text: title, color: theme.ink, font },
    ticks: { color: theme.inkSoft, font, maxRotation: 0, maxTicksLimit: 7 },
    grid: { display: hasGrid, color: theme.rule, drawTicks: false },
    border: { color: theme.inkSoft },
  };
}

/** Every category has its name. */
function categories(theme: Theme) {
  const { ticks, ...rest } = axis({ title: "" }, theme, false);
  return { ...rest, type: "category" as const, ticks: { ...ticks, autoSkip: false } };
}

/** Paints the background, so that a picture stands on any page, and the key. */
function paper(theme: Theme, key: Key) {
  return {
    id: "paper",
    beforeDraw({ ctx, width, height }: Chart): void {
      ctx.save();
      ctx.fillStyle = theme.paper;
      ctx.fillRect(0, 0, width, height);
      ctx.font = figureFont;
      drawKey(ctx, key, theme, { left: 4, top: 2 });
      ctx.restore();
    },
  };
}
