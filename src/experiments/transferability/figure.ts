import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, Point, ScatterFigure } from "#lab/figure.ts";
import type { Interval } from "#lab/intervals.ts";
import { type ArchitectureName, architectureTitles } from "#ml/architectures.ts";

import { pairOf } from "./claims.ts";
import { correlate } from "./correlation.ts";
import { type Mean, meanRivals } from "./mean-rivals.ts";
import type { Outcome } from "./outcome.ts";
import { casts } from "./plan.ts";
import { shortTitles } from "./short-titles.ts";
import type { Params } from "./spec.ts";

/** Read off figure 3 of Ilyas et al. 2019. */
const published: readonly Point[] = [
  { x: 28, y: 65.5, label: "VGG-16" },
  { x: 39.4, y: 83, label: "Inception-v3" },
  { x: 40.9, y: 92, label: "ResNet-18" },
  { x: 41.7, y: 92.5, label: "DenseNet" },
  { x: 44.7, y: 100, label: "ResNet-50" },
];

const percentage = (share: number): number =>
  Math.round(1000 * Math.min(1, Math.max(0, share))) / 10;
const ends = ({ low, high }: Interval): { low: number; high: number } => ({
  low: percentage(low),
  high: percentage(high),
});
const source = ({ source: name }: Params): string => architectureTitles[name].toLowerCase();

function pointOf(mean: Mean, isOfSeveral: boolean): Point {
  const point = {
    x: percentage(mean.learnt),
    y: percentage(mean.transfer),
    label: shortTitles[mean.architecture],
  };
  if (!isOfSeveral) return point;
  const across = ends(mean.learntInterval);
  return { ...point, ...ends(mean.transferInterval), lowX: across.low, highX: across.high };
}

function correlationWords(means: readonly Mean[], planned: number): string {
  const found = correlate(means.map(pairOf));
  if (found === undefined) return `${means.length} of ${planned} architectures have finished.`;
  const { pearson, low, high, spearman } = found;
  return `Pearson’s correlation of the two is ${pearson.toFixed(2)} (95 % interval ${low.toFixed(2)} to ${high.toFixed(2)} by Fisher’s z, ${means.length} architectures), Spearman’s ${spearman.toFixed(2)}.`;
}

function scatter(outcomes: readonly Outcome[], params: Params): ScatterFigure {
  const means = meanRivals(outcomes);
  const points = means.map((mean) => pointOf(mean, outcomes.length > 1));
  const planned = casts[params.cast].length;
  const [least, most] = [
    points.toSorted((a, b) => a.x - b.x)[0],
    points.toSorted((a, b) => b.x - a.x)[0],
  ];
  return {
    kind: "scatter",
    id: "transfer",
    title: "Who learns from attacks, and whom they fool",
    caption:
      least === undefined || most === undefined
        ? `No architecture has finished yet. The source is the ${source(params)}.`
        : points.length === 1
          ? `The first point: ${least.label} learns ${least.x} % from the source’s perturbed images and is fooled by ${least.y} % of its attacks.`
          : `Of the architectures, ${most.label} learns most from the perturbed images (${most.x} % of clean ones right; ${most.y} % of the source’s attacks fool it) and ${least.label} least (${least.x} %; ${least.y} %). ${correlationWords(means, planned)}`,
    alt: `One point an architecture, what it learns across and how often it is fooled up: ${
      points.map(({ x, y, label }) => `${label} ${x} %, ${y} %`).join("; ") || "none yet"
    }. Published: ${published.map(({ x, y, label }) => `${label} ${x} %, ${y} %`).join("; ")}.`,
    x: { title: "learnt: clean test images right (%)", min: 0, max: 50 },
    y: { title: "attacks that fool it too (%)", min: 0, max: 100 },
    series: [
      { label: "here", mark: 0, origin: "here", points },
      { label: "published (CIFAR-10)", mark: 1, origin: "published", points: published },
    ],
    rules: [],
  };
}

function ordinary(outcomes: readonly Outcome[], params: Params): BarFigure {
  const names: readonly ArchitectureName[] = casts[params.cast];
  const means = meanRivals(outcomes);
  const points = means.map((mean): Point => {
    const { low, high } = ends(mean.accuracyInterval);
    const point = { x: names.indexOf(mean.architecture), y: percentage(mean.accuracy) };
    return outcomes.length > 1 ? { ...point, low, high } : point;
  });
  const made = outcomes.flatMap(({ source: of }) => of ?? []);
  const mean = (of: (one: (typeof made)[number]) => number): number =>
    percentage(made.reduce((sum, one) => sum + of(one), 0) / made.length);
  return {
    kind: "bar",
    id: "ordinary",
    title: "The same architectures, taught in the ordinary way",
    caption:
      made.length === 0
        ? "The source is still being trained."
        : `The source gets ${mean(({ accuracy }) => accuracy)} % of clean images right; its targeted attack succeeds on ${mean(({ fooled }) => fooled)} % of the training images, its untargeted one on ${mean(({ mistaken }) => mistaken)} % of the test images. The bars are networks trained on true labels, those that the attacks are tried on.`,
    alt: `Accuracy on clean test images after ordinary training: ${
      points.map(({ x, y }) => `${shortTitles[names[x] ?? params.source]} ${y} %`).join("; ") ||
      "none yet"
    }.`,
    categories: names.map((name) => shortTitles[name].replace(" ", "\n")),
    y: { title: "clean test images right (%)", min: 0, max: 100 },
    series: [{ label: "trained on true labels", mark: 0, origin: "here", points }],
    rules: [],
  };
}

/** The scatter, whose points come as architectures finish, and how good the networks are without attack. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield scatter(outcomes, params);
  yield ordinary(outcomes, params);
};
export default draw;
