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

import type { Axis, ChartFigure, Series } from "#lab/figure.ts";

import { titleLines } from "./axis-title.ts";
import { barFills } from "./bar-fills.ts";
import { figureFont, fontFamily } from "./font.ts";
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

/** From this width on the names of lines stand beside their ends, pixels; below it a key stands above the plot. */
const nameWidth = 560;
const namePadding = 16;
/** From so many points on their markers are smaller. */
const crowd = 100;
/** What numbers and titles of the other axis take of a chart's width and height, pixels. */
const axisRoom = 56;

/** A chart drawn at once on `canvas`, whose width and height are CSS pixels, without animation; the caller destroys it. */
export function drawChart(
  canvas: HTMLCanvasElement,
  figure: ChartFigure,
  theme: Theme,
  pixelRatio: number,
): Chart {
  const chart = new Chart(canvas, configuration(canvas, figure, theme, pixelRatio));
  if (figure.kind !== "bar" && figure.hasEqualScales === true) equalScales(chart);
  return chart;
}

function configuration(
  canvas: HTMLCanvasElement,
  figure: ChartFigure,
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
  const room = {
    across: canvas.width - right - axisRoom,
    up: canvas.height - common.layout.padding.top - axisRoom,
  };
  const titled = ({ title, ...rest }: Axis, length: number) => ({
    ...rest,
    title: titleLines(title, length, measure),
  });
  const y = axis(titled(figure.y, room.up), theme, true);
  const plugins = [paper(theme, key), figureMarks(figure, theme, figureFont, hasNames)];
  if (figure.kind !== "bar") {
    const isScatter = figure.kind === "scatter";
    return {
      type: "line",
      data: {
        datasets: figure.series.map((series, i) => ({
          ...lineData(series, theme),
          order: -i,
          showLine: !isScatter,
        })),
      },
      options: {
        ...common,
        scales: {
          x: { type: "linear", ...axis(titled(figure.x, room.across), theme, isScatter) },
          y,
        },
      },
      plugins,
    };
  }
  const fills = barFills(figure.series, theme);
  return {
    type: "bar",
    data: {
      labels: figure.categories.map((name) => name.split("\n")),
      datasets: figure.series.map((series, i) => ({
        label: seriesName(series),
        data: figure.categories.map((_, at) => series.points.find(({ x }) => x === at)?.y ?? null),
        backgroundColor: fills[i],
        borderColor: colourOf(series, theme),
        borderWidth: 1.5,
      })),
    },
    options: {
      ...common,
      scales: {
        x: categories(
          theme,
          room.across / Math.max(1, figure.categories.length) - 4,
          Math.max(0, ...figure.categories.flatMap((name) => name.split("\n")).map(measure)),
        ),
        y,
      },
    },
    plugins,
  };
}

function lineData(series: Series, theme: Theme) {
  const colour = colourOf(series, theme);
  const isRecorded = series.origin === "recorded";
  const data = series.points.map(({ x, y }) => ({ x, y }));
  return {
    label: seriesName(series),
    data: series.path === "closed" ? [...data, ...data.slice(0, 1)] : data,
    borderColor: colour,
    backgroundColor: isRecorded ? theme.paper : colour,
    borderDash: [...marks[series.mark].dash],
    borderWidth: isRecorded ? 1.25 : 2,
    pointStyle: marks[series.mark].point,
    pointRadius: series.path !== undefined ? 0 : isRecorded ? 3 : data.length > crowd ? 2.5 : 4,
    // A marker on the edge is drawn whole; a curve ends there.
    clip: series.path === undefined ? (false as const) : 0,
  };
}

interface TitledAxis extends Omit<Axis, "title"> {
  /** Line by line. */
  readonly title: string[];
}

function axis({ title, min, max }: TitledAxis, theme: Theme, hasGrid: boolean) {
  const font = { family: fontFamily, size: 12 };
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    title: { display: title.join("") !== "", text: title, color: theme.ink, font },
    ticks: { color: theme.inkSoft, font, maxRotation: 0, maxTicksLimit: 7 },
    grid: { display: hasGrid, color: theme.rule, drawTicks: false },
    border: { color: theme.inkSoft },
  };
}

/** Widens the range of one axis until a unit is as long on both. */
function equalScales(chart: Chart): void {
  // Other numbers beside an axis change the room that is left, so once more.
  for (let round = 0; round < 2; round += 1) {
    const { x, y } = chart.scales;
    if (x === undefined || y === undefined) return;
    const unit = Math.max((x.max - x.min) / x.width, (y.max - y.min) / y.height);
    for (const scale of [x, y]) {
      const middle = (scale.min + scale.max) / 2;
      const half = (unit * (scale === x ? x.width : y.height)) / 2;
      const options = chart.options.scales?.[scale.id];
      if (options !== undefined) {
        Object.assign(options, { min: middle - half, max: middle + half });
        Object.assign(options.ticks ?? {}, { includeBounds: false });
      }
    }
    chart.update();
  }
}

/** Every category has its name, in smaller letters where its line is wider than the room of a category. */
function categories(theme: Theme, room: number, widest: number) {
  const { ticks, ...rest } = axis({ title: [] }, theme, false);
  const size = Math.max(9, Math.min(12, Math.floor((12 * room) / Math.max(1, widest))));
  const font = { ...ticks.font, size };
  return { ...rest, type: "category" as const, ticks: { ...ticks, font, autoSkip: false } };
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
