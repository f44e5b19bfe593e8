import type { Chart } from "chart.js";

import type { ScatterFigure } from "#lab/figure.ts";

import { haloed } from "./halo.ts";
import type { Theme } from "./palette.ts";

/** Height of a point's name, its distance from the point, and half of a marker, pixels. */
const nameHeight = 13;
const nameGap = 9;
const markerRoom = 5;
/** Lines that a name may stand above or below its point. */
const furthest = 6;

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The names of points beside them; where there is no room, further up or down at the end of a thin line. */
export function drawPointNames(chart: Chart, figure: ScatterFigure, theme: Theme): void {
  const { ctx, chartArea, scales } = chart;
  const placeOf = ({ x, y }: Place): Place => ({
    x: scales["x"]?.getPixelForValue(x) ?? 0,
    y: scales["y"]?.getPixelForValue(y) ?? 0,
  });
  const markers = figure.series.flatMap(({ points }) =>
    points.map((point) => around(placeOf(point), markerRoom, markerRoom)),
  );
  const taken: Box[] = [];
  const chosen: { readonly label: string; readonly box: Box }[] = [];
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.lineWidth = 1;
  for (const { point, label } of named(figure)) {
    const place = placeOf(point);
    const boxes = candidates(place, ctx.measureText(label).width).filter(
      (box) => isWithin(box, chartArea) && !taken.some((other) => overlap(box, other)),
    );
    // Among hundreds of points no name is free of markers.
    const box = boxes.find((one) => !markers.some((marker) => overlap(one, marker))) ?? boxes.at(0);
    if (box === undefined) continue;
    taken.push(box);
    chosen.push({ label, box });
    const middle = (box.top + box.bottom) / 2;
    if (Math.abs(middle - place.y) > nameHeight / 2) {
      ctx.strokeStyle = theme.inkSoft;
      ctx.beginPath();
      ctx.moveTo(place.x, place.y);
      ctx.lineTo(box.left > place.x ? box.left - 2 : box.right + 2, middle);
      ctx.stroke();
    }
  }
  ctx.fillStyle = theme.ink;
  for (const { label, box } of chosen) {
    haloed(ctx, label, { x: box.left, y: (box.top + box.bottom) / 2 }, theme);
  }
}

/** Points with their names, the reader's first; what was recorded under a name that the reader's point has goes without. */
function named({ series }: ScatterFigure): { readonly point: Place; readonly label: string }[] {
  const seen = new Set<string>();
  return series.toReversed().flatMap(({ origin, points }) =>
    points.flatMap((point) => {
      const { label } = point;
      if (label === undefined || (origin === "recorded" && seen.has(label))) return [];
      seen.add(label);
      return [{ point, label }];
    }),
  );
}

/** Where the name of a point may stand, the best place first: right of it, left of it, then line by line further away. */
function candidates({ x, y }: Place, width: number): Box[] {
  const rises = [0, ...Array.from({ length: furthest }, (_, i) => [i + 1, -i - 1]).flat()];
  return rises.flatMap((rise) => {
    const middle = y + rise * nameHeight;
    return [x + nameGap, x - nameGap - width].map((left) => ({
      left,
      right: left + width,
      top: middle - nameHeight / 2,
      bottom: middle + nameHeight / 2,
    }));
  });
}

function around({ x, y }: Place, across: number, up: number): Box {
  return { left: x - across, right: x + across, top: y - up, bottom: y + up };
}

function isWithin(box: Box, area: Box): boolean {
  return (
    box.left >= area.left &&
    box.right <= area.right &&
    box.top >= area.top - nameHeight / 2 &&
    box.bottom <= area.bottom
  );
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
