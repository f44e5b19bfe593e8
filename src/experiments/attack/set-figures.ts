import type { BarFigure, LineFigure, Point } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";

import { mark } from "./marks.ts";
import { medianEpsilon } from "./medians.ts";
import { type NetworkName, networkNames, type Outcome } from "./outcome.ts";
import { bisection } from "./plan.ts";
import { type Row, studiedRows } from "./rows.ts";
import type { Params } from "./spec.ts";

const points = 25;

/** Share of test images fooled over epsilon. */
export function fooledCurve(outcomes: readonly Outcome[], { norm }: Params): LineFigure {
  const seeds = studiedRows(outcomes);
  const largest = bisection.largest[norm];
  const curve = (name: NetworkName): Point[] =>
    percentsOverSeeds(
      seeds.map((rows) =>
        Array.from({ length: points + 1 }, (_, i) => {
          const epsilon = Math.round((1e4 * largest * i) / points) / 1e4;
          const fooled = rows.filter((row) => (row[name] ?? Infinity) <= epsilon);
          return { epsilon, share: fooled.length / rows.length };
        }),
      ),
      ({ epsilon }) => epsilon,
      ({ share }) => share,
    );
  const median = (name: NetworkName): string => {
    const all = seeds.map((rows) => medianEpsilon(rows, name).median);
    return (all.reduce((sum, one) => sum + one, 0) / all.length).toFixed(2);
  };
  const images = seeds.reduce((sum, rows) => sum + rows.length, 0);
  const told =
    images === 0
      ? "No test image has been attacked yet."
      : `Half of the ${images} test images fool the standard network within ${median("standard")}, the robust one within ${median("robust")}.`;
  return {
    kind: "line",
    id: "fooled",
    title: "How many test images an epsilon fools",
    caption: told,
    alt: `Share of images fooled over epsilon, rising for both networks. ${told}`,
    x: { title: `epsilon (${norm === "l2" ? "L2" : "L∞"})`, min: 0, max: largest },
    y: { title: "test images fooled (%)", min: 0, max: 100 },
    series: networkNames.map((name) => ({
      label: `${name} network`,
      mark: mark[name],
      origin: "here",
      points: images === 0 ? [] : curve(name),
    })),
    rules: [{ axis: "y", at: 50, label: "half" }],
  };
}

/** Where the slopes lie, beside where the ink lies. */
export function slopeBars(outcomes: readonly Outcome[]): BarFigure {
  const seeds = studiedRows(outcomes);
  const bar = (x: number, of: (row: Row) => number): Point[] =>
    percentsOverSeeds(
      seeds.map((rows) => [rows.reduce((sum, row) => sum + of(row), 0) / rows.length]),
      () => x,
      (share) => share,
    );
  const all = [
    ...bar(0, ({ area }) => area),
    ...bar(1, ({ slopesStandard }) => slopesStandard),
    ...bar(2, ({ slopesRobust }) => slopesRobust),
  ];
  const [area, standard, robust] = all.map(({ y }) => `${y} %`);
  const told =
    area === undefined
      ? "No test image has been looked at yet."
      : `${robust} of the energy of the robust network’s slopes lies on or beside the strokes, ${standard} of the standard network’s; that is ${area} of the picture.`;
  return {
    kind: "bar",
    id: "slopes",
    title: "Where the slopes lie",
    caption: told,
    alt: `Three bars. ${told}`,
    categories: ["area", "standard\nnetwork", "robust\nnetwork"],
    y: { title: "on or beside the strokes (%)", min: 0, max: 100 },
    series: [{ label: "mean over test images", mark: 2, origin: "here", points: all }],
    rules: [],
  };
}
