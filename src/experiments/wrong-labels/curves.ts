import type { Axis, Mark, Point, Rule } from "#lab/figure.ts";

import { textureDistance } from "./plan.ts";
import type { Params } from "./spec.ts";

/** A share as a percentage with one decimal. */
const percent = (share: number): number => Math.round(1000 * share) / 10;
export const accuracyAxis = { title: "clean test images right (%)", min: 0, max: 100 };
export const chanceRule: Rule = { axis: "y", at: 10, label: "chance" };

/** The same quantity has the same mark in every figure. */
export const mark = { truth: 0, taught: 1, control: 2, fooled: 3 } as const satisfies Readonly<
  Record<string, Mark>
>;

/** Mean over seeds with the lowest and the highest, one point an x that every seed has reached. */
export function overSeeds<T>(
  rows: readonly (readonly T[])[],
  x: (row: T) => number,
  y: (row: T) => number,
): Point[] {
  const shortest = Math.min(...rows.map((row) => row.length));
  const [first = []] = rows;
  return first.slice(0, Number.isFinite(shortest) ? shortest : 0).map((row, i) => {
    const values = rows.flatMap((other) => other.slice(i, i + 1)).map((other) => percent(y(other)));
    const mean =
      Math.round((10 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 10;
    const point = { x: x(row), y: mean };
    return values.length === 1
      ? point
      : { ...point, low: Math.min(...values), high: Math.max(...values) };
  });
}

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
