import type { Random } from "#lab/runtime.ts";

import { choose } from "./choice.ts";
import { equality } from "./sharing.ts";
import { type State, stepLimit, type World } from "./world.ts";

/** What a player makes of a state: a value for each action. */
export type Player = (state: State) => ArrayLike<number>;

export interface Manner {
  readonly actions: number;
  /** Share of actions that are taken at random. */
  readonly noise: number;
  /** Of equal values the first is taken, not any. */
  readonly isFirstOfTies: boolean;
}

export interface Move {
  readonly before: State;
  readonly action: number;
  readonly values: readonly number[];
  readonly after: State;
  readonly hasDied: boolean;
  readonly hasKilled: boolean;
}

/** One whole episode. */
export interface Episode {
  readonly steps: number;
  readonly hasDied: boolean;
  readonly kills: number;
  readonly own: number;
  readonly others: number;
  readonly equality: number;
}

/** Plays one episode; moves are told as they are made. */
export function playEpisode(
  world: World,
  player: Player,
  { actions, noise, isFirstOfTies }: Manner,
  chance: Random,
  onMove: (move: Move) => void = () => {},
): Episode {
  let state = world.starts[chance.integer(world.starts.length)];
  if (state === undefined) throw new RangeError("the world has no start");
  let kills = 0;
  for (;;) {
    const before: State = state;
    const values = player(before);
    const action =
      noise > 0 && chance.uniform() < noise
        ? chance.integer(actions)
        : choose(values, actions, isFirstOfTies ? null : chance);
    const others = world.otherActions(before);
    const otherAction = others[chance.integer(others.length)] ?? 0;
    const turn = world.step(before, action, otherAction);
    state = turn.state;
    if (turn.hasKilled) kills += 1;
    onMove({
      before,
      action,
      values: Array.from(values).slice(0, actions),
      after: turn.state,
      hasDied: turn.hasDied,
      hasKilled: turn.hasKilled,
    });
    if (!turn.isOver && turn.state.steps < stepLimit) continue;
    const { steps, own, others: theirs } = turn.state;
    return {
      steps,
      hasDied: turn.hasDied,
      kills,
      own,
      others: theirs,
      equality: equality(own, theirs),
    };
  }
}
