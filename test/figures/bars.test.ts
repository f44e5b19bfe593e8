import { createCanvas } from "@napi-rs/canvas";
import { expect, it } from "vitest";

import { drawFigure, figureSize } from "#figures/draw.ts";
import { themes } from "#figures/palette.ts";
import type { BarFigure } from "#lab/figure.ts";

const slopes: BarFigure = {
  kind: "bar",
  id: "slopes",
  title: "Slopes",
  caption: "One is up, one is down.",
  alt: "Two bars.",
  categories: ["up", "down"],
  y: { title: "slope", min: -100, max: 100 },
  series: [
    {
      label: "here",
      mark: 0,
      origin: "here",
      points: [
        { x: 0, y: 51 },
        { x: 1, y: -51 },
      ],
    },
  ],
  rules: [
    { axis: "y", at: 51, label: "upper end" },
    { axis: "y", at: -51, label: "lower end" },
  ],
};

it("writes a bar's value beyond its end, whether it stands up or hangs down", () => {
  const canvas = createCanvas(1, 1);
  const heights = new Map<string, number>();
  const context = canvas.getContext("2d");
  context.fillText = (text: string, _x: number, y: number) => heights.set(text, y);
  const size = figureSize(slopes, 640);
  drawFigure(canvas as unknown as HTMLCanvasElement, slopes, themes.light, size, 1);
  // The rules run along both ends, their names just above them.
  expect(heights.get("51")).toBeLessThanOrEqual(heights.get("upper end") ?? 0);
  expect(heights.get("-51")).toBeGreaterThan((heights.get("lower end") ?? Infinity) + 2);
});
