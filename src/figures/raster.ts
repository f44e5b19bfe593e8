import type { PictureFigure } from "#lab/figure.ts";

/** Points beyond which a chart's outlines weigh more than its pixels. */
const mostPoints = 250;

/** Whether a still picture is better kept as pixels than as outlines: pictures, heat maps, boards, and charts of very many points. */
export function isRaster(figure: PictureFigure): boolean {
  if (figure.kind === "images" || figure.kind === "heatmap" || figure.kind === "grid") return true;
  return figure.series.reduce((sum, { points }) => sum + points.length, 0) > mostPoints;
}
