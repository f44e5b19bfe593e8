import { describe, expect, it } from "vitest";

import { compared } from "#lab/comparison.ts";
import type { BarFigure, LineFigure, Series, TableFigure } from "#lab/figure.ts";

const words = { id: "chart", title: "A chart", caption: "recorded", alt: "a chart" };
const series = (label: string, y: number, origin: Series["origin"] = "here"): Series => ({
  label,
  mark: 0,
  origin,
  points: [{ x: 0, y }],
});
const line = (all: readonly Series[]): LineFigure => ({
  ...words,
  kind: "line",
  x: { title: "x" },
  y: { title: "y" },
  series: all,
  rules: [],
});

describe("a reader's run beside the recorded one", () => {
  it("gives every number that is not published to the reader", () => {
    const figure = compared([], line([series("truth", 1), series("paper", 2, "published")]));
    expect(figure).toMatchObject({ series: [{ origin: "yours" }, { origin: "published" }] });
  });

  it("draws the published once, then the recorded, and the reader's on top", () => {
    const published = series("paper", 3, "published");
    const bars = (own: Series): BarFigure => ({
      ...words,
      kind: "bar",
      categories: ["a"],
      y: { title: "y" },
      series: [published, own],
      rules: [],
    });
    const figure = compared([bars(series("here", 1))], bars(series("here", 2)));
    expect(figure).toMatchObject({
      series: [
        { origin: "published", points: [{ y: 3 }] },
        { origin: "recorded", points: [{ y: 1 }] },
        { origin: "yours", points: [{ y: 2 }] },
      ],
    });
  });

  it("takes words, and figures that were not recorded, from the reader's run", () => {
    const own = { ...line([series("truth", 1)]), caption: "mine" };
    const other = { ...line([series("truth", 5)]), id: "another" };
    expect(compared([line([])], own).caption).toBe("mine");
    expect(compared([line([])], other)).toEqual(compared([], other));
  });

  it("draws what a reader predicts once, not as recorded too", () => {
    const predicted: Series = { ...series("predicted", 4), mark: 3, isPrediction: true };
    const figure = compared([line([predicted])], line([series("truth", 1), predicted]));
    expect(figure).toMatchObject({
      series: [
        { label: "truth", origin: "yours" },
        { label: "predicted", origin: "yours" },
      ],
    });
  });

  it("leaves tables and pictures as the run has them", () => {
    const table: TableFigure = { ...words, kind: "table", columns: ["a"], rows: [[1]] };
    expect(compared([{ ...table, rows: [[2]] }], table)).toEqual(table);
  });
});
