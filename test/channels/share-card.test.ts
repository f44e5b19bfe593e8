import { createCanvas, loadImage } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";

import { cardSize } from "#channels/share-card-size.ts";
import { cardPng, type ShareCard } from "#channels/share-card.ts";
import { themes } from "#figures/palette.ts";
import type { BarFigure } from "#lab/figure.ts";

const figure: BarFigure = {
  id: "bars",
  kind: "bar",
  title: "Bars",
  caption: "One is higher.",
  alt: "Two bars.",
  categories: ["a", "b"],
  y: { title: "height", min: 0, max: 1 },
  series: [
    {
      label: "here",
      mark: 0,
      origin: "recorded",
      points: [
        { x: 0, y: 1 },
        { x: 1, y: 0.5 },
      ],
    },
  ],
  rules: [],
};
const card = (title: string, more: Partial<ShareCard> = {}): ShareCard => ({
  name: "Field Notes",
  place: "Issue 1 · 1 February 2026",
  title,
  ...more,
});

/** Pixels of the card from one column to another that are not paper. */
async function inkIn(png: Buffer, from: number, to: number): Promise<number> {
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(from, 0, to - from, image.height);
  const paper = [1, 3, 5].map((i) => Number.parseInt(themes.light.paper.slice(i, i + 2), 16));
  let ink = 0;
  for (let i = 0; i < data.length; i += 4)
    if (paper.some((value, channel) => data[i + channel] !== value)) ink += 1;
  return ink;
}

const titles = [
  "A",
  "Adversarial Examples Are Not Bugs, They Are Features",
  "word ".repeat(120).trim(),
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft und mehr davon",
  "x".repeat(400),
  "Πόσο μακριά; Ещё дальше — déjà vu ⟨𝔼⟩",
];

describe("a card for sharing", () => {
  it("has the size that networks ask for", async () => {
    const { width, height } = await loadImage(await cardPng(card("A")));
    expect({ width, height }).toEqual({ ...cardSize });
  });

  it.each(titles)("keeps its right margin free whatever the title: %s", async (title) => {
    const png = await cardPng(card(title));
    expect(await inkIn(png, cardSize.width - 30, cardSize.width)).toBe(0);
    expect(await inkIn(png, 60, cardSize.width - 30)).toBeGreaterThan(1000);
  });

  it.each(titles)("keeps the words clear of the figure: %s", async (title) => {
    const png = await cardPng(card(title, { figure }));
    expect(await inkIn(png, 570, 590)).toBe(0);
    expect(await inkIn(png, 600, cardSize.width - 40)).toBeGreaterThan(1000);
  });

  it("is the same to the last byte when drawn again", async () => {
    const again = card("Twice", { figure });
    expect((await cardPng(again)).equals(await cardPng(again))).toBe(true);
  });
});
