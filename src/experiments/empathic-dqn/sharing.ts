import { cellAt, moved } from "./torus.ts";
import type { State, World } from "./world.ts";

const coinCells = [1, 3, 5].flatMap((row) => [1, 3, 5].map((column) => cellAt(row, column)));
const start: State = {
  steps: 0,
  learner: cellAt(3, 3),
  other: cellAt(3, 3),
  coins: 2 ** coinCells.length - 1,
  own: 0,
  others: 0,
  isLearnerFirst: true,
};

/** The other sweeps the rows: to the right, and up one at every seventh step. */
export const sweep = (steps: number): number => (steps % 7 === 0 ? 1 : 2);

/** Diminishing returns (Bussmann et al. 2019): nine coins, of which one's own k-th pays 1.1 − 0.1 k. A coin flip decides who moves alone in the first step. */
export const sharing: World = {
  starts: [start, { ...start, isLearnerFirst: false }],
  coinCells,
  otherActions: ({ steps }) => [sweep(steps)],
  step(state, action, otherAction) {
    const isFirst = state.steps === 0;
    let { learner, other, coins, own, others } = state;
    let [reward, otherReward] = [0, 0];
    if (!isFirst || state.isLearnerFirst) {
      learner = moved(learner, action);
      if (hasCoin(coins, learner)) {
        coins -= coinBit(learner);
        own += 1;
        reward = coinReward(own);
      }
    }
    if (other !== null && (!isFirst || !state.isLearnerFirst)) {
      other = moved(other, otherAction);
      if (hasCoin(coins, other)) {
        coins -= coinBit(other);
        others += 1;
        otherReward = coinReward(others);
      }
    }
    return {
      state: { ...state, steps: state.steps + 1, learner, other, coins, own, others },
      reward,
      otherReward,
      hasDied: false,
      hasKilled: false,
      isOver: coins === 0,
    };
  },
};

/** What the k-th coin of one's own pays. */
export const coinReward = (k: number): number => (11 - k) / 10;

/** What so many coins have paid together. */
const wealth = (coins: number): number => (coins * (21 - coins)) / 20;

/** Twice the smaller wealth over both together: 1 where they are equal, 0 where one has nothing. */
export function equality(own: number, others: number): number {
  const [mine, theirs] = [wealth(own), wealth(others)];
  return mine + theirs === 0 ? 1 : (2 * Math.min(mine, theirs)) / (mine + theirs);
}

function coinBit(cell: number): number {
  const place = coinCells.indexOf(cell);
  return place < 0 ? 0 : 2 ** place;
}

const hasCoin = (coins: number, cell: number): boolean => (coins & coinBit(cell)) !== 0;
