import type { Series } from "#lab/figure.ts";

import { colourOf, type Theme } from "./palette.ts";

/** Of a series' colour in its bars, the rest paper: the first series of an origin, the second, and so on. */
const shares = [1, 0.4, 0.15, 0.7] as const;

/** The insides of each series' bars. Where origins are compared colour tells them, so several quantities of one origin differ in strength. */
export function barFills(series: readonly Series[], theme: Theme): string[] {
  return series.map((one, index) => {
    const colour = one.origin === "published" ? theme.rule : colourOf(one, theme);
    if (one.origin === "here") return colour;
    const before = series.slice(0, index).filter(({ origin }) => origin === one.origin).length;
    return mixed(colour, theme.paper, shares[before % shares.length] ?? 1);
  });
}

/** `share` of one colour and the rest of another, both as `#rrggbb`. */
function mixed(colour: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [a, b] = [colour, other].map((text) => Number.parseInt(text.slice(at, at + 2), 16));
    return Math.round(share * (a ?? 0) + (1 - share) * (b ?? 0));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
