import type { Figure, TableFigure } from "#lab/figure.ts";

import { seriesName } from "./key.ts";

/** The numbers behind a figure as a table: one row a point or picture. */
export function numbersOf(figure: Figure): Pick<TableFigure, "columns" | "rows"> {
  switch (figure.kind) {
    case "table":
      return { columns: figure.columns, rows: figure.rows };
    case "images":
      return {
        columns: ["row", ...(figure.rows[0]?.pictures.map((_, i) => `${i + 1}`) ?? [])],
        rows: figure.rows.map(({ label, pictures }) => [
          label,
          ...pictures.map((picture) => picture.label),
        ]),
      };
    case "line":
    case "bar":
      return {
        columns: [
          figure.kind === "line" ? figure.x.title : "",
          "series",
          figure.y.title,
          "lowest",
          "highest",
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
