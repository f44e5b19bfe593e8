import type { APIRoute, GetStaticPaths } from "astro";

import { stillPng, stillSvg, type StillWidth } from "#channels/still-figure.ts";
import { shownFigures } from "#experiments.ts";
import type { ThemeName } from "#figures/palette.ts";
import type { PictureFigure } from "#lab/figure.ts";

interface Props {
  readonly figure: PictureFigure;
  readonly width: StillWidth;
  readonly theme: ThemeName;
  readonly format: "svg" | "png";
}

/** `/figures/<experiment>/<preset>/<figure>-<width>-<theme>.<format>`: charts as SVG for the page, all as PNG for feeds, image grids as PNG for both. */
export const getStaticPaths = (() =>
  shownFigures().flatMap(({ folder, figure }) =>
    (["wide", "narrow"] as const).flatMap((width) =>
      (["light", "dark"] as const).flatMap((theme) =>
        (["svg", "png"] as const)
          .filter((format) =>
            format === "svg"
              ? figure.kind !== "images"
              : figure.kind === "images" || (width === "wide" && theme === "light"),
          )
          .map((format) => ({
            params: { picture: `${folder}/${figure.id}-${width}-${theme}.${format}` },
            props: { figure, width, theme, format } satisfies Props,
          })),
      ),
    ),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<Props> = ({ props: { figure, width, theme, format } }) => {
  const isSvg = format === "svg" && figure.kind !== "images";
  return isSvg
    ? new Response(stillSvg(figure, width, theme), {
        headers: { "content-type": "image/svg+xml" },
      })
    : new Response(new Uint8Array(stillPng(figure, width, theme)), {
        headers: { "content-type": "image/png" },
      });
};
