import { createRequire } from "node:module";

import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";

import { drawFigure } from "#figures/draw.ts";
import { fontFamily } from "#figures/font.ts";
import { themes } from "#figures/palette.ts";
import type { PictureFigure } from "#lab/figure.ts";

import { pngOf, release } from "./canvas.ts";
import { cardSize } from "./share-card-size.ts";
import { registerFonts } from "./still-figure.ts";
import { stillSize } from "./still-size.ts";

/** What a card says and shows. */
export interface ShareCard {
  /** The newsletter's name. */
  readonly name: string;
  /** Number and day of an issue, or what kind of page it is. */
  readonly place: string;
  readonly title: string;
  readonly figure?: PictureFigure;
}

const edge = 64;
const theme = themes.light;
const serif =
  '"Source Serif 4", "Source Serif 4 ext", "Source Serif 4 greek", "Source Serif 4 cyrillic", serif';
/** From the largest letters that the title may have to the smallest, pixels. */
const titleSizes = [72, 64, 56, 50, 44, 39, 35, 31] as const;

/** The card as PNG: words on the left, the figure on the right; without a figure the words alone. */
export async function cardPng({ name, place, title, figure }: ShareCard): Promise<Buffer> {
  registerFaces();
  const canvas = createCanvas(cardSize.width, cardSize.height);
  const context = canvas.getContext("2d");
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, cardSize.width, cardSize.height);
  context.fillStyle = theme.origins.yours;
  context.fillRect(0, 0, 12, cardSize.height);
  const width = (figure === undefined ? cardSize.width : cardSize.width / 2) - edge * 1.5;
  context.textBaseline = "alphabetic";
  line(context, name, { font: `600 34px ${fontFamily}`, ink: theme.ink, y: edge + 28, width });
  const foot = cardSize.height - edge;
  line(context, place, { font: `400 28px ${fontFamily}`, ink: theme.inkSoft, y: foot, width });
  drawTitle(context, title, { top: edge + 28 + 48, bottom: foot - 28 - 36, width });
  if (figure !== undefined) drawPicture(context, figure);
  return pngOf(canvas);
}

interface Line {
  readonly font: string;
  readonly ink: string;
  /** Of the letters' feet. */
  readonly y: number;
  readonly width: number;
}

/** One line, cut where there is no more room. */
function line(context: SKRSContext2D, text: string, { font, ink, y, width }: Line): void {
  context.font = font;
  context.fillStyle = ink;
  context.fillText(cut(context, text, width), edge, y);
}

/** The title in the largest letters that it has room in, in the middle of that room. */
function drawTitle(
  context: SKRSContext2D,
  title: string,
  { top, bottom, width }: { readonly top: number; readonly bottom: number; readonly width: number },
): void {
  const fits = titleSizes.find((size) => {
    context.font = `600 ${size}px ${serif}`;
    const lines = wrapped(context, title, width);
    return (
      lines.length * size * 1.18 <= bottom - top &&
      lines.every((words) => isWhole(context, words, width))
    );
  });
  const size = fits ?? titleSizes.at(-1) ?? 0;
  context.font = `600 ${size}px ${serif}`;
  context.fillStyle = theme.ink;
  const height = size * 1.18;
  const all = wrapped(context, title, width);
  const lines = all.slice(0, Math.max(1, Math.floor((bottom - top) / height)));
  const first = (top + bottom - lines.length * height) / 2 + size * 0.95;
  for (const [i, words] of lines.entries()) {
    const isCut = i === lines.length - 1 && lines.length < all.length;
    context.fillText(cut(context, isCut ? `${words} …` : words, width), edge, first + i * height);
  }
}

/** The words of a text in as many lines as the width needs. */
function wrapped(context: SKRSContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
    if (lines.length > 0 && isWhole(context, longer, width)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function isWhole(context: SKRSContext2D, text: string, width: number): boolean {
  return context.measureText(text).width <= width;
}

/** As much of a text as the width holds, an ellipsis for the rest. */
function cut(context: SKRSContext2D, text: string, width: number): string {
  if (isWhole(context, text, width)) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && !isWhole(context, `${letters.join("").trimEnd()}…`, width))
    letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** The figure in the right half, as large as it fits, with a hairline around it. */
function drawPicture(context: SKRSContext2D, figure: PictureFigure): void {
  const size = stillSize(figure, "narrow");
  const box = { width: cardSize.width / 2 - edge, height: cardSize.height - 2 * edge };
  const scale = Math.min(box.width / size.width, box.height / size.height);
  const canvas: Canvas = createCanvas(size.width, size.height);
  // The Node canvas has every member of the browser's that a drawing uses.
  drawFigure(canvas as unknown as HTMLCanvasElement, figure, theme, size, scale);
  const width = size.width * scale;
  const height = size.height * scale;
  const x = cardSize.width - edge - (box.width + width) / 2;
  const y = (cardSize.height - height) / 2;
  context.drawImage(canvas, x, y, width, height);
  release(canvas);
  context.strokeStyle = theme.rule;
  context.lineWidth = 2;
  context.strokeRect(x - 8, y - 8, width + 16, height + 16);
}

/** The site's serif, under one name for each of its files: letters that one lacks are taken from the next. */
function registerFaces(): void {
  registerFonts();
  if (GlobalFonts.has("Source Serif 4")) return;
  const { resolve } = createRequire(import.meta.url);
  for (const part of ["latin", "latin-ext", "greek", "cyrillic"]) {
    GlobalFonts.registerFromPath(
      resolve(`@fontsource-variable/source-serif-4/files/source-serif-4-${part}-wght-normal.woff2`),
      part === "latin" ? "Source Serif 4" : `Source Serif 4 ${part.replace("latin-", "")}`,
    );
  }
}
