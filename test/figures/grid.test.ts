import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";

import { drawFigure, figureSize } from "#figures/draw.ts";
import { gridWords } from "#figures/grid.ts";
import { numbersOf } from "#figures/numbers.ts";
import { themes } from "#figures/palette.ts";
import { isRaster } from "#figures/raster.ts";
import type { GridFigure } from "#lab/figure.ts";

const figure: GridFigure = {
  kind: "grid",
  id: "boards",
  title: "Boards",
  caption: "One game ended early.",
  alt: "Two boards of three by two cells.",
  columns: 3,
  rows: 2,
  kinds: [
    { name: "learner", mark: 0 },
    { name: "other", mark: 1 },
  ],
  boards: [
    {
      label: "long",
      frames: [
        {
          pieces: [{ kind: 0, column: 0, row: 0 }],
          says: "Move 0: alone.",
          worth: {
            column: 0,
            row: 0,
            chosen: 1,
            choices: [
              { name: "left", value: -1 },
              { name: "right", value: 2.5 },
            ],
          },
        },
        { pieces: [{ kind: 0, column: 1, row: 1, label: "3" }], says: "Move 1: still alone." },
      ],
    },
    {
      label: "short",
      frames: [
        {
          pieces: [{ kind: 1, column: 2, row: 0, isGone: true }],
          says: "Move 0: it is gone.",
        },
      ],
    },
    { label: "none", frames: [] },
  ],
  frame: 1,
};

function drawn(one: GridFigure, width: number) {
  const canvas = createCanvas(1, 1);
  const said: string[] = [];
  const context = canvas.getContext("2d");
  const write = context.fillText.bind(context);
  context.fillText = (text: string, x: number, y: number) => {
    said.push(text);
    write(text, x, y);
  };
  const size = figureSize(one, width);
  const drawing = drawFigure(canvas as unknown as HTMLCanvasElement, one, themes.light, size, 1);
  const { boards = [] } = drawing;
  const colourAt = (board: number, column: number, row: number): string => {
    const { left = 0, top = 0, cell = 0 } = boards[board] ?? {};
    const [x, y] = [left + (column + 0.5) * cell, top + (row + 0.5) * cell - 0.25 * cell];
    const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
    return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
  };
  return { boards, said, size, colourAt };
}

describe("boards", () => {
  it.each([300, 640])(
    "show the pieces of their moment where they stand, %i pixels wide",
    (width) => {
      const { colourAt, boards, size } = drawn(figure, width);
      const { light } = themes;
      expect(colourAt(0, 1, 1)).toBe(light.hues[0]);
      expect(colourAt(0, 0, 0)).toBe(light.paper);
      for (const { left, top, cell } of boards) {
        expect(left + 3 * cell).toBeLessThanOrEqual(width);
        expect(top + 2 * cell).toBeLessThan(size.height);
      }
    },
  );

  it("that ended show their end, what is gone as an outline", () => {
    const { colourAt, said } = drawn(figure, 640);
    expect(colourAt(1, 2, 0)).toBe(themes.light.paper);
    expect(said.join(" ")).toContain("Move 0: it is gone.");
    const earlier = drawn({ ...figure, frame: 0 }, 640);
    expect(earlier.colourAt(0, 0, 0)).toBe(themes.light.hues[0]);
  });

  it("keep their height from moment to moment", () => {
    const heights = [0, 1].map((frame) => figureSize({ ...figure, frame }, 640).height);
    expect(new Set(heights).size).toBe(1);
  });

  it("say in words what stands where now", () => {
    expect(gridWords(figure)).toBe(
      "long: Move 1: still alone. learner 3 in row 2, column 2. short: Move 0: it is gone. other, gone, in row 1, column 3. none: not played yet.",
    );
  });

  it("are a table of moments, with what each choice was worth", () => {
    const { columns, rows } = numbersOf(figure);
    expect(columns).toEqual(["board", "what has happened", "worth of left", "worth of right"]);
    expect(rows).toEqual([
      ["long", "Move 0: alone.", "-1", "2.5 (taken)"],
      ["long", "Move 1: still alone.", "", ""],
      ["short", "Move 0: it is gone.", "", ""],
    ]);
  });

  it("are kept as pixels", () => {
    expect(isRaster(figure)).toBe(true);
  });
});
