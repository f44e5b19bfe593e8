import { Chart } from "chart.js";

import { drawChart } from "#figures/chart.ts";
import { themes } from "#figures/palette.ts";
import type { ChartFigure } from "#lab/figure.ts";

import { nextTask } from "./tasks.ts";

/** Of a drawing that nobody sees, CSS pixels. */
const side = 60;

const axes = { x: { title: "x", min: 0, max: 1 }, y: { title: "y", min: 0, max: 1 } };
const named = { id: "trifle", title: "", caption: "", alt: "", ...axes };
const series = {
  label: "",
  mark: 0,
  origin: "yours",
  points: [{ x: 0, y: 0.5, low: 0, high: 1 }],
} as const;

/** A chart with only its axes, one with a little of everything, bars, and points under equal scales. */
const trifles: readonly ChartFigure[] = [
  { kind: "line", ...named, series: [], rules: [] },
  { kind: "line", ...named, series: [series], rules: [] },
  { kind: "bar", ...named, categories: [""], series: [series], rules: [] },
  { kind: "scatter", ...named, series: [series], rules: [], hasEqualScales: true },
];

/**
 * Has the browser compile what draws charts, in tasks of their own, before the first of them: compiled within the first drawing it
 * would keep the page from answering for as long as some ten drawings take.
 */
export async function warmUpCharts(): Promise<void> {
  // Numbers in words of the reader's language take their time when first asked for.
  await nextTask();
  new Intl.NumberFormat().format(0);
  const steps = [
    bareChart,
    ...trifles.map((trifle) => (canvas: HTMLCanvasElement) => {
      return drawChart(canvas, trifle, themes.light, 1);
    }),
  ];
  for (const step of steps) {
    await nextTask();
    const canvas = document.createElement("canvas");
    canvas.width = side;
    canvas.height = side;
    step(canvas).destroy();
  }
}

/** Without so much as axes. */
function bareChart(canvas: HTMLCanvasElement): Chart {
  return new Chart(canvas, {
    type: "line",
    data: { datasets: [] },
    options: {
      animation: false,
      responsive: false,
      events: [],
      scales: { x: { type: "linear", display: false }, y: { display: false } },
    },
  });
}
