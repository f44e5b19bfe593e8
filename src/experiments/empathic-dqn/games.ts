import type { Random } from "#lab/runtime.ts";

import type { Game, Score } from "./outcome.ts";
import { shownMoves } from "./plan.ts";
import { type Episode, type Manner, type Move, type Player, playEpisode } from "./play.ts";
import { actions } from "./torus.ts";
import type { World } from "./world.ts";

/** Plays so many episodes; gives the means, and the beginning of the first game. */
export function playGames(
  world: World,
  player: Player,
  manner: Manner,
  episodes: number,
  chance: Random,
): { readonly score: Score; readonly game: Game } {
  const moves: Move[] = [];
  const played: Episode[] = [];
  for (let i = 0; i < episodes; i += 1) {
    const keep = (move: Move): void => {
      if (i === 0 && moves.length < shownMoves) moves.push(move);
    };
    played.push(playEpisode(world, player, manner, chance, keep));
  }
  return { score: scoreOf(played), game: gameOf(world, moves) };
}

function scoreOf(played: readonly Episode[]): Score {
  const mean = (of: (episode: Episode) => number): number =>
    rounded(played.reduce((sum, episode) => sum + of(episode), 0) / played.length);
  return {
    steps: mean(({ steps }) => steps),
    died: mean(({ hasDied }) => (hasDied ? 1 : 0)),
    kills: mean(({ kills }) => kills),
    own: mean(({ own }) => own),
    others: mean(({ others }) => others),
    equality: mean(({ equality }) => equality),
  };
}

const rounded = (value: number): number => Math.round(1e4 * value) / 1e4;

function gameOf({ coinCells }: World, moves: readonly Move[]): Game {
  const [first] = moves;
  const states = [...(first === undefined ? [] : [first.before]), ...moves.map((m) => m.after)];
  const withCoins = coinCells.length > 0 ? states : [];
  return {
    learner: states.map(({ learner }) => learner),
    other: states.map(({ other }) => other ?? -1),
    coins: withCoins.map(({ coins }) => coins),
    own: withCoins.map(({ own }) => own),
    others: withCoins.map(({ others }) => others),
    actions: moves.map(({ action }) => action),
    values: moves.flatMap(({ values }) =>
      // Adding 0 turns −0 into 0.
      actions.map((_, action) => Math.round(100 * (values[action] ?? 0)) + 0),
    ),
    hasDied: moves.at(-1)?.hasDied ?? false,
  };
}
