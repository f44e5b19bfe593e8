import type { StateValue } from "./exact-coexistence.ts";
import { discount } from "./plan.ts";
import { coinReward, sharing, sweep } from "./sharing.ts";
import { actions, cellAt, cellCount, moved } from "./torus.ts";

const coinCount = sharing.coinCells.length;
const layerSize = cellCount * cellCount;

/** Where the other stands from step to step: after 49 steps it has been in every cell and begins again. */
interface Path {
  readonly cells: readonly number[];
  /** Of each cell its place on the path. */
  readonly places: readonly number[];
}

/** The path where the learner moves first, or second; the other then makes its first move a step later, or at once. */
function pathOf(isLearnerFirst: boolean): Path {
  const cells: number[] = [];
  let cell = cellAt(3, 3);
  for (let i = 0; i < cellCount; i += 1) {
    cells.push(cell);
    cell = moved(cell, sweep(isLearnerFirst ? i + 1 : i));
  }
  const places = Array.from({ length: cellCount }, (_, of) => cells.indexOf(of));
  return { cells, places };
}

/**
 * The most that a selfish learner can collect from any state, seeing the whole board, where a share `noise` of its actions is taken at
 * random. The coins that lie and those it has make a layer; layers of fewer coins come first. Within a layer the other must take a
 * coin some day, and going back from there along its path every state's successor is known.
 */
export function sharingValues(noise: number): StateValue {
  const solved = [true, false].map((isLearnerFirst) => {
    const path = pathOf(isLearnerFirst);
    return { path, values: solve(path, noise) };
  });
  return ({ coins, own, learner, other, isLearnerFirst }) => {
    const found = solved[isLearnerFirst ? 0 : 1];
    if (found === undefined || other === null || coins === 0) return 0;
    const place = found.path.places[other] ?? 0;
    return found.values[layer(coins, own) * layerSize + learner * cellCount + place] ?? 0;
  };
}

const layer = (coins: number, own: number): number => coins * (coinCount + 1) + own;

function solve({ cells }: Path, noise: number): Float32Array {
  const values = new Float32Array(2 ** coinCount * (coinCount + 1) * layerSize);
  const coinOf = new Int32Array(cellCount);
  for (const [i, cell] of sharing.coinCells.entries()) coinOf[cell] = 2 ** i;
  const next = Int32Array.from({ length: cellCount * actions.length }, (_, i) =>
    moved(Math.floor(i / actions.length), i % actions.length),
  );
  for (let coins = 1; coins < 2 ** coinCount; coins += 1) {
    const taken = coinCount - bits(coins);
    const end = cells.findIndex(
      (_, place) => ((coinOf[cells[(place + 1) % cellCount] ?? 0] ?? 0) & coins) !== 0,
    );
    for (let own = 0; own <= taken; own += 1) {
      for (let back = 0; back < cellCount; back += 1) {
        const place = (end - back + cellCount) % cellCount;
        const later = (place + 1) % cellCount;
        const otherCoin = coinOf[cells[later] ?? 0] ?? 0;
        for (let learner = 0; learner < cellCount; learner += 1) {
          let [best, sum] = [-Infinity, 0];
          for (let action = 0; action < actions.length; action += 1) {
            const cell = next[learner * actions.length + action] ?? 0;
            const mine = (coinOf[cell] ?? 0) & coins;
            const mineAfter = mine === 0 ? own : own + 1;
            // Mine is the first move: a coin that both come to is the learner's.
            const left = coins & ~mine & ~otherCoin;
            const at = layer(left, mineAfter) * layerSize + cell * cellCount + later;
            const value =
              (mine === 0 ? 0 : coinReward(mineAfter)) +
              (left === 0 ? 0 : discount * (values[at] ?? 0));
            sum += value;
            best = Math.max(best, value);
          }
          values[layer(coins, own) * layerSize + learner * cellCount + place] =
            (1 - noise) * best + (noise * sum) / actions.length;
        }
      }
    }
  }
  return values;
}

function bits(number: number): number {
  let count = 0;
  for (let rest = number; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
