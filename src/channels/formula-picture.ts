import { createCanvas, loadImage } from "@napi-rs/canvas";

import type { Size } from "#figures/draw.ts";
import { themes } from "#figures/palette.ts";
import { oneLine } from "#newsletter/front-matter.ts";
import type { Formula } from "#newsletter/maths.ts";

import { pngOf } from "./canvas.ts";

/** Pixels of an em: the size of letters in a reader's program, or near it. */
const em = 17;
/** Paper around the formula, pixels. */
const margin = 2;

/** A formula that pages can show and that cannot be drawn; who builds knows the file. */
class FormulaError extends Error {
  readonly formula: Formula;

  constructor(formula: Formula, reason: string, options: ErrorOptions) {
    super(
      `$$${oneLine(formula.tex)}$$ can be shown but not drawn for feeds and mail: ${reason}; write it with the commands of LaTeX and amsmath`,
      options,
    );
    this.name = "FormulaError";
    this.formula = formula;
  }
}

/** A formula drawn: outlines without fonts, its size in CSS pixels. */
interface Drawing extends Size {
  readonly svg: string;
}

const drawings = new Map<string, Promise<Drawing>>();

/** Width and height of a formula's picture, CSS pixels. */
export async function formulaSize(formula: Formula): Promise<Size> {
  const { width, height } = await drawn(formula);
  return { width, height };
}

/** The formula as PNG at twice its size, on painted paper: a reader's dark page would swallow the letters. */
export async function formulaPng(formula: Formula): Promise<Buffer> {
  const { svg, width, height } = await drawn(formula);
  const canvas = createCanvas(width * 2, height * 2);
  const context = canvas.getContext("2d");
  const { paper, ink } = themes.light;
  context.fillStyle = paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const picture = await loadImage(Buffer.from(svg.replaceAll("currentColor", ink)));
  const edge = 2 * margin;
  context.drawImage(picture, edge, edge, canvas.width - 2 * edge, canvas.height - 2 * edge);
  return pngOf(canvas);
}

function drawn(formula: Formula): Promise<Drawing> {
  const key = JSON.stringify(formula);
  const known = drawings.get(key) ?? draw(formula);
  drawings.set(key, known);
  return known;
}

async function draw(formula: Formula): Promise<Drawing> {
  const markup = await converted(formula);
  // Thousandths of an em.
  const [, wide = "0", high = "0"] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(markup) ?? [];
  const [width, height] = [pixels(wide), pixels(high)];
  return {
    svg: markup.replace(
      / width="[^"]*" height="[^"]*"/,
      ` width="${width * 2}" height="${height * 2}"`,
    ),
    width: width + 2 * margin,
    height: height + 2 * margin,
  };
}

function pixels(thousandths: string): number {
  return Math.ceil((Number(thousandths) / 1000) * em);
}

async function converted(formula: Formula): Promise<string> {
  const { formulaSvg } = await import("./formula-drawing.ts");
  try {
    return await formulaSvg(formula, em);
  } catch (cause) {
    // MathJax throws objects that have a message and are no errors.
    const { message } = Object(cause) as { readonly message?: unknown };
    throw new FormulaError(formula, String(message ?? cause), { cause });
  }
}
