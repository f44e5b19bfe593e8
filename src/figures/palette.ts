import type { Mark, Origin, Series } from "#lab/figure.ts";

export type ThemeName = "light" | "dark";

export interface Theme {
  readonly paper: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly rule: string;
  /** Two neutrals, and the accent for the reader's own run. */
  readonly origins: Readonly<Record<Exclude<Origin, "here">, string>>;
  /** Hues of quantities where no origins are compared: a neutral, then Okabe–Ito's, darkened or lightened to be read as text. */
  readonly hues: Readonly<Record<Mark, string>>;
}

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    paper: "#fffdf8",
    ink: "#1d1b18",
    inkSoft: "#5b564e",
    rule: "#d9d3c7",
    origins: { published: "#766f64", recorded: "#4d4a45", yours: "#0b5fa5" },
    hues: { 0: "#1d1b18", 1: "#b34700", 2: "#00795c", 3: "#9c4a78" },
  },
  dark: {
    paper: "#181512",
    ink: "#ece5d9",
    inkSoft: "#b3aa9b",
    rule: "#443d34",
    origins: { published: "#a1988a", recorded: "#c9c1b3", yours: "#7cc0f2" },
    hues: { 0: "#ece5d9", 1: "#f0a35e", 2: "#4fc9a4", 3: "#e6a3c8" },
  },
};

/** The colour of a series: by origin where that is said, by quantity elsewhere. */
export function colourOf({ origin, mark }: Pick<Series, "origin" | "mark">, theme: Theme): string {
  return origin === "here" ? theme.hues[mark] : theme.origins[origin];
}

/** Dash and marker of a quantity, so that colour is never the only sign. */
export const marks: Readonly<
  Record<
    Mark,
    {
      readonly dash: readonly number[];
      readonly point: "circle" | "rect" | "triangle" | "rectRot";
    }
  >
> = {
  0: { dash: [], point: "circle" },
  1: { dash: [8, 3, 2, 3], point: "rectRot" },
  2: { dash: [6, 4], point: "triangle" },
  3: { dash: [2, 3], point: "rect" },
};
