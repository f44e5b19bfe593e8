import type { BarFigure, ChartFigure, LineFigure, ScatterFigure, Series } from "#lab/figure.ts";

import { barFills } from "./bar-fills.ts";
import { colourOf, marks, type Theme } from "./palette.ts";

/** One name of a key with the sign before it. */
interface KeyEntry {
  readonly label: string;
  readonly colour: string;
  /** A line with this quantity's dash and marker, or a filled square. */
  readonly sign: "square" | Series["mark"];
  /** Of a square, where it is not its colour. */
  readonly fill?: string;
  /** The marker alone, or the line alone. */
  readonly without?: "line" | "marker";
}

export type Key = readonly (readonly KeyEntry[])[];

/** Pixels: a row of the key, the sign before a name, and the room after it. */
const rowHeight = 18;
const signWidth = 30;
const squareWidth = 16;
const gap = 14;

/** What a series is called where several are seen together. */
export function seriesName({ label, origin }: Pick<Series, "label" | "origin">): string {
  return origin === "recorded" || origin === "yours" ? `${label}, ${origin}` : label;
}

/** The key of a figure, in rows no wider than `width` pixels. */
export function keyRows(
  figure: ChartFigure,
  theme: Theme,
  width: number,
  measure: (text: string) => number,
): Key {
  const rows: KeyEntry[][] = [[]];
  let used = 0;
  for (const entry of figure.kind === "bar"
    ? barEntries(figure, theme)
    : lineEntries(figure, theme)) {
    const needed = widthOf(entry, measure);
    if (used > 0 && used + needed > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(entry);
    used += needed;
  }
  return rows;
}

export function keyHeight(key: Key): number {
  return key.length * rowHeight + 6;
}

/** Draws the key from the corner (`left`, `top`); the context's font is the caller's. */
export function drawKey(
  context: CanvasRenderingContext2D,
  key: Key,
  theme: Theme,
  { left, top }: { readonly left: number; readonly top: number },
): void {
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const [row, entries] of key.entries()) {
    const middle = top + (row + 0.5) * rowHeight;
    let x = left;
    for (const entry of entries) {
      drawSign(context, entry, x, middle);
      context.fillStyle = theme.ink;
      context.fillText(entry.label, x + signRoom(entry), middle);
      x += widthOf(entry, (text) => context.measureText(text).width);
    }
  }
}

function widthOf(entry: KeyEntry, measure: (text: string) => number): number {
  return signRoom(entry) + measure(entry.label) + gap;
}

function signRoom({ sign }: KeyEntry): number {
  return sign === "square" ? squareWidth : signWidth;
}

/** One entry a series; where several quantities are compared, one a quantity and one an origin. */
function barEntries({ series }: Pick<BarFigure, "series">, theme: Theme): KeyEntry[] {
  const fills = barFills(series, theme);
  const own = series.filter(({ origin }) => origin === "yours");
  if (own.length > 1 && series.some(({ origin }) => origin === "recorded")) {
    const neutral: Theme = { ...theme, origins: { ...theme.origins, yours: theme.inkSoft } };
    return [
      ...barEntries({ series: series.filter(({ origin }) => origin === "published") }, theme),
      ...barEntries({ series: own }, neutral).map((entry, i) => ({
        ...entry,
        label: own[i]?.label ?? "",
      })),
      ...originEntries(theme),
    ];
  }
  return series.map((one, i) => ({
    label: seriesName(one),
    colour: colourOf(one, theme),
    sign: "square",
    fill: fills[i] ?? colourOf(one, theme),
  }));
}

/** One entry a quantity, and one an origin where two are compared. */
function lineEntries({ kind, series }: LineFigure | ScatterFigure, theme: Theme): KeyEntry[] {
  const withoutOf = ({ path }: Series): Pick<KeyEntry, "without"> =>
    kind === "scatter" ? { without: "line" } : path === undefined ? {} : { without: "marker" };
  const isCompared = series.some(({ origin }) => origin === "recorded");
  if (!isCompared) {
    return series.map((one) => ({
      label: one.label,
      colour: colourOf(one, theme),
      sign: one.mark,
      ...withoutOf(one),
    }));
  }
  const own = series.filter(({ origin }) => origin === "yours");
  return [
    ...own.map((one): KeyEntry => ({
      label: one.label,
      colour: theme.inkSoft,
      sign: one.mark,
      ...withoutOf(one),
    })),
    ...originEntries(theme),
  ];
}

function originEntries(theme: Theme): KeyEntry[] {
  return (["recorded", "yours"] as const).map((origin) => ({
    label: origin,
    colour: theme.origins[origin],
    sign: "square",
  }));
}

function drawSign(
  context: CanvasRenderingContext2D,
  { sign, colour, fill = colour, without }: KeyEntry,
  x: number,
  y: number,
): void {
  context.fillStyle = colour;
  context.strokeStyle = colour;
  if (sign === "square") {
    context.fillStyle = fill;
    context.fillRect(x, y - 5, 10, 10);
    context.lineWidth = 1.5;
    context.strokeRect(x + 0.75, y - 4.25, 8.5, 8.5);
    return;
  }
  const { dash, point } = marks[sign];
  if (without !== "line") {
    context.lineWidth = 2;
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 24, y);
    context.stroke();
    context.setLineDash([]);
  }
  if (without === "marker") return;
  context.beginPath();
  outline(context, point, x + 12, y);
  context.fill();
}

/** The path of a marker, 8 pixels across. */
function outline(
  context: CanvasRenderingContext2D,
  point: (typeof marks)[Series["mark"]]["point"],
  x: number,
  y: number,
): void {
  switch (point) {
    case "circle":
      context.arc(x, y, 4, 0, 2 * Math.PI);
      return;
    case "rect":
      context.rect(x - 3, y - 3, 6, 6);
      return;
    case "triangle":
      context.moveTo(x, y - 4);
      context.lineTo(x + 4, y + 3);
      context.lineTo(x - 4, y + 3);
      context.closePath();
      return;
    case "rectRot":
      context.moveTo(x, y - 4);
      context.lineTo(x + 4, y);
      context.lineTo(x, y + 4);
      context.lineTo(x - 4, y);
      context.closePath();
  }
}
