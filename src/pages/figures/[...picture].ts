import type { APIRoute, GetStaticPaths } from "astro";

import { stillPng, stillSvg } from "#channels/still-figure.ts";
import { shownFigures, type ShownFigure } from "#experiments.ts";
import type { ThemeName } from "#figures/palette.ts";

interface Props {
  readonly figure: ShownFigure;
  readonly theme: ThemeName;
  readonly format: "svg" | "png";
}

/** `/figures/<experiment>/<preset>/<figure>-<theme>.<format>`. */
export const getStaticPaths = (() =>
  shownFigures().flatMap(({ folder, figure }) =>
    (["light", "dark"] as const).flatMap((theme) =>
      (["svg", "png"] as const)
        .filter((format) => format === "png" || figure.kind !== "images")
        .map((format) => ({
          params: { picture: `${folder}/${figure.id}-${theme}.${format}` },
          props: { figure, theme, format } satisfies Props,
        })),
    ),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<Props> = ({ props: { figure, theme, format } }) => {
  const isSvg = format === "svg" && figure.kind !== "images";
  const picture = isSvg ? stillSvg(figure, theme) : stillPng(figure, theme);
  return new Response(new Uint8Array(picture), {
    headers: { "content-type": isSvg ? "image/svg+xml" : "image/png" },
  });
};
