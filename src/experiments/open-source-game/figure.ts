import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, HeatmapFigure, LineFigure, TableFigure } from "#lab/figure.ts";
import { meanInterval } from "#lab/intervals.ts";

import { botTexts, deepest, playerNames, points } from "./bots.ts";
import type { Game, Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";

const name = (player: number): string => playerNames[player] ?? "";
/** For the columns of a picture, which are narrow. */
const short = (player: number): string =>
  name(player).replace("CooperateBot", "Coop.").replace("Bot", "");
const hundredth = (value: number): number => Math.round(100 * value) / 100;
const move = (isCooperation: boolean): string => (isCooperation ? "C" : "D");
const verb = (isCooperation: boolean): string => (isCooperation ? "cooperates" : "defects");

function rowsOf({ games }: Outcome): Game[][] {
  return playerNames.map((_, row) => games.filter((game) => game.row === row));
}

function matrix(outcome: Outcome, { row, column, depth }: Params): HeatmapFigure {
  const chosen = outcome.games.find((game) => game.row === row && game.column === column);
  const together = outcome.games.filter((game) => game.rowMove && game.columnMove).length;
  const said =
    chosen === undefined
      ? ""
      : ` In the chosen game ${name(row)} ${verb(chosen.rowMove)} and ${name(column)} ${verb(chosen.columnMove)}.`;
  return {
    kind: "heatmap",
    id: "tournament",
    title: "Who gets what from whom",
    caption: `With searches ${depth} levels deep both cooperate in ${together} of ${outcome.games.length} games.${said}`,
    alt: `Points of each program against each other one. ${rowsOf(outcome)
      .map(
        (games, i) =>
          `${name(i)}: ${games.map((game) => `${points(game.rowMove, game.columnMove)} against ${name(game.column)}`).join(", ")}`,
      )
      .join(". ")}.`,
    x: { title: "opponent", names: playerNames.map((_, i) => short(i)) },
    y: { title: "player", names: playerNames.map((_, i) => short(i)) },
    values: rowsOf(outcome).map((games) =>
      games.map((game) => points(game.rowMove, game.columnMove)),
    ),
    key: { title: "points: 0 cheated, 1 both defect, 3 both cooperate, 5 cheats", min: 0, max: 5 },
    pick: { x: "column", y: "row" },
    chosen: { column, row },
  };
}

function totals(outcomes: readonly Outcome[]): BarFigure {
  const [first] = outcomes;
  const met = outcomes.filter(({ standings }) => standings.length > 0);
  const table = playerNames.map((_, row) =>
    hundredth(
      (first?.games ?? [])
        .filter((game) => game.row === row)
        .reduce((sum, game) => sum + points(game.rowMove, game.columnMove), 0) / playerNames.length,
    ),
  );
  const strangers = playerNames.map((_, row) => {
    const values = met.map(({ standings }) => standings[row]?.strangerPoints ?? 0);
    return values.length === 0 ? undefined : meanInterval(values);
  });
  const best = table.indexOf(Math.max(...table));
  const count = met.reduce((sum, outcome) => sum + outcome.strangers, 0);
  const foremost = strangers.reduce(
    (at, value, i) => ((value?.mean ?? 0) > (strangers[at]?.mean ?? 0) ? i : at),
    0,
  );
  return {
    kind: "bar",
    id: "totals",
    title: "What a program earns",
    caption: `In the table ${name(best)} earns most, ${table[best]} points a game${
      count === 0
        ? "."
        : `; against ${count} random programs ${name(foremost)}, ${hundredth(strangers[foremost]?.mean ?? 0)}.`
    }`,
    alt: `Points a game: ${playerNames
      .map((_, i) => {
        const other = strangers[i];
        return `${name(i)} ${table[i]} in the table${other === undefined ? "" : ` and ${hundredth(other.mean)} against strangers`}`;
      })
      .join("; ")}.`,
    categories: playerNames.map((_, i) => short(i)),
    y: { title: "points a game", min: 0, max: 5 },
    series: [
      {
        label: "in the table",
        mark: 0,
        origin: "here",
        points: table.map((y, x) => ({ x, y })),
      },
      {
        label: "against strangers",
        mark: 1,
        origin: "here",
        points: strangers.flatMap((value, x) =>
          value === undefined
            ? []
            : [
                {
                  x,
                  y: hundredth(value.mean),
                  low: hundredth(value.low),
                  high: hundredth(value.high),
                },
              ],
        ),
      },
    ],
    rules: [{ axis: "y", at: 3, label: "both cooperate" }],
  };
}

function overDepth({ depths }: Outcome, { depth }: Params): LineFigure {
  const [none, all] = [depths.at(0), depths.at(-1)];
  const appears = depths.find(({ byProof }) => byProof > 0)?.depth;
  return {
    kind: "line",
    id: "depth",
    title: "Cooperation appears with depth",
    caption:
      none === undefined || all === undefined
        ? "No depth has been tried yet."
        : `Without a search ${none.cooperating} pairs cooperate; proofs bring the first together at depth ${appears ?? "none"} and ${all.byProof} in all.`,
    alt: `Pairs that cooperate over the depth of the search: ${depths.map((point) => `${point.cooperating} at ${point.depth}, ${point.byProof} of them by proof`).join("; ")}.`,
    x: { title: "depth of the search (levels)", min: 0, max: deepest },
    y: { title: "pairs of programs that cooperate", min: 0, max: 21 },
    series: [
      {
        label: "all",
        mark: 0,
        origin: "here",
        points: depths.map((point) => ({ x: point.depth, y: point.cooperating })),
      },
      {
        label: "by proof alone",
        mark: 1,
        origin: "here",
        points: depths.map((point) => ({ x: point.depth, y: point.byProof })),
      },
    ],
    rules: [{ axis: "x", at: depth, label: "chosen" }],
  };
}

function moveTable(outcome: Outcome): TableFigure {
  return {
    kind: "table",
    id: "moves",
    title: "The tournament in full",
    caption: `Each program’s move and the other’s, C to cooperate and D to defect, and its points. Yours was read as ${outcome.own}.`,
    alt: "Table of the moves of every program against every other one, with totals.",
    columns: ["program", "text", ...playerNames.map((_, i) => short(i)), "total"],
    rows: rowsOf(outcome).map((games, row) => [
      name(row),
      Object.values(botTexts)[row] ?? outcome.own,
      ...games.map(
        (game) =>
          `${move(game.rowMove)} ${move(game.columnMove)} ${points(game.rowMove, game.columnMove)}`,
      ),
      games.reduce((sum, game) => sum + points(game.rowMove, game.columnMove), 0),
    ]),
  };
}

function traceTable(outcome: Outcome, { row, column }: Params): TableFigure {
  const { trace } = outcome;
  const end = trace.at(-1);
  return {
    kind: "table",
    id: "levels",
    title: "The chosen game, level by level",
    caption:
      end === undefined
        ? "The game has not been played yet."
        : `At level 0 everything counts as proved; at each later one, what holds at all levels below. Nothing changes after level ${trace.length - 1}, so a search through ${trace.length} ${trace.length === 1 ? "level" : "levels"} finds its proofs: ${name(row)} ${verb(end.row)}, ${name(column)} ${verb(end.column)}.`,
    alt: "Table of both moves at each level.",
    columns: ["level", name(row), row === column ? `${name(column)}, the other` : name(column)],
    rows: trace.map((level, i) => [i, verb(level.row), verb(level.column)]),
  };
}

function strangerTable({ standings, strangers }: Outcome): TableFigure {
  return {
    kind: "table",
    id: "strangers",
    title: "Against strangers",
    caption: `How each program’s games against the first seed’s ${strangers} random programs ended.`,
    alt: "Table of games against random programs by how they ended.",
    columns: ["program", "cheated", "cheats", "both cooperate", "both defect"],
    rows: standings.map((one, row) => [
      name(row),
      one.exploitedBy,
      one.exploits,
      one.cooperatesWith,
      strangers - one.exploitedBy - one.exploits - one.cooperatesWith,
    ]),
  };
}

/** The table of points, earnings, cooperation over depth, all moves, the chosen game level by level, and the games against strangers. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  const [first] = outcomes;
  if (first === undefined) return;
  yield matrix(first, params);
  yield totals(outcomes);
  yield overDepth(first, params);
  yield traceTable(first, params);
  yield moveTable(first);
  yield strangerTable(first);
};
export default draw;
