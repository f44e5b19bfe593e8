import type { APIRoute, GetStaticPaths } from "astro";

import { figureList } from "#channels/figure-list.ts";
import { drawingKey, keptPicture } from "#channels/picture-cache.ts";
import { stillPng, stillSvg } from "#channels/still-figure.ts";
import type { StillWidth } from "#channels/still-size.ts";
import { type ShownFigure, shownFigure } from "#experiments.ts";
import type { ThemeName } from "#figures/palette.ts";

interface Props {
  readonly shown: ShownFigure;
  readonly width: StillWidth;
  readonly theme: ThemeName;
  readonly format: "svg" | "png";
}

/** `/figures/<experiment>/<preset>/<figure>-<width>-<theme>.<format>`: charts as SVG for the page, all as PNG for feeds, image grids, heat maps and crowded charts as PNG for both. */
export const getStaticPaths = (() =>
  figureList.flatMap((shown) =>
    (["wide", "narrow"] as const).flatMap((width) =>
      (["light", "dark"] as const).flatMap((theme) =>
        (["svg", "png"] as const)
          .filter((format) =>
            format === "svg"
              ? !shown.isRaster
              : shown.isRaster || (width === "wide" && theme === "light"),
          )
          .map((format) => ({
            params: {
              picture: `${shown.experiment}/${shown.preset}/${shown.figure}-${width}-${theme}.${format}`,
            },
            props: { shown, width, theme, format } satisfies Props,
          })),
      ),
    ),
  )) satisfies GetStaticPaths;

/** Stands for what decides how a figure is drawn, beside the figure: our own code, and the versions of the libraries. */
const drawing = drawingKey(
  import.meta.glob<string>(["/src/figures/*.ts", "/src/channels/still-*.ts", "/package.json"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

export const GET: APIRoute<Props> = async ({ props: { shown, width, theme, format } }) => {
  const figure = shownFigure(shown);
  const picture = await keptPicture(
    JSON.stringify([drawing, figure, width, theme, format]),
    async () =>
      format === "svg" &&
      figure.kind !== "images" &&
      figure.kind !== "heatmap" &&
      figure.kind !== "grid"
        ? stillSvg(figure, width, theme)
        : stillPng(figure, width, theme),
  );
  return new Response(new Uint8Array(picture), {
    headers: { "content-type": format === "svg" ? "image/svg+xml" : "image/png" },
  });
};
