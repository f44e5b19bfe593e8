import type { Run, Snapshot } from "#lab/experiment.ts";

import { botTexts, deepest, fairBot, points, prudentBot } from "./bots.ts";
import { type Expression, textOf } from "./language.ts";
import type { Outcome, Standing } from "./outcome.ts";
import { parseProgram } from "./parse.ts";
import { type Levels, levelsOf, movesAt, type Moves } from "./play.ts";
import type { Params } from "./spec.ts";
import { stranger } from "./strangers.ts";

/** Strangers met between two snapshots. */
const company = 20;

/** Barasz et al. 2014: a tournament of programs that read each other, at every depth of their search, and games against random ones. */
const run: Run<Params, Outcome> = async function* (params, { random }) {
  const players = [...Object.values(botTexts), params.program].map(programOf);
  const own = players.at(-1);
  const outcome: Outcome = {
    depth: params.depth,
    own: own === undefined ? "" : textOf(own),
    games: [],
    depths: [],
    trace: [],
    strangers: 0,
    standings: [],
    prudence: null,
  };
  const progress = { done: 0, total: 1 + params.opponents / company };
  const finished = (phase: string): Snapshot<Outcome> => {
    progress.done += 1;
    return { phase, ...progress, outcome };
  };

  const levels = players.map((row) => players.map((column) => levelsOf(row, column)));
  outcome.games = levels.flatMap((columns, row) =>
    columns.map((game, column) => {
      const { first, second } = movesAt(game, params.depth);
      const { settledAfter } = game;
      return { row, column, rowMove: first, columnMove: second, settledAfter };
    }),
  );
  outcome.depths = Array.from({ length: deepest + 1 }, (_, depth) => depthPoint(levels, depth));
  outcome.trace = (levels[params.row]?.[params.column]?.moves ?? []).map(({ first, second }) => ({
    row: first,
    column: second,
  }));
  yield finished("playing the tournament");

  const hand = random("strangers");
  const met: Moves[][] = players.map(() => []);
  while (outcome.strangers < params.opponents) {
    for (let i = 0; i < company; i += 1) {
      const other = stranger(hand);
      for (const [at, player] of players.entries()) {
        met[at]?.push(movesAt(levelsOf(player, other), params.depth));
      }
    }
    outcome.strangers += company;
    outcome.standings = met.map((games, row) => standingOf(outcome, row, games));
    const [fair = [], prudent = []] = [fairBot, prudentBot].map((player) => earned(met[player]));
    const { mean, error } = meanOf(prudent.map((value, i) => value - (fair[i] ?? 0)));
    outcome.prudence = { gain: rounded(mean), error: rounded(error) };
    yield finished("meeting strangers");
  }
};
export default run;

function programOf(text: string): Expression {
  const parsed = parseProgram(text);
  if (parsed.kind === "problem") throw new Error(`program: ${parsed.problem}`);
  return parsed.program;
}

/** How many pairs of the tournament cooperate at one depth. */
function depthPoint(
  levels: readonly (readonly Levels[])[],
  depth: number,
): Outcome["depths"][number] {
  const together = levels
    .flatMap((columns, row) => columns.slice(row))
    .filter((game) => areTogether(movesAt(game, depth)));
  const byProof = together.filter((game) => !areTogether(game.unproved));
  return { depth, cooperating: together.length, byProof: byProof.length };
}

function areTogether({ first, second }: Moves): boolean {
  return first && second;
}

function standingOf({ games }: Outcome, row: number, met: readonly Moves[]): Standing {
  const own = games
    .filter((game) => game.row === row)
    .map((game) => points(game.rowMove, game.columnMove));
  const { mean, error } = meanOf(earned(met));
  const count = (mine: boolean, theirs: boolean): number =>
    met.filter(({ first, second }) => first === mine && second === theirs).length;
  return {
    points: rounded(meanOf(own).mean),
    strangerPoints: rounded(mean),
    strangerError: rounded(error),
    exploitedBy: count(true, false),
    exploits: count(false, true),
    cooperatesWith: count(true, true),
  };
}

/** Points of the first player, game by game. */
function earned(games: readonly Moves[] = []): number[] {
  return games.map(({ first, second }) => points(first, second));
}

/** Mean with its standard error. */
function meanOf(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, error: Math.sqrt(squares / (count - 1) / count) };
}

/** To six decimals: a digest is of what is meant, not of how sums are ordered. */
function rounded(value: number): number {
  return Math.round(1e6 * value) / 1e6;
}
