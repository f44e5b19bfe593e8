import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";

import { titleLines } from "#figures/axis-title.ts";
import { barFills } from "#figures/bar-fills.ts";
import { drawFigure, figureSize } from "#figures/draw.ts";
import { themes } from "#figures/palette.ts";
import type { BarFigure, PictureFigure, ScatterFigure, Series } from "#lab/figure.ts";

const words = { id: "chart", title: "A chart", caption: "It has words.", alt: "Words." };

interface Written {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** The words that a figure writes, in their order, and where. */
function writtenOn(figure: PictureFigure, width: number): Written[] {
  const canvas = createCanvas(1, 1);
  const written: Written[] = [];
  const context = canvas.getContext("2d");
  context.fillText = (text: string, x: number, y: number) => void written.push({ text, x, y });
  const size = figureSize(figure, width);
  drawFigure(canvas as unknown as HTMLCanvasElement, figure, themes.light, size, 1);
  return written;
}

const names = ["dense", "deep dense", "linear", "narrow dense", "own kind"];
const crowded: ScatterFigure = {
  ...words,
  kind: "scatter",
  x: { title: "across", min: 0, max: 50 },
  y: { title: "up", min: 0, max: 100 },
  series: (["recorded", "yours"] as const).map((origin): Series => ({
    label: "nets",
    mark: 0,
    origin,
    points: names.map((label, i) => ({ x: 20 + 2 * i, y: 92 + i, label })),
  })),
  rules: [],
};

describe("names of points that lie close together", () => {
  it.each([300, 640])("are all written once, none over another, %i pixels wide", (width) => {
    const found = writtenOn(crowded, width).filter(({ text }) => names.includes(text));
    expect(found.map(({ text }) => text).toSorted()).toEqual(names.toSorted());
    const context = createCanvas(1, 1).getContext("2d");
    context.font = "12px Inter, sans-serif";
    for (const a of found) {
      for (const b of found) {
        if (a.text >= b.text) continue;
        const [left, right] = a.x < b.x ? [a, b] : [b, a];
        const isBeside = left.x + context.measureText(left.text).width <= right.x;
        expect(isBeside || Math.abs(a.y - b.y) >= 12, `${a.text} and ${b.text}`).toBe(true);
      }
    }
  });
});

const bars: BarFigure = {
  ...words,
  kind: "bar",
  categories: ["clean", "fog", "contrast", "blur", "noise"],
  y: { title: "right (%)", min: 0, max: 100 },
  series: ["standard", "adversarial", "noise"].flatMap((label, i) =>
    (["recorded", "yours"] as const).map((origin): Series => ({
      label,
      mark: i === 0 ? 0 : i === 1 ? 1 : 2,
      origin,
      points: [91, 92, 93, 94, 95].map((y, x) => ({ x, y: y + i })),
    })),
  ),
  rules: [],
};

const valuesOn = (width: number): number =>
  writtenOn(bars, width).filter(({ text }) => /^9\d$/.test(text)).length;

describe("bars", () => {
  it("carry their values where all have room, and none where some would overlap", () => {
    expect(valuesOn(1200)).toBe(15);
    expect(valuesOn(300)).toBe(0);
  });

  it("of several quantities of one origin differ, and the key names each and the origins once", () => {
    const fills = barFills(bars.series, themes.light);
    expect(new Set(fills).size).toBe(6);
    expect(fills[1]).toBe(themes.light.origins.yours);
    const texts = writtenOn(bars, 640).map(({ text }) => text);
    for (const name of ["standard", "adversarial", "recorded", "yours"]) {
      expect(
        texts.filter((text) => text === name),
        name,
      ).toHaveLength(1);
    }
  });
});

const measure = (text: string): number => text.length;

describe("the title of an axis", () => {
  it("takes as many lines as it needs, broken between words", () => {
    expect(titleLines("gradient off the class difference (degrees)", 20, measure)).toEqual([
      "gradient off the",
      "class difference",
      "(degrees)",
    ]);
    expect(titleLines("accuracy (%)", 20, measure)).toEqual(["accuracy (%)"]);
  });

  it("keeps a word that is too long for a line, and no title has nothing", () => {
    expect(titleLines("an unbreakable", 5, measure)).toEqual(["an", "unbreakable"]);
    expect(titleLines("", 5, measure).join("")).toBe("");
  });
});
