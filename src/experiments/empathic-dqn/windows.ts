import type { Observation } from "#ml/deep-q.ts";

import { cellAt, cellCount, columnOf, rowOf, side } from "./torus.ts";
import type { State, World } from "./world.ts";

/** What an agent sees: 5 × 5 cells around it, over the edges too. */
const reach = 2;
const width = 2 * reach + 1;
export const windowLength = width ** 2;
/** So many are remembered; a long training comes by millions. */
const mostStates = 200_000;

/** Of every cell those around it, row by row. */
const seenFrom: readonly (readonly number[])[] = Array.from({ length: cellCount }, (_, centre) =>
  Array.from({ length: windowLength }, (__, i) => {
    const down = Math.floor(i / width) - reach;
    const right = (i % width) - reach;
    return cellAt((rowOf(centre) + down + side) % side, (columnOf(centre) + right + side) % side);
  }),
);

/** What both see of a state; equal windows are one array. */
export interface Sight {
  /** 5 for an agent and 5 more for each coin it has, −1 for a coin, else 0; all over the scale. */
  readonly own: (state: State) => Observation;
  /** Zeros if it is dead. */
  readonly other: (state: State) => Observation;
}

/** With `byteCoins` a coin is 255, as the original's bytes turn −1 into. */
export function sightIn(
  world: World,
  { byteCoins, scale }: { readonly byteCoins: boolean; readonly scale: number },
): Sight {
  const known = new Map<string, Observation>();
  const coin = byteCoins ? 255 : -1;
  const board = new Float64Array(cellCount);
  const dead = equalTo(new Float64Array(windowLength));
  const [own, other] = [new Map<number, Observation>(), new Map<number, Observation>()];
  return {
    own: (state) => window(own, state, state.learner),
    other: (state) => (state.other === null ? dead : window(other, state, state.other)),
  };

  /** From `found` if the same state was seen from there before. */
  function window(found: Map<number, Observation>, state: State, centre: number): Observation {
    const key = keyOf(state);
    const before = found.get(key);
    if (before !== undefined) return before;
    const seen = equalTo(around(state, centre));
    if (found.size >= mostStates) found.clear();
    found.set(key, seen);
    return seen;
  }

  /** The one array of these values. */
  function equalTo(values: Float64Array): Observation {
    const key = values.join();
    const found = known.get(key) ?? values;
    known.set(key, found);
    return found;
  }

  function around(state: State, centre: number): Float64Array {
    board.fill(0);
    for (const [i, cell] of world.coinCells.entries()) {
      if ((state.coins & (2 ** i)) !== 0) board[cell] = coin;
    }
    board[state.learner] = 5 * (state.own + 1);
    // Where both stand on one cell the other is seen, by both.
    if (state.other !== null) board[state.other] = 5 * (state.others + 1);
    return Float64Array.from(seenFrom[centre] ?? [], (cell) => (board[cell] ?? 0) / scale);
  }
}

/** A number for all that is seen of a state; there are fewer than 16 coins for each, and 64 cells. */
function keyOf({ learner, other, coins, own, others }: State): number {
  const cells = learner * 64 + (other ?? cellCount);
  return ((coins * 16 + own) * 16 + others) * 4096 + cells;
}
