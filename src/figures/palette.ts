import type { Role } from "#lab/figure.ts";

export type ThemeName = "light" | "dark";

export interface Theme {
  readonly paper: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly rule: string;
  /** Colour by who a number comes from: Okabe–Ito hues, lightened for the dark theme. */
  readonly colours: Readonly<Record<Role, string>>;
}

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    paper: "#fffdf8",
    ink: "#1d1b18",
    inkSoft: "#5b564e",
    rule: "#d9d3c7",
    colours: {
      published: "#766f64",
      recorded: "#4d4a45",
      yours: "#0b5fa5",
      control: "#b34700",
      plain: "#00795c",
    },
  },
  dark: {
    paper: "#181512",
    ink: "#ece5d9",
    inkSoft: "#b3aa9b",
    rule: "#443d34",
    colours: {
      published: "#a1988a",
      recorded: "#c9c1b3",
      yours: "#7cc0f2",
      control: "#f0a35e",
      plain: "#4fc9a4",
    },
  },
};

/** Dash and marker of a role, so that colour is never the only sign. */
export const marks: Readonly<
  Record<
    Role,
    {
      readonly dash: readonly number[];
      readonly point: "circle" | "rect" | "triangle" | "rectRot" | "crossRot";
    }
  >
> = {
  published: { dash: [2, 3], point: "rect" },
  recorded: { dash: [], point: "circle" },
  yours: { dash: [], point: "circle" },
  control: { dash: [6, 4], point: "triangle" },
  plain: { dash: [8, 3, 2, 3], point: "rectRot" },
};
