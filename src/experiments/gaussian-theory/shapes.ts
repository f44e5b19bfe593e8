import type { Point } from "#lab/figure.ts";

import { eigen, fromCoordinates, type Symmetric, type Vector } from "./symmetric.ts";

/** Half the width and height of the plane that is drawn. */
export const plane = { x: 9, y: 7 } as const;

const vertices = 60;

/** Where a Gaussian's density has fallen to that of one standard deviation, as a closed curve. */
export function ellipse([cx, cy]: Vector, covariance: Symmetric): Point[] {
  const axes = eigen(covariance);
  const [length, width] = axes.values.map(Math.sqrt);
  return Array.from({ length: vertices }, (_, i) => {
    const turn = (2 * Math.PI * i) / vertices;
    const [x, y] = fromCoordinates(axes, [
      (length ?? 0) * Math.cos(turn),
      (width ?? 0) * Math.sin(turn),
    ]);
    return point(cx + x, cy + y);
  });
}

/** The line through the middle at a right angle to the gradient, as far as the plane goes. */
export function boundary([gx, gy]: Vector): Point[] {
  const reach = Math.min(
    gy === 0 ? Infinity : plane.x / Math.abs(gy),
    gx === 0 ? Infinity : plane.y / Math.abs(gx),
  );
  if (!Number.isFinite(reach)) return [];
  return [point(-gy * reach, gx * reach), point(gy * reach, -gx * reach)].toSorted(
    (a, b) => a.x - b.x,
  );
}

/** From the middle in a direction, of length 1. */
export function ray([x, y]: Vector): Point[] {
  const length = Math.hypot(x, y);
  return length === 0 ? [] : [point(0, 0), point(x / length, y / length)];
}

function point(x: number, y: number): Point {
  return { x: Math.round(x * 1e3) / 1e3, y: Math.round(y * 1e3) / 1e3 };
}
