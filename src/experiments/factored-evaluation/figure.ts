import type { Draw } from "#lab/experiment.ts";
import type { HeatmapFigure, LineFigure, Mark, ScatterFigure, TableFigure } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";

import type { Cell, Outcome } from "./outcome.ts";
import { depths, mapErrors, type Rule, ruleNames, rules } from "./plan.ts";
import type { Params } from "./spec.ts";

const marks: Readonly<Record<Rule, Mark>> = { granted: 0, weakest: 1, everything: 2, majority: 3 };

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** A share as a percentage with one decimal. */
const percentage = (share: number): number => Math.round(1000 * share) / 10;

/** Mean over the seeds that have come so far; null before. */
function measuredAt(
  cells: readonly (readonly Cell[])[],
  rule: Rule,
  error: number,
  depth: number,
): number | null {
  const found = cells.flatMap((of) =>
    of.filter((cell) => cell.rule === rule && cell.depth === depth && cell.error === error),
  );
  return found.length === 0 ? null : percentage(mean(found.map(({ measured }) => measured)));
}

function told(value: number | null): string {
  return value === null ? "not yet played" : `${value} %`;
}

function curves(outcomes: readonly Outcome[], params: Params): LineFigure {
  const { error, depth, branching, debates } = params;
  const of = (rule: Rule): number | null =>
    measuredAt(
      outcomes.map((outcome) => outcome.curves),
      rule,
      error,
      depth,
    );
  const series = rules.map((rule) => ({
    label: ruleNames[rule],
    mark: marks[rule],
    origin: "here" as const,
    points: percentsOverSeeds(
      outcomes.map((outcome) => outcome.curves.filter((cell) => cell.rule === rule)),
      (cell) => cell.depth,
      (cell) => cell.measured,
    ),
  }));
  return {
    kind: "line",
    id: "depth",
    title: "What is granted cannot go wrong",
    caption: `With judges who err at ${percentage(error)} % of the questions and ${depth} levels, honesty wins ${told(of("granted"))} where one path is contested blindly, ${told(of("weakest"))} where the weakest is, and ${told(of("everything"))} where all ${branching} questions of every level are played out and one wrong answer spoils it; if the majority counts, ${told(of("majority"))}.`,
    alt: `Share of ${debates} debates won by honesty over 1 to 6 levels. ${series
      .map(
        ({ label, points }) => `${label}: ${points.map(({ y }) => `${y} %`).join(", ") || "none"}`,
      )
      .join("; ")}.`,
    x: { title: "depth (levels of questions)", min: 1, max: 6 },
    y: { title: "honesty wins (% of debates)", min: 0, max: 100 },
    series,
    rules: [{ axis: "y", at: 50, label: "tossed coin" }],
  };
}

function map(
  outcomes: readonly Outcome[],
  { branching }: Params,
  rule: "granted" | "everything",
): HeatmapFigure {
  const values = depths.map((depth) =>
    mapErrors.map((error) =>
      measuredAt(
        outcomes.map((outcome) => outcome.map),
        rule,
        error,
        depth,
      ),
    ),
  );
  const [deepest = []] = values.slice(-1);
  const [first, last] = [deepest.at(0) ?? null, deepest.at(-1) ?? null];
  const ends = `from ${told(first)} at an error of 1 % to ${told(last)} at 30 %, on six levels`;
  return {
    kind: "heatmap",
    id: rule === "granted" ? "with-granting" : "without-granting",
    title: rule === "granted" ? "With concession one path is played" : "Without it everything is",
    caption:
      rule === "granted"
        ? `All but one question of each level are granted. Honesty wins ${ends}.`
        : `All ${branching} questions of each level are played and all must come out right. Honesty wins ${ends}.`,
    alt: `Honesty’s share of wins by depth and the judge’s error, ${ends}.`,
    x: { title: "judge’s error (%)", names: mapErrors.map((error) => `${percentage(error)}`) },
    y: { title: "depth (levels)", names: depths.map(String) },
    values,
    key: { title: "honesty wins (% of debates)", min: 0, max: 100 },
  };
}

function agreement(outcomes: readonly Outcome[], { debates }: Params): ScatterFigure {
  const [first] = outcomes;
  const cells = first === undefined ? [] : [...first.curves, ...first.map];
  const over = (i: number, of: "curves" | "map"): number =>
    percentage(
      mean(
        outcomes.flatMap((outcome) => outcome[of].slice(i, i + 1)).map(({ measured }) => measured),
      ),
    );
  const points = (rule: Rule) =>
    (["curves", "map"] as const).flatMap((of) =>
      (first?.[of] ?? []).flatMap((cell, i) =>
        cell.rule === rule ? [{ x: percentage(cell.exact), y: over(i, of) }] : [],
      ),
    );
  const gap = Math.max(
    0,
    ...rules.flatMap((rule) => points(rule).map(({ x, y }) => Math.abs(y - x))),
  );
  return {
    kind: "scatter",
    id: "agreement",
    title: "Played and computed",
    caption: `Each of ${cells.length} points is a rule, a depth and an error rate: what ${debates} debates${outcomes.length > 1 ? ` in each of ${outcomes.length} seeds` : ""} came to over the closed form, at most ${percentage(gap / 100)} points apart.`,
    alt: `${cells.length} points close to the line where both are equal; the largest distance is ${percentage(gap / 100)} percentage points.`,
    x: { title: "closed form (% of debates)", min: 0, max: 100 },
    y: { title: "played (% of debates)", min: 0, max: 100 },
    series: rules.map((rule) => ({
      label: ruleNames[rule],
      mark: marks[rule],
      origin: "here",
      points: points(rule),
    })),
    rules: [{ axis: "identity", label: "equal" }],
  };
}

function numbers(outcomes: readonly Outcome[], params: Params): TableFigure {
  const played = outcomes.map((outcome) => outcome.curves);
  const [first] = outcomes;
  return {
    kind: "table",
    id: "numbers",
    title: "Accuracy by depth in numbers",
    caption: `Played, and in brackets by the closed form, at an error of ${percentage(params.error)} % and ${params.branching} questions a level.`,
    alt: "Table of the honest expert’s share of wins by depth and rule.",
    columns: ["depth", ...rules.map((rule) => ruleNames[rule])],
    rows: depths.map((depth) => [
      depth,
      ...rules.map((rule) => {
        const value = measuredAt(played, rule, params.error, depth);
        const exact = first?.curves.find((cell) => cell.rule === rule && cell.depth === depth);
        return value === null || exact === undefined
          ? "–"
          : `${value.toFixed(1)} % (${percentage(exact.exact).toFixed(1)} %)`;
      }),
    ]),
  };
}

/** Accuracy over depth under four rules, over error and depth with and without granting, and both ways of getting at it. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  if (outcomes.length === 0) return;
  yield curves(outcomes, params);
  yield agreement(outcomes, params);
  yield map(outcomes, params, "granted");
  yield map(outcomes, params, "everything");
  yield numbers(outcomes, params);
};
export default draw;
