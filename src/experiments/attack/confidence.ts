import type { HeatmapFigure, LineFigure, Point } from "#lab/figure.ts";
import { classCount } from "#ml/images.ts";

import { mark } from "./marks.ts";
import { type NetworkName, networkNames, type Outcome, type View } from "./outcome.ts";
import { watchedSteps } from "./plan.ts";
import type { Params } from "./spec.ts";
import { confidence, endOf } from "./words.ts";

const percentage = (share: number): number => Math.round(1000 * share) / 10;

function points(view: View | null): Point[] {
  return (view?.confidences ?? []).map((shares, x) => ({
    x,
    y: percentage(shares[view?.answer ?? 0] ?? 0),
  }));
}

/** How both networks let go of their first answer. */
export function firstAnswer([first]: readonly Outcome[], params: Params): LineFigure {
  const views = networkNames.map((name) => ({ name, view: first?.[name] ?? null }));
  const told = views.map(({ name, view }) =>
    view === null
      ? `the ${name} network has no answer yet`
      : `the ${name} network’s confidence in its first answer, ${view.answer}, goes from ${confidence(view.confidences[0]?.[view.answer])} to ${confidence(view.confidences.at(-1)?.[view.answer])} in ${view.confidences.length - 1} of ${watchedSteps(params)} steps`,
  );
  return {
    kind: "line",
    id: "first-answer",
    title: "What is left of the first answer",
    caption: `Under attack, ${told.join("; ")}.`,
    alt: `Confidence over attack steps: ${told.join("; ")}.`,
    x: { title: "attack steps", min: 0, max: watchedSteps(params) },
    y: { title: "confidence in the first answer (%)", min: 0, max: 100 },
    series: views.map(({ name, view }) => ({
      label: `${name} network`,
      mark: mark[name],
      origin: "here",
      points: points(view),
    })),
    rules: [],
  };
}

/** Confidence of every class after every step, for one network. */
export function everyClass(
  [first]: readonly Outcome[],
  params: Params,
  name: NetworkName,
): HeatmapFigure {
  const view = first?.[name] ?? null;
  const steps = Array.from({ length: watchedSteps(params) + 1 }, (_, step) => step);
  const told =
    view === null
      ? `The ${name} network has not been asked yet.`
      : view.confidences.length === 1
        ? `Before the attack the ${name} network answers ${view.answer}, with ${confidence(view.confidences[0]?.[view.answer])}.`
        : `The ${name} network begins with ${view.answer} and after step ${view.confidences.length - 1} answers ${endOf(view).answer}, with ${confidence(view.confidences.at(-1)?.[endOf(view).answer])}.`;
  return {
    kind: "heatmap",
    id: `classes-${name}`,
    title: `Every answer of the ${name} network, step by step`,
    caption: told,
    alt: `A grid of confidences, a row for each digit and a column for each step. ${told}`,
    x: { title: "attack step", names: steps.map(String) },
    y: { title: "answer", names: Array.from({ length: classCount }, (_, digit) => `${digit}`) },
    values: Array.from({ length: classCount }, (_, digit) =>
      steps.map((step) => {
        const share = view?.confidences[step]?.[digit];
        return share === undefined ? null : percentage(share);
      }),
    ),
    key: { title: "confidence (%)", min: 0, max: 100 },
  };
}
