import type { HeatmapFigure, ImageGridFigure, ScatterFigure } from "#lab/figure.ts";

import type { Axes, Box, Cells, Drawn } from "./geometry.ts";
import { pickable } from "./scatter-marks.ts";

/** What can be picked on a drawn figure, by numbers from 0: cells row by row, pictures, or points. */
export interface PickTargets {
  /** Of a row of cells; 1 where there are no rows. */
  readonly columns: number;
  readonly at: (x: number, y: number) => number | undefined;
  readonly target: (number: number) => { readonly box: Box; readonly name: string } | undefined;
  /** Where an arrow key leads. */
  readonly next: (
    number: number,
    step: { readonly across: number; readonly down: number },
  ) => number;
}

/** Undefined where nothing is drawn to pick. */
export function pickTargets(
  figure: HeatmapFigure | ImageGridFigure | ScatterFigure,
  { cells, axes }: Pick<Drawn, "cells" | "axes">,
): PickTargets | undefined {
  if (figure.kind === "scatter") return axes === undefined ? undefined : points(figure, axes);
  return cells === undefined ? undefined : grid(cells);
}

function grid(cells: Cells): PickTargets {
  const { columns, rows } = cells;
  const cellOf = (number: number) => ({
    column: number % columns,
    row: Math.floor(number / columns),
  });
  return {
    columns,
    at: (x, y) => {
      const cell = cells.at(x, y);
      return cell === undefined ? undefined : cell.row * columns + cell.column;
    },
    target: (number) => {
      if (number < 0 || number >= columns * rows) return undefined;
      return { box: cells.box(cellOf(number)), name: cells.name(cellOf(number)) };
    },
    next: (number, { across, down }) => {
      const { column, row } = cellOf(number);
      return within(row + down, rows) * columns + within(column + across, columns);
    },
  };
}

function within(value: number, count: number): number {
  return Math.min(count - 1, Math.max(0, value));
}

/** Side of the square around a point, and how far from a point a click still means it, pixels. */
const pointSide = 22;
const reach = 40;

function points(figure: ScatterFigure, axes: Axes): PickTargets {
  const all = pickable(figure);
  const places = all.map((point) => axes.place(point));
  return {
    columns: 1,
    at: (x, y) => {
      const distances = places.map((place) => Math.hypot(place.x - x, place.y - y));
      const nearest = Math.min(...distances);
      return nearest <= reach ? distances.indexOf(nearest) : undefined;
    },
    target: (number) => {
      const [place, point] = [places[number], all[number]];
      if (place === undefined || point === undefined) return undefined;
      const box = {
        left: place.x - pointSide / 2,
        top: place.y - pointSide / 2,
        side: pointSide,
      };
      const { label = `point ${number + 1}`, x, y } = point;
      return { box, name: `${label}, ${figure.x.title} ${x}, ${figure.y.title} ${y}` };
    },
    next: (number, { across, down }) => {
      // To the neighbour in the direction of the key, as the points lie on the screen.
      const along = across !== 0 ? "x" : "y";
      const order = places
        .map((place, index) => ({ index, at: place[along] }))
        .toSorted((a, b) => a.at - b.at || a.index - b.index);
      const position = order.findIndex(({ index }) => index === number);
      const target = Math.min(order.length - 1, Math.max(0, position + across + down));
      return order[target]?.index ?? number;
    },
  };
}
