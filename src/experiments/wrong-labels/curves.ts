import type { Axis, Mark, Rule } from "#lab/figure.ts";

import { textureDistance } from "./plan.ts";
import type { Params } from "./spec.ts";

export const accuracyAxis = { title: "clean test images right (%)", min: 0, max: 100 };
export const chanceRule: Rule = { axis: "y", at: 10, label: "chance" };

/** The same quantity has the same mark in every figure. */
export const mark = { truth: 0, taught: 1, control: 2, fooled: 3 } as const satisfies Readonly<
  Record<string, Mark>
>;

/** At the distance between two classes' textures a perturbation can swap one for the other. */
export function textureRules(dataset: Params["dataset"], texture: number): Rule[] {
  if (dataset !== "strokes" || texture === 0) return [];
  return [{ axis: "x", at: textureDistance(texture), label: "texture distance" }];
}

export const epsilonAxis = (params: Params): Axis => ({
  title: "epsilon, the largest change of an image (L2)",
  min: 0,
  max: params.epsilon,
});
