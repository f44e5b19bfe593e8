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

import type { Axis, BarFigure, LineFigure } from "#lab/figure.ts";

import { figureMarks } from "./marks.ts";
import { marks, type Theme } from "./palette.ts";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
);

export const chartFont = "Inter, sans-serif";

/** Room at the right for the names of lines, pixels. */
const nameRoom = 190;

/** A chart drawn at once on `canvas`, without animation; the caller destroys it when the canvas goes on to something else. */
export function drawChart(
  canvas: HTMLCanvasElement,
  figure: LineFigure | BarFigure,
  theme: Theme,
  pixelRatio: number,
): Chart {
  return new Chart(canvas, configuration(figure, theme, pixelRatio));
}

function configuration(
  figure: LineFigure | BarFigure,
  theme: Theme,
  pixelRatio: number,
): ChartConfiguration {
  const common = {
    animation: false as const,
    responsive: false,
    devicePixelRatio: pixelRatio,
    events: [],
    layout: {
      padding: { top: 12, left: 4, bottom: 4, right: figure.kind === "line" ? nameRoom : 8 },
    },
  };
  const plugins = [paper(theme), figureMarks(figure, theme, chartFont)];
  if (figure.kind === "line") {
    return {
      type: "line",
      data: { datasets: figure.series.map((series) => lineData(series, theme)) },
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
      labels: [...figure.categories],
      datasets: figure.series.map(({ label, role, points }) => ({
        label,
        data: figure.categories.map((_, i) => points.find(({ x }) => x === i)?.y ?? null),
        backgroundColor: role === "published" ? theme.rule : theme.colours[role],
        borderColor: theme.colours[role],
        borderWidth: 1.5,
      })),
    },
    options: {
      ...common,
      scales: {
        x: { ...axis({ title: "" }, theme, false), type: "category" },
        y: axis(figure.y, theme, true),
      },
    },
    plugins,
  };
}

function lineData({ label, role, points }: LineFigure["series"][number], theme: Theme) {
  return {
    label,
    data: points.map(({ x, y }) => ({ x, y })),
    borderColor: theme.colours[role],
    backgroundColor: theme.colours[role],
    borderDash: [...marks[role].dash],
    borderWidth: 2,
    pointStyle: marks[role].point,
    pointRadius: 4,
    clip: false as const,
  };
}

function axis({ title, min, max }: Axis, theme: Theme, hasGrid: boolean) {
  const font = { family: chartFont, size: 12 };
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    title: { display: title !== "", text: title, color: theme.ink, font },
    ticks: { color: theme.inkSoft, font, maxRotation: 0 },
    grid: { display: hasGrid, color: theme.rule, drawTicks: false },
    border: { color: theme.inkSoft },
  };
}

/** Paints the background, so that a picture stands on any page. */
function paper(theme: Theme) {
  return {
    id: "paper",
    beforeDraw({ ctx, width, height }: Chart): void {
      ctx.save();
      ctx.fillStyle = theme.paper;
      ctx.fillRect(0, 0, width, height);
      ctx.restore();
    },
  };
}
