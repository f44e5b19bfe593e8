import { packDrawing, unpackDrawing } from "#lab/drawing.ts";

import { answer, type Example, type Label, type Network } from "./network.ts";
import { cellsAPixel, map, pad } from "./plan.ts";

/** A drawn point: an example that knows its pixel. */
export interface DrawnPoint extends Example {
  /** Row-major, from the top left. */
  readonly pixel: number;
}

/** The inked pixels of a pad as points, the middle of the pad being 0, 0 and its edges 1 away. */
export function pointsOf(drawing: string, label: Label): DrawnPoint[] {
  return unpackDrawing(drawing, pad).flatMap((isInked, pixel) => {
    if (!isInked) return [];
    const [column, row] = [pixel % pad.width, Math.floor(pixel / pad.width)];
    return [{ x: acrossOf(column, 1), y: upOf(row, 1), label, pixel }];
  });
}

/** The pixels of points as a drawing. */
export function drawingOf(points: readonly DrawnPoint[]): string {
  const pixels = new Set(points.map(({ pixel }) => pixel));
  return packDrawing(Array.from({ length: pad.width * pad.height }, (_, i) => pixels.has(i)));
}

/** The points that a network gets wrong, under its answers. */
export function mistakesOf(network: Network, points: readonly DrawnPoint[]): DrawnPoint[] {
  return points.flatMap((point) => {
    const label = answer(network, point.x, point.y);
    return label === point.label ? [] : [{ ...point, label }];
  });
}

/** The same points under their labels, dealt out among them in another order. */
export function dealt(points: readonly DrawnPoint[], order: Int32Array): DrawnPoint[] {
  return points.map((point, i) => ({
    ...point,
    label: points[order[i] ?? i]?.label ?? point.label,
  }));
}

/** What a network answers all over the plane: a drawing of `map`, inked where it sees class 1. */
export function mapOf(network: Network): string {
  return packDrawing(
    Array.from({ length: map.width * map.height }, (_, cell) => {
      const [column, row] = [cell % map.width, Math.floor(cell / map.width)];
      return answer(network, acrossOf(column, cellsAPixel), upOf(row, cellsAPixel)) === 1;
    }),
  );
}

function acrossOf(column: number, each: number): number {
  return (2 * (column + 0.5)) / (each * pad.width) - 1;
}

function upOf(row: number, each: number): number {
  return 1 - (2 * (row + 0.5)) / (each * pad.height);
}
