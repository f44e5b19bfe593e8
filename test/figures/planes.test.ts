import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";

import { drawFigure, figureSize } from "#figures/draw.ts";
import type { Axes } from "#figures/geometry.ts";
import { numbersOf } from "#figures/numbers.ts";
import { themes } from "#figures/palette.ts";
import { pickTargets } from "#figures/pick-targets.ts";
import type { ImageGridFigure, LineFigure, PictureFigure, ScatterFigure } from "#lab/figure.ts";

const words = { id: "plane", title: "A plane", caption: "It has points.", alt: "Points." };
const plane = {
  ...words,
  x: { title: "across", min: -2, max: 2 },
  y: { title: "up", min: -2, max: 2 },
  rules: [],
};
const scatter: ScatterFigure = {
  ...plane,
  kind: "scatter",
  series: [
    { label: "paper", mark: 0, origin: "published", points: [{ x: 0, y: 0 }] },
    {
      label: "here",
      mark: 1,
      origin: "yours",
      points: [
        { x: 1, y: 1, label: "loop", lowX: 0.5, highX: 1.5, low: 0.8, high: 1.2 },
        { x: -1, y: 0 },
      ],
    },
    { label: "sum", mark: 2, origin: "yours", points: [{ x: 0, y: -1.5, label: "sum" }] },
  ],
  pick: { parameter: "feature" },
};
const circle: LineFigure = {
  ...plane,
  kind: "line",
  hasEqualScales: true,
  series: [
    {
      label: "circle",
      mark: 1,
      origin: "here",
      path: "closed",
      points: Array.from({ length: 30 }, (_, i) => ({
        x: Math.cos((2 * Math.PI * i) / 30),
        y: Math.sin((2 * Math.PI * i) / 30),
      })),
    },
  ],
};

function drawn(figure: PictureFigure, width: number) {
  const canvas = createCanvas(1, 1);
  const size = figureSize(figure, width);
  const drawing = drawFigure(canvas as unknown as HTMLCanvasElement, figure, themes.light, size, 1);
  const isPaper = (x: number, y: number): boolean => {
    const { data } = canvas
      .getContext("2d")
      .getImageData(Math.round(x) - 1, Math.round(y) - 1, 3, 3);
    return data.every((value, i) => i % 4 === 3 || value > 200);
  };
  return { ...drawing, isPaper };
}

function axesOf(figure: PictureFigure, width: number): Axes {
  const { axes } = drawn(figure, width);
  if (axes === undefined) throw new Error("the figure has no axes");
  return axes;
}

describe("equal scales", () => {
  it.each([300, 640])("make a circle round, %i pixels wide", (width) => {
    const axes = axesOf(circle, width);
    const [middle, right, top] = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 0, y: 1 },
    ].map((point) => axes.place(point));
    const across = (right?.x ?? 0) - (middle?.x ?? 0);
    const up = (middle?.y ?? 0) - (top?.y ?? 0);
    expect(across).toBeGreaterThan(20);
    expect(Math.abs(across / up - 1)).toBeLessThan(0.02);
  });

  it("still show both ranges whole", () => {
    const axes = axesOf(circle, 640);
    for (const corner of [-2, 2]) {
      const back = axes.point(axes.place({ x: corner, y: corner }));
      expect(back.x).toBeCloseTo(corner, 5);
      expect(back.y).toBeCloseTo(corner, 5);
    }
  });
});

/** A third of the circle without a dash, so that a gap is the curve's own. */
const solid = (figure: LineFigure): LineFigure => ({
  ...figure,
  series: figure.series.map((one) => ({ ...one, mark: 0, points: one.points.slice(0, 11) })),
});

it("a closed curve is drawn from its last point to its first", () => {
  const open = {
    ...circle,
    series: circle.series.map((one) => ({ ...one, path: "open" as const })),
  };
  for (const [figure, isGap] of [
    [solid(open), true],
    [solid(circle), false],
  ] as const) {
    const { axes, isPaper } = drawn(figure, 640);
    // The middle of the chord from 120 degrees back to 0.
    const place = axes?.place({ x: 0.25, y: 0.433 }) ?? { x: 0, y: 0 };
    expect(isPaper(place.x, place.y)).toBe(isGap);
  }
});

describe("a scatter", () => {
  it("marks its points and their uncertainty both ways", () => {
    const { axes, isPaper } = drawn(scatter, 640);
    for (const point of [
      { x: 1, y: 1 },
      { x: 0.6, y: 1 },
      { x: 1, y: 1.15 },
      { x: -1, y: 0 },
    ]) {
      const { x, y } = axes?.place(point) ?? { x: 0, y: 0 };
      expect(isPaper(x, y), JSON.stringify(point)).toBe(false);
    }
    const free = axes?.place({ x: -1.5, y: 1.5 }) ?? { x: 0, y: 0 };
    expect(isPaper(free.x, free.y)).toBe(true);
  });

  it("lets the points of its first own series be picked, the published ones and the others left out", () => {
    const axes = axesOf(scatter, 640);
    const targets = pickTargets(scatter, { axes });
    const place = axes.place({ x: -1, y: 0 });
    expect(targets?.at(place.x + 5, place.y)).toBe(1);
    expect(targets?.target(0)?.name).toBe("loop, across 1, up 1");
    expect(targets?.target(2)).toBeUndefined();
    expect(targets?.next(0, { across: -1, down: 0 })).toBe(1);
    expect(targets?.next(1, { across: -1, down: 0 })).toBe(1);
    const sum = axes.place({ x: 0, y: -1.5 });
    expect(targets?.at(sum.x, sum.y)).toBeUndefined();
  });

  it("is a table that names its points", () => {
    expect(numbersOf(scatter).rows).toContainEqual([
      "loop",
      "here, yours",
      "1 (0.5 to 1.5)",
      1,
      0.8,
      1.2,
    ]);
  });
});

describe("signed pictures", () => {
  const images: ImageGridFigure = {
    ...words,
    kind: "images",
    width: 2,
    height: 1,
    channels: 1,
    rows: [{ label: "change", signedBy: 4, pictures: [{ pixels: [0, -20], label: "a" }] }],
    pick: { x: "pixelX", y: "pixelY" },
  };

  it("are grey where nothing changes, darker or lighter by the factor printed", () => {
    const canvas = createCanvas(1, 1);
    const size = figureSize(images, 320);
    const { cells } = drawFigure(
      canvas as unknown as HTMLCanvasElement,
      images,
      themes.light,
      size,
      1,
    );
    const greyAt = (column: number): number | undefined => {
      const { left, top, side } = cells?.box({ column, row: 0 }) ?? { left: 0, top: 0, side: 0 };
      return canvas.getContext("2d").getImageData(left + side / 2, top + side / 2, 1, 1).data[0];
    };
    expect([greyAt(0), greyAt(1)]).toEqual([128, 48]);
    expect(numbersOf(images).rows).toEqual([["change ×4", "a"]]);
  });

  it("let a pixel be picked", () => {
    const { cells } = drawn(images, 320);
    const { left, top, side } = cells?.box({ column: 1, row: 0 }) ?? { left: 0, top: 0, side: 0 };
    expect(cells?.at(left + side / 2, top + side / 2)).toEqual({ column: 1, row: 0 });
  });
});
