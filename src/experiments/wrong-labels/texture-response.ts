import type { LineFigure, Mark } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";

import { accuracyAxis, chanceRule, epsilonAxis } from "./curves.ts";
import type { Outcome } from "./outcome.ts";
import { textureDistance } from "./plan.ts";
import type { Params } from "./spec.ts";

const marksInTurn: readonly Mark[] = [0, 1, 2, 3];

/** One line a texture; nothing where only one was asked for. */
export function textureResponse(outcomes: readonly Outcome[], params: Params): LineFigure[] {
  if (params.dataset !== "strokes" || params.textures === 1) return [];
  const [first] = outcomes;
  const studied = [
    ...(first?.weakerTextures ?? []).map(({ texture }, i) => ({
      texture,
      doses: outcomes.map(({ weakerTextures }) => weakerTextures[i]?.doses ?? []),
    })),
    { texture: params.texture, doses: outcomes.map(({ doses }) => doses) },
  ].map(({ texture, doses }) => ({
    texture,
    points: percentsOverSeeds(
      doses,
      ({ epsilon }) => epsilon,
      ({ accuracyTrue }) => accuracyTrue,
    ),
  }));
  const finished = studied.filter(({ points }) => points.length > params.doses);
  const ends = finished.map(
    ({ texture, points }) => `${points.at(-1)?.y ?? 0} % at texture ${texture}`,
  );
  return [
    {
      kind: "line",
      id: "texture-response",
      title: "How strong the planted texture is",
      caption:
        ends.length === 0
          ? "No texture has been studied to its end yet."
          : `At epsilon ${params.epsilon} the pupil gets clean images right in ${ends.join(", ")}. The textures of two classes are this far apart: ${finished
              .filter(({ texture }) => texture > 0)
              .map(({ texture }) => `${textureDistance(texture).toFixed(1)} for ${texture}`)
              .join(", ")}.`,
      alt: `True class over epsilon, one line a texture: ${studied
        .map(
          ({ texture, points }) =>
            `texture ${texture}: ${points.map(({ x, y }) => `${y} % at ${x}`).join(", ") || "no value yet"}`,
        )
        .join("; ")}.`,
      x: epsilonAxis(params),
      y: accuracyAxis,
      series: studied.map(({ texture, points }, i) => ({
        label: `texture ${texture}`,
        mark: marksInTurn[i] ?? 0,
        origin: "here",
        points,
      })),
      rules: [chanceRule],
    },
  ];
}
