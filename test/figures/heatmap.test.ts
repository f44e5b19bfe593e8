import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";

import { drawFigure, figureSize } from "#figures/draw.ts";
import { heatmapCells } from "#figures/heatmap.ts";
import { numbersOf } from "#figures/numbers.ts";
import { themes } from "#figures/palette.ts";
import { rampColour } from "#figures/ramp.ts";
import type { HeatmapFigure } from "#lab/figure.ts";

const figure: HeatmapFigure = {
  kind: "heatmap",
  id: "map",
  title: "A map",
  caption: "Three cells are known.",
  alt: "A grid of two by two.",
  x: { title: "across", names: ["a", "b"] },
  y: { title: "down", names: ["first", "second"] },
  values: [
    [0, 10],
    [5, null],
  ],
  key: { title: "share (%)", min: 0, max: 10 },
};

describe("a heat map", () => {
  it.each([320, 640])("paints each cell in the colour of its number, %i pixels wide", (width) => {
    const size = figureSize(figure, width);
    const canvas = createCanvas(1, 1);
    drawFigure(canvas as unknown as HTMLCanvasElement, figure, themes.light, size, 1);
    const cells = heatmapCells(figure, width);
    const colourAt = (column: number, row: number): number[] => {
      const { left, top, side } = cells.box({ column, row });
      const pixel = canvas.getContext("2d").getImageData(left + side / 4, top + side / 4, 1, 1);
      return Array.from(pixel.data.slice(0, 3));
    };
    expect(colourAt(0, 0)).toEqual(rampColour(0));
    expect(colourAt(1, 0)).toEqual(rampColour(1));
    expect(colourAt(0, 1)).toEqual(rampColour(0.5));
    expect(colourAt(1, 1)).toEqual([0xff, 0xfd, 0xf8]);
  });

  it("finds a cell from a place on it, and none beside the grid", () => {
    const cells = heatmapCells(figure, 320);
    const { left, top, side } = cells.box({ column: 1, row: 0 });
    expect(cells.at(left + side / 2, top + side / 2)).toEqual({ column: 1, row: 0 });
    expect(cells.at(left + side + 1, top)).toBeUndefined();
    expect(cells.at(0, top)).toBeUndefined();
  });

  it("is a table with a row of numbers for each row of cells", () => {
    expect(numbersOf(figure).rows).toEqual([
      ["first", 0, 10],
      ["second", 5, ""],
    ]);
  });
});

it("grows lighter from the first colour to the last", () => {
  const lightness = Array.from({ length: 41 }, (_, i) => {
    const [red, green, blue] = rampColour(i / 40).map((value) => (value / 255) ** 2.2);
    return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  });
  expect(lightness).toEqual(lightness.toSorted((a, b) => a - b));
});
