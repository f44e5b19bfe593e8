import type { Board, Cell, GridFigure, GridFrame, GridPiece } from "#lab/figure.ts";

import type { Game, Outcome, Study } from "./outcome.ts";
import { drawnBetas, type WorldName } from "./plan.ts";
import { equality, sharing } from "./sharing.ts";
import type { Params } from "./spec.ts";
import { actions, columnOf, rowOf, side } from "./torus.ts";

const [learner, other, coin] = [0, 1, 2];

const players: Readonly<Record<Params["policy"], string>> = {
  learnt: "a network trained here",
  shipped: "a shipped network",
  exact: "the exact planner",
};

/** The first run's games side by side: the selfish learner's and the chosen one's. */
export function boards(outcomes: readonly Outcome[], params: Params, world: WorldName): GridFigure {
  const studies = outcomes[0]?.studies ?? [];
  const shown = drawnBetas(params.beta).map((beta) => studyOf(studies, world, beta));
  const all = shown.map(({ beta, game }): Board => ({
    label: beta === 1 ? "selfish, β 1" : `β ${beta}`,
    frames: game === null ? [] : framesOf(game, world),
  }));
  const isLife = world === "coexistence";
  const ends = all.flatMap(({ label, frames }) => {
    const end = frames.at(-1);
    return end === undefined ? [] : [`${label}: ${end.says}`];
  });
  return {
    kind: "grid",
    id: `${world}-boards`,
    title: isLife ? "Coexistence: two lives" : "Sharing: nine coins for two",
    caption:
      ends.length === 0
        ? "No game has been played yet."
        : `The first game of ${players[params.policy]}, at its end. ${ends.join(" ")} ${
            isLife
              ? "Each is deadly on the cells right below and right of it; an outline marks where one that is dead last stood."
              : "The other sweeps the rows, the learner chooses its way."
          }`,
    alt: `${all.length === 1 ? "A board" : "Two boards"} of 7 by 7 cells with a learner${isLife ? " and another that wanders" : ", another and the coins that lie"}.`,
    columns: side,
    rows: side,
    kinds: [
      { name: "learner", mark: 0 },
      { name: "other", mark: 1 },
      ...(isLife ? [] : [{ name: "coin", mark: 2 as const }]),
    ],
    boards: all,
    frame: shownFrame(shown.flatMap(({ game }) => game ?? [])),
  };
}

function studyOf(
  studies: readonly Study[],
  world: WorldName,
  beta: number,
): Pick<Study, "beta" | "game"> {
  const found = studies.find((study) => study.world === world && study.beta === beta);
  return { beta, game: found?.game ?? null };
}

/** Where most is to be seen: as soon as someone is dead, or five of nine coins are taken; else the last moment. */
function shownFrame(games: readonly Game[]): number {
  const moments = games.flatMap(({ other: cells, own, others }) => [
    cells.indexOf(-1),
    own.findIndex((count, moment) => count + (others[moment] ?? 0) >= 5),
  ]);
  const last = Math.max(0, ...games.map(({ actions: made }) => made.length));
  return Math.min(last, ...moments.filter((moment) => moment >= 0));
}

function framesOf(game: Game, world: WorldName): GridFrame[] {
  return game.learner.map((cell, moment): GridFrame => {
    const isEnd = moment === game.actions.length;
    const values = game.values.slice(moment * actions.length, (moment + 1) * actions.length);
    return {
      pieces: piecesAt(game, world, moment),
      says: says(game, world, moment),
      ...(isEnd
        ? {}
        : {
            worth: {
              column: columnOf(cell),
              row: rowOf(cell),
              chosen: game.actions[moment] ?? 0,
              choices: actions.map((name, i) => ({ name, value: (values[i] ?? 0) / 100 })),
            },
          }),
    };
  });
}

const place = (cell: number): Cell => ({ column: columnOf(cell), row: rowOf(cell) });

function piecesAt(game: Game, world: WorldName, moment: number): GridPiece[] {
  const coins = game.coins[moment] ?? 0;
  const wealth = (count: number | undefined) =>
    world === "sharing" ? { label: String(count ?? 0) } : {};
  const isDead = game.hasDied && moment === game.actions.length;
  const theirs = game.other[moment] ?? -1;
  // Where it was killed stays marked.
  const last = game.other.slice(0, moment).findLast((cell) => cell >= 0) ?? -1;
  const otherCell = theirs >= 0 ? theirs : last;
  return [
    ...sharing.coinCells
      .filter((_, i) => (coins & (2 ** i)) !== 0)
      .map((cell) => ({ kind: coin, ...place(cell) })),
    ...(otherCell < 0
      ? []
      : [
          {
            kind: other,
            ...place(otherCell),
            ...wealth(game.others[moment]),
            ...(theirs < 0 ? { isGone: true as const } : {}),
          },
        ]),
    {
      kind: learner,
      ...place(game.learner[moment] ?? 0),
      ...wealth(game.own[moment]),
      ...(isDead ? { isGone: true as const } : {}),
    },
  ];
}

function says(game: Game, world: WorldName, moment: number): string {
  const action = moment === 0 ? "" : `, ${actions[game.actions[moment - 1] ?? 0] ?? ""}`;
  const start = `Move ${moment}${action}:`;
  if (world === "sharing") {
    const [own, others] = [game.own[moment] ?? 0, game.others[moment] ?? 0];
    const share = own + others === 0 ? "" : `, equality ${equality(own, others).toFixed(2)}`;
    return `${start} ${own} coins to ${others}${share}.`;
  }
  if (game.hasDied && moment === game.actions.length) return `${start} the learner has died.`;
  return (game.other[moment] ?? -1) < 0
    ? `${start} it lives and has killed the other.`
    : `${start} both live.`;
}
