import type { Draw } from "#lab/experiment.ts";
import type { LineFigure, Mark, Point, Rule } from "#lab/figure.ts";
import { overSeeds, percentsOverSeeds } from "#lab/intervals.ts";

import { boards } from "./boards.ts";
import { finished, type Outcome, type Score } from "./outcome.ts";
import { betasOf, shownBetas, type WorldName, worldsOf } from "./plan.ts";
import { equality } from "./sharing.ts";
import type { Params } from "./spec.ts";
import { stepLimit } from "./world.ts";

type Row = Score & { readonly beta: number };

/** Every finished player of a world, one list a seed, the most selfless first. */
function rowsOf(outcomes: readonly Outcome[], world: WorldName, params: Params): Row[][] {
  const betas = betasOf(params).toSorted((a, b) => a - b);
  return outcomes.map((outcome) =>
    betas.flatMap((beta) => {
      const found = finished(outcome, world, beta);
      return found === undefined ? [] : [{ ...found.score, beta }];
    }),
  );
}

const betaAxis = { title: "selfishness β", min: 0, max: 1 };
const beta = (row: Row): number => row.beta;

/** Mean values at the ends and at the chosen β, in words. */
function told(points: readonly Point[], unit: string): string {
  return points.map(({ x, y }) => `${y}${unit} at ${x}`).join(", ") || "no value yet";
}

/** An interval may not leave what there can be, from 0 on. */
function within(most: number, points: readonly Point[]): Point[] {
  return points.map((point) =>
    point.low === undefined || point.high === undefined
      ? point
      : { ...point, low: Math.max(0, point.low), high: Math.min(most, point.high) },
  );
}

const at = (points: readonly Point[], x: number): number | undefined =>
  points.find((point) => point.x === x)?.y;

function conflict(outcomes: readonly Outcome[], params: Params): LineFigure {
  const rows = rowsOf(outcomes, "coexistence", params);
  const kills = percentsOverSeeds(rows, beta, (row) => row.kills);
  const deaths = percentsOverSeeds(rows, beta, (row) => row.died);
  const [selfish, chosen] = [at(kills, 1), at(kills, params.beta)];
  return {
    kind: "line",
    id: "conflict",
    title: "Coexistence: who gets killed",
    caption:
      selfish === undefined || chosen === undefined
        ? "No player has finished yet."
        : `The selfish learner kills in ${selfish} % of its games, the one with β ${params.beta} in ${chosen} %; they die themselves in ${at(deaths, 1) ?? 0} % and ${at(deaths, params.beta) ?? 0} %.`,
    alt: `Share of games over selfishness. The learner kills: ${told(kills, " %")}. The learner dies: ${told(deaths, " %")}.`,
    x: betaAxis,
    y: { title: "share of games (%)", min: 0, max: 100 },
    series: [
      { label: "it kills", mark: 1, origin: "here", points: kills },
      { label: "it dies", mark: 0, origin: "here", points: deaths },
    ],
    rules: [],
  };
}

function coins(outcomes: readonly Outcome[], params: Params): LineFigure {
  const rows = rowsOf(outcomes, "sharing", params);
  const own = within(
    9,
    overSeeds(rows, beta, (row) => row.own),
  );
  const others = within(
    9,
    overSeeds(rows, beta, (row) => row.others),
  );
  const [selfish, chosen] = [at(own, 1), at(own, params.beta)];
  return {
    kind: "line",
    id: "coins",
    title: "Sharing: who gets the coins",
    caption:
      selfish === undefined || chosen === undefined
        ? "No player has finished yet."
        : `Of nine coins the selfish learner takes ${selfish}, the one with β ${params.beta} takes ${chosen}, and the one that thinks of the other only ${at(own, 0) ?? "not yet known"}.`,
    alt: `Coins over selfishness. The learner's: ${told(own, "")}. The other's: ${told(others, "")}.`,
    x: betaAxis,
    y: { title: "coins, of nine", min: 0, max: 9 },
    series: [
      { label: "the learner", mark: 0, origin: "here", points: own },
      { label: "the other", mark: 1, origin: "here", points: others },
    ],
    rules: [],
  };
}

const fairest: Rule = { axis: "y", at: Math.round(1000 * equality(5, 4)) / 1000, label: "5 to 4" };

function equal(outcomes: readonly Outcome[], params: Params): LineFigure {
  const points = within(
    1,
    overSeeds(rowsOf(outcomes, "sharing", params), beta, (row) => row.equality),
  );
  const best = points.reduce<Point | undefined>(
    (most, point) => (most === undefined || point.y > most.y ? point : most),
    undefined,
  );
  return {
    kind: "line",
    id: "equality",
    title: "Sharing: how equal",
    caption:
      best === undefined
        ? "No player has finished yet."
        : `Most equal is β ${best.x} with ${best.y}; the selfish learner comes to ${at(points, 1) ?? "no value yet"}. Five coins to four would be ${fairest.axis === "y" ? fairest.at : ""}.`,
    alt: `Equality of wealth, twice the smaller over both together, over selfishness: ${told(points, "")}.`,
    x: betaAxis,
    y: { title: "equality of wealth", min: 0, max: 1 },
    series: [{ label: "equality", mark: 2, origin: "here", points }],
    rules: [fairest],
  };
}

const marks: readonly Mark[] = [0, 1, 2];

/** Exams while it learns; nothing where no player was trained here. */
function learning(outcomes: readonly Outcome[], params: Params, world: WorldName): LineFigure[] {
  if (params.policy !== "learnt") return [];
  const isLife = world === "coexistence";
  const series = shownBetas(params.beta).map((one, i) => {
    const curves = outcomes.map(({ studies }) => {
      const curve = studies.find((study) => study.world === world && study.beta === one)?.curve;
      const values = isLife ? curve?.steps : curve?.own;
      return (curve?.step ?? []).map((step, exam) => ({ step, value: values?.[exam] ?? 0 }));
    });
    return {
      label: one === 1 ? "β 1, selfish" : one === 0 ? "β 0, selfless" : `β ${one}`,
      mark: marks[i] ?? 0,
      origin: "here" as const,
      points: within(
        isLife ? stepLimit : 9,
        overSeeds(
          curves,
          ({ step }) => step / 1000,
          ({ value }) => value,
        ),
      ),
    };
  });
  const ends = series.map(({ label, points }) => `${label}: ${points.at(-1)?.y ?? "no value yet"}`);
  return [
    {
      kind: "line",
      id: `learning-${world}`,
      title: isLife ? "Coexistence: learning to live" : "Sharing: learning to collect",
      caption: `${isLife ? `Moves survived of ${stepLimit}` : "Coins collected of nine"} in the last exam: ${ends.join("; ")}.`,
      alt: `${isLife ? "Moves survived" : "Coins of its own"} in exams of ten games over training: ${series
        .map(({ label, points }) => `${label}: ${told(points, "")}`)
        .join("; ")}.`,
      x: { title: "moves of training (thousands)", min: 0, max: params.steps / 1000 },
      y: isLife
        ? { title: "moves survived", min: 0, max: stepLimit }
        : { title: "coins of its own, of nine", min: 0, max: 9 },
      series,
      rules: [],
    },
  ];
}

/** The boards of each world, and what came of it; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  for (const world of worldsOf(params)) {
    yield boards(outcomes, params, world);
    if (world === "coexistence") {
      yield conflict(outcomes, params);
    } else {
      yield coins(outcomes, params);
      yield equal(outcomes, params);
    }
    yield* learning(outcomes, params, world);
  }
};
export default draw;
