import type { Figure, Origin, Series } from "./figure.ts";

/**
 * A figure of a reader's run, in which every number that is not published is theirs, drawn over the recorded figures of the same
 * parameters: a chart shows the recorded one with its id too; pictures, tables and all words are the reader's.
 */
export function compared(recorded: readonly Figure[], figure: Figure): Figure {
  const own = withOrigin(figure, "yours");
  const other = recorded.find(({ id }) => id === figure.id);
  if (own.kind === "line" && other?.kind === "line") {
    return { ...own, series: joined(own.series, other.series) };
  }
  if (own.kind === "scatter" && other?.kind === "scatter") {
    return { ...own, series: joined(own.series, other.series) };
  }
  if (own.kind === "bar" && other?.kind === "bar") {
    return { ...own, series: joined(own.series, other.series) };
  }
  return own;
}

/** Published series once, then what was recorded, then the reader's, which is drawn last and so on top. */
function joined(own: readonly Series[], other: readonly Series[]): Series[] {
  const recorded = other
    .filter(({ origin, isPrediction }) => origin === "here" && isPrediction !== true)
    .map((series): Series => ({ ...series, origin: "recorded" }));
  return [...own.filter(isPublished), ...recorded, ...own.filter((series) => !isPublished(series))];
}

function isPublished({ origin }: Series): boolean {
  return origin === "published";
}

function withOrigin(figure: Figure, origin: Origin): Figure {
  if (figure.kind !== "line" && figure.kind !== "scatter" && figure.kind !== "bar") return figure;
  return {
    ...figure,
    series: figure.series.map((series) =>
      series.origin === "here" ? { ...series, origin } : series,
    ),
  };
}
