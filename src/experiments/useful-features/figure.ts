import type { Draw } from "#lab/experiment.ts";
import type {
  BarFigure,
  ImageGridFigure,
  LineFigure,
  Picture,
  Point,
  ScatterFigure,
} from "#lab/figure.ts";
import { meanInterval, overSeeds } from "#lab/intervals.ts";
import { decodePixels } from "#lab/pixels.ts";
import { classNames } from "#ml/data-sets.ts";

import { wayToFragile } from "./claims.ts";
import { decodeNumbers } from "./numbers.ts";
import type { Found, Outcome, PlainFeature } from "./outcome.ts";
import type { Params } from "./spec.ts";

const waiting = "The directions are not measured yet.";

const foundIn = (outcomes: readonly Outcome[]): Found[] =>
  outcomes.flatMap(({ found }) => found ?? []);

/** Mean over the seeds, three decimals. */
const mean = (found: readonly Found[], of: (one: Found) => number): string =>
  meanInterval(found.map(of)).mean.toFixed(3);

/** Every n-th row, the last one among them: enough for a curve whose marks are to be told apart. */
function everyNth<Row>(rows: readonly Row[], n: number): Row[] {
  return rows.filter((_, i) => (rows.length - 1 - i) % n === 0);
}

/** What is smaller is drawn here. */
const lowest = -8;

const log = (value: number): number => Math.round(1000 * Math.log(value)) / 1000;

function place({ robustness, usefulness }: PlainFeature, label?: string): Point {
  const y = Math.max(lowest, log(Math.max(Math.abs(usefulness), 1e-9)));
  return { x: log(robustness), y, ...(label === undefined ? {} : { label }) };
}

function scatter(outcomes: readonly Outcome[], params: Params): ScatterFigure {
  const all = foundIn(outcomes);
  const [first] = all;
  const pair = [params.first, params.second].map((i) => classNames[params.dataset][i] ?? `${i}`);
  const robustness = decodeNumbers(first?.directions.robustness ?? "");
  const usefulness = decodeNumbers(first?.directions.usefulness ?? "");
  const directions = robustness.map((value, i) =>
    place({ robustness: value, usefulness: usefulness[i] ?? 0 }),
  );
  const heldOut = outcomes[0]?.heldOut ?? 0;
  const chance = heldOut === 0 ? [] : [log(1 / Math.sqrt(heldOut))];
  return {
    kind: "scatter",
    id: "directions",
    title: `Singular directions of ${pair.join(" against ")}`,
    caption:
      first === undefined
        ? waiting
        : `Each point is a direction: robust to the right, useful at the top. The most useful has ${mean(all, ({ best }) => best)}; of the ${first.ensemble.members} most fragile the best has ${mean(all, ({ ensemble }) => ensemble.best)}, and what lies below the dotted line is no more than chance allows. Click a point to see its picture.`,
    alt:
      first === undefined
        ? waiting
        : `${directions.length} directions of ${pair.join(" against ")}. Usefulness falls with robustness: the best has ${mean(all, ({ best }) => best)}. The sum of the ${first.ensemble.members} most fragile has ${mean(all, ({ ensemble }) => ensemble.usefulness)}, the mixture ${mean(all, ({ mixture }) => mixture.usefulness)}, least squares ${mean(all, ({ leastSquares }) => leastSquares.usefulness)}.`,
    x: { title: "robustness: ln of the standard deviation along it" },
    y: { title: "usefulness: ln |E[y f]|, held-out", min: lowest, max: 0 },
    series: [
      { label: "direction", mark: 0, origin: "here", points: directions },
      {
        label: "sum of fragile ones",
        mark: 1,
        origin: "here",
        points: first === undefined ? [] : [place(first.ensemble, "sum")],
      },
      {
        label: "mixture",
        mark: 2,
        origin: "here",
        points: first === undefined ? [] : [place(first.mixture, "mixture")],
      },
      {
        label: "least squares",
        mark: 3,
        origin: "here",
        points: first === undefined ? [] : [place(first.leastSquares, "least squares")],
      },
    ],
    rules: chance.map((at) => ({ axis: "y", at, label: "chance" })),
    pick: { parameter: "direction" },
    ...(first === undefined ? {} : { chosen: first.chosen.index }),
  };
}

