import type { Figure, GridFigure, TableFigure } from "#lab/figure.ts";

import { rowName } from "./image-grid.ts";
import { seriesName } from "./key.ts";

/** The numbers behind a figure as a table: one row a point or picture. */
export function numbersOf(figure: Figure): Pick<TableFigure, "columns" | "rows"> {
  switch (figure.kind) {
    case "table":
      return { columns: figure.columns, rows: figure.rows };
    case "images":
      return {
        columns: ["row", ...(figure.rows[0]?.pictures.map((_, i) => `${i + 1}`) ?? [])],
        rows: figure.rows.map((row) => [
          rowName(row),
          ...row.pictures.map((picture) => picture.label),
        ]),
      };
    case "heatmap":
      return {
        columns: [`${figure.y.title} \\ ${figure.x.title}`, ...figure.x.names],
        rows: figure.values.map((values, row) => [
          figure.y.names[row] ?? row,
          ...values.map((value) => value ?? ""),
        ]),
      };
    case "grid":
      return gridNumbers(figure);
    case "scatter":
      return {
        columns: ["point", "series", figure.x.title, figure.y.title, "lowest", "highest"],
        rows: figure.series.flatMap((series) =>
          series.points.map(({ x, y, lowX, highX, low, high, label }, i) => [
            label ?? i + 1,
            seriesName(series),
            lowX === undefined || highX === undefined ? x : `${x} (${lowX} to ${highX})`,
            y,
            low ?? "",
            high ?? "",
          ]),
        ),
      };
    case "line":
    case "bar":
      return {
        columns: [
          figure.kind === "line" ? figure.x.title : "",
          "series",
          figure.y.title,
          "95 % from",
          "95 % to",
        ],
        rows: figure.series.flatMap((series) =>
          series.points.map(({ x, y, low, high }) => [
            figure.kind === "line" ? x : (figure.categories[x] ?? x),
            seriesName(series),
            y,
            low ?? "",
            high ?? "",
          ]),
        ),
      };
  }
}

/** One row a moment of each board: what has happened, and what each choice is then worth, the one taken marked. */
function gridNumbers({ boards }: GridFigure): Pick<TableFigure, "columns" | "rows"> {
  const named = boards.flatMap(({ frames }) => frames).find(({ worth }) => worth !== undefined);
  const names = named?.worth?.choices.map(({ name }) => name) ?? [];
  return {
    columns: ["board", "what has happened", ...names.map((name) => `worth of ${name}`)],
    rows: boards.flatMap(({ label, frames }) =>
      frames.map(({ says, worth }) => [
        label,
        says,
        ...names.map((_, i) => {
          const value = worth?.choices[i]?.value;
          return value === undefined ? "" : `${value}${worth?.chosen === i ? " (taken)" : ""}`;
        }),
      ]),
    ),
  };
}