function sums(outcomes: readonly Outcome[], params: Params): LineFigure {
  const all = foundIn(outcomes);
  const [first] = all;
  const total = first?.ensemble.curve.at(-1)?.members ?? 1;
  const curve = (y: (row: Found["ensemble"]["curve"][number]) => number): Point[] =>
    overSeeds(
      all.map(({ ensemble }) => everyNth(ensemble.curve, 3)),
      ({ members }) => Math.round((1000 * members) / total) / 10,
      y,
    );
  return {
    kind: "line",
    id: "ensemble",
    title: "Adding up fragile directions",
    caption:
      first === undefined
        ? waiting
        : `The sum of the ${first.ensemble.members} most fragile directions has a usefulness of ${mean(all, ({ ensemble }) => ensemble.usefulness)} on held-out pictures, their best member ${mean(all, ({ ensemble }) => ensemble.best)}. On the pictures that chose which way each points, it has ${mean(all, ({ ensemble }) => ensemble.inSample)}; but shuffled labels reach ${mean(all, ({ ensemble }) => ensemble.shuffled)} there, by chance alone.`,
    alt:
      first === undefined
        ? waiting
        : `Usefulness over the share of directions added up. At ${params.fragileShare} %: sum ${mean(all, ({ ensemble }) => ensemble.usefulness)}, best member ${mean(all, ({ ensemble }) => ensemble.best)}, in sample ${mean(all, ({ ensemble }) => ensemble.inSample)}, shuffled ${mean(all, ({ ensemble }) => ensemble.shuffled)}.`,
    x: { title: "most fragile directions added up (%)", min: 0, max: 100 },
    y: { title: "usefulness, E[y f]", min: -0.1, max: 1 },
    series: [
      { label: "best member", mark: 0, origin: "here", points: curve(({ best }) => best) },
      {
        label: "sum, held-out",
        mark: 1,
        origin: "here",
        points: curve(({ usefulness }) => usefulness),
      },
      { label: "sum, in sample", mark: 2, origin: "here", points: curve((row) => row.inSample) },
      {
        label: "in sample, shuffled labels",
        mark: 3,
        origin: "here",
        points: curve(({ shuffled }) => shuffled),
      },
    ],
    rules: [{ axis: "x", at: params.fragileShare, label: "chosen" }],
  };
}

function mixtures(outcomes: readonly Outcome[], { alpha }: Params): LineFigure {
  const all = foundIn(outcomes);
  const rows = all.map(({ mixture }) =>
    everyNth(mixture.curve, 4).map((row) => ({
      alpha: row.alpha,
      kept: (100 * row.usefulness) / (mixture.robust.usefulness || 1),
      way: 100 * wayToFragile({ ...mixture, robustness: row.robustness }),
    })),
  );
  const series = (y: (row: (typeof rows)[number][number]) => number): Point[] =>
    overSeeds(rows, (row) => row.alpha, y);
  const told =
    all.length === 0
      ? waiting
      : `At ${alpha} the mixture keeps ${mean(all, ({ mixture }) => mixture.usefulness)} of the robust direction’s ${mean(all, ({ mixture }) => mixture.robust.usefulness)}, and has gone ${Math.round(100 * meanInterval(all.map(({ mixture }) => wayToFragile(mixture))).mean)} % of the way to the junk’s robustness`;
  return {
    kind: "line",
    id: "mixture",
    title: "Mixing a useful direction with junk",
    caption:
      all.length === 0
        ? waiting
        : `${told}: by the definition a useful and fragile feature, though all its use is robust.`,
    alt: `Share of usefulness kept, and of the way to the junk’s robustness gone, over the part of junk. ${told}.`,
    x: { title: "part of junk in the mixture (alpha)", min: 0, max: 1 },
    y: { title: "share (%)", min: 0, max: 100 },
    series: [
      { label: "usefulness kept", mark: 0, origin: "here", points: series(({ kept }) => kept) },
      { label: "robustness lost (log)", mark: 2, origin: "here", points: series(({ way }) => way) },
    ],
    rules: [{ axis: "x", at: alpha, label: "chosen" }],
  };
}

function shown(pixels: string, label: string): Picture {
  return { pixels: decodePixels(pixels), label };
}

function pictures([first]: readonly Outcome[]): ImageGridFigure {
  const found = first?.found ?? null;
  const gallery = found?.gallery.map(({ index, picture }) => shown(picture, `${index}`)) ?? [];
  const half = Math.floor(gallery.length / 2);
  const difference = first === undefined || first.difference === "" ? [] : [first.difference];
  return {
    kind: "images",
    id: "pictures",
    title: "What the features look at",
    caption:
      found === null
        ? "The difference of the two classes’ means; the directions are not measured yet."
        : `White counts for the first class, black for the second. Above: the chosen direction, the sum of ${found.ensemble.members} fragile ones, the mixture of direction ${found.mixture.robust.index} with direction ${found.mixture.fragile.index}, least squares, and the difference of the classes’ means. Below: directions from the most robust on, by number.`,
    alt:
      found === null
        ? "One picture, the difference of the two classes’ means, or none yet."
        : `Pictures of weights: direction ${found.chosen.index}, the sum of fragile directions, the mixture, least squares, the difference of means; directions ${found.gallery.map(({ index }) => index).join(", ")}.`,
    width: first?.width === 0 ? 1 : (first?.width ?? 1),
    height: first?.height === 0 ? 1 : (first?.height ?? 1),
    channels: first?.channels === 3 ? 3 : 1,
    rows:
      found === null
        ? difference.map((pixels) => ({ label: "", pictures: [shown(pixels, "difference")] }))
        : [
            {
              label: "features",
              pictures: [
                shown(found.chosen.picture, `${found.chosen.index}`),
                shown(found.ensemble.picture, "sum"),
                shown(found.mixture.picture, "mixture"),
                shown(found.leastSquares.picture, "least sq."),
                ...difference.map((pixels) => shown(pixels, "difference")),
              ],
            },
            { label: "robust", pictures: gallery.slice(0, half) },
            { label: "fragile", pictures: gallery.slice(half, 2 * half) },
          ],
  };
}

const published = [0.386, 0.027, 0.208, 0.314, 0.286];

function comparison(outcomes: readonly Outcome[]): BarFigure {
  const all = foundIn(outcomes);
  const bars: readonly ((found: Found) => number)[] = [
    ({ best }) => best,
    ({ ensemble }) => ensemble.best,
    ({ ensemble }) => ensemble.usefulness,
    ({ mixture }) => mixture.robust.usefulness,
    ({ mixture }) => mixture.usefulness,
  ];
  const value = (i: number): string => {
    const bar = bars[i];
    return all.length === 0 || bar === undefined ? "not yet measured" : mean(all, bar);
  };
  return {
    kind: "bar",
    id: "comparison",
    title: "Here and in the comment",
    caption: `Best direction ${value(0)} here and 0.386 in the comment; best of the fragile ones ${value(1)} and 0.027, their sum ${value(2)} and 0.208; mixture ${value(4)} and 0.286, of a robust direction with ${value(3)} and 0.314. The comment took lorries and frogs of CIFAR-10.`,
    alt: `Bars of usefulness. Here: best direction ${value(0)}, best fragile ${value(1)}, sum of fragile ${value(2)}, robust ${value(3)}, mixture ${value(4)}. Published: ${published.join(", ")}.`,
    categories: ["best of\nall", "best\nfragile", "sum of\nfragile", "robust", "robust\nand junk"],
    // Bars are labelled with whole numbers.
    y: { title: "usefulness, 100 E[y f]", min: 0, max: 100 },
    series: [
      {
        label: "published (CIFAR-10)",
        mark: 1,
        origin: "published",
        points: published.map((y, x) => ({ x, y: Math.round(1000 * y) / 10 })),
      },
      {
        label: "here",
        mark: 0,
        origin: "here",
        points: bars.flatMap((bar, x) =>
          overSeeds(
            all.map((one) => [one]),
            () => x,
            (found) => 100 * bar(found),
          ),
        ),
      },
    ],
    rules: [],
  };
}

/** The directions by usefulness and robustness, both recipes for useful fragile features, their pictures, and the comparison; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield scatter(outcomes, params);
  yield sums(outcomes, params);
  yield mixtures(outcomes, params);
  yield pictures(outcomes);
  yield comparison(outcomes);
};
export default draw;
