import { describe, expect, it } from "vitest";

import { coexistence } from "./coexistence.ts";
import { equality, sharing, sweep } from "./sharing.ts";
import { cellAt, moved } from "./torus.ts";
import { sightIn, windowLength } from "./windows.ts";
import type { State } from "./world.ts";

const [down, up, right, left, stay] = [0, 1, 2, 3, 4] as const;
const [life = fail()] = coexistence.starts;
const [first = fail(), second = fail()] = sharing.starts;

function fail(): never {
  throw new Error("a world has no start");
}

const at = (state: State, learner: [number, number], other: [number, number]): State => ({
  ...state,
  learner: cellAt(...learner),
  other: cellAt(...other),
});

describe("coexistence", () => {
  it("starts with the learner in the middle and the other in the corner, who moves at random", () => {
    expect(life).toMatchObject({ learner: cellAt(3, 3), other: 0, steps: 0 });
    expect(coexistence.otherActions(life)).toEqual([0, 1, 2, 3, 4]);
  });

  it("moves both at once, over the edges, for a reward of 1", () => {
    const { state, ...turn } = coexistence.step(at(life, [6, 3], [2, 0]), down, left);
    expect(state).toMatchObject({ learner: cellAt(0, 3), other: cellAt(2, 6), steps: 1 });
    expect(turn).toMatchObject({ reward: 1, hasDied: false, hasKilled: false, isOver: false });
  });

  it.each([
    ["right below the other", [4, 2], stay, true],
    ["right of the other", [3, 3], stay, true],
    ["on its cell, having stayed", [3, 2], stay, true],
    ["on its cell, having come from below", [4, 2], up, true],
    ["on its cell, having come from the right", [3, 3], left, true],
    ["on its cell, having come from above", [2, 2], down, false],
    ["on its cell, having come from the left", [3, 1], right, false],
    ["above and right of the other", [2, 3], stay, false],
  ] as const)("kills a learner that ends %s: see last column", (_, from, action, dies) => {
    const turn = coexistence.step(at(life, [...from], [3, 2]), action, stay);
    expect([turn.hasDied, turn.isOver]).toEqual([dies, dies]);
    expect(turn.hasKilled).toBe(false);
  });

  it("kills an other that ends right below or right of the learner, once, and goes on", () => {
    for (const other of [
      [4, 3],
      [3, 4],
    ] as const) {
      const turn = coexistence.step(at(life, [3, 3], [...other]), stay, stay);
      expect(turn).toMatchObject({ hasKilled: true, hasDied: false, isOver: false, reward: 1 });
      const after = coexistence.step(turn.state, stay, stay);
      expect(after).toMatchObject({ hasKilled: false, hasDied: false, reward: 1 });
      expect(after.state.other).toBeNull();
    }
  });

  it("hurts nobody over an edge", () => {
    const turn = coexistence.step(at(life, [6, 3], [0, 3]), stay, stay);
    expect([turn.hasDied, turn.hasKilled]).toEqual([false, false]);
  });
});

describe("sharing", () => {
  it("lays nine coins, and leaves the first move to either", () => {
    expect(sharing.coinCells).toEqual(
      [
        [1, 1],
        [1, 3],
        [1, 5],
        [3, 1],
        [3, 3],
        [3, 5],
        [5, 1],
        [5, 3],
        [5, 5],
      ].map(([row = 0, column = 0]) => cellAt(row, column)),
    );
    expect([first.isLearnerFirst, second.isLearnerFirst]).toEqual([true, false]);
  });

  it("lets only the first mover move in the first step", () => {
    const learners = sharing.step(first, stay, sweep(0));
    expect(learners.state).toMatchObject({ learner: cellAt(3, 3), other: cellAt(3, 3), own: 1 });
    expect(learners.reward).toBe(1);
    const others = sharing.step(second, right, sweep(0));
    expect(others.state).toMatchObject({ learner: cellAt(3, 3), other: cellAt(2, 3), own: 0 });
  });

  it("pays 1, 0.9, 0.8 … for one's own coins, and ends with the last", () => {
    let state: State = { ...first, steps: 1, own: 4, coins: 1, learner: cellAt(1, 0) };
    const turn = sharing.step(state, right, right);
    expect(turn.reward).toBeCloseTo(0.6, 12);
    expect(turn).toMatchObject({ isOver: true, state: { coins: 0, own: 5 } });
    state = { ...first, steps: 1, coins: 3, learner: cellAt(6, 6), other: cellAt(1, 2) };
    const theirs = sharing.step(state, stay, right);
    expect(theirs).toMatchObject({ reward: 0, otherReward: 1, isOver: false });
    expect(theirs.state).toMatchObject({ coins: 1, others: 1 });
  });

  it("gives a coin that both come to to the learner", () => {
    const state = { ...first, steps: 1, coins: 1, learner: cellAt(0, 1), other: cellAt(1, 0) };
    expect(sharing.step(state, down, right).state).toMatchObject({ own: 1, others: 0 });
  });

  it("leads the other through every cell once in 49 steps", () => {
    const seen = new Set<number>();
    let cell = cellAt(3, 3);
    for (let steps = 0; steps < 49; steps += 1) {
      cell = moved(cell, sweep(steps));
      seen.add(cell);
    }
    expect(seen.size).toBe(49);
    expect(cell).toBe(cellAt(3, 3));
  });

  it("calls five coins to four 0.92 equal, nine to none not at all", () => {
    expect(equality(5, 4)).toBeCloseTo((2 * 3.4) / 7.4, 12);
    expect(equality(9, 0)).toBe(0);
  });
});

describe("a window", () => {
  it("shows wealth and coins around its agent, over the edges, and nothing to the dead", () => {
    const sight = sightIn(sharing, { byteCoins: false, scale: 5 });
    const state = { ...first, learner: cellAt(0, 0), other: cellAt(1, 6), own: 2, coins: 1 };
    const own = [...sight.own(state)];
    // Rows and columns 5, 6, 0, 1, 2; the coin is at 1, 1.
    expect(own[12]).toBe(3);
    expect(own[16]).toBe(1);
    expect(own[18]).toBe(-0.2);
    expect(own.filter((value) => value !== 0)).toHaveLength(3);
    const dead = sight.other({ ...state, other: null });
    expect(dead).toHaveLength(windowLength);
    expect(dead.every((value) => value === 0)).toBe(true);
    expect(sight.own({ ...state, steps: 9 })).toBe(sight.own(state));
  });

  it("shows coins as 255 where bytes are asked for", () => {
    const sight = sightIn(sharing, { byteCoins: true, scale: 5 });
    expect(Math.max(...sight.own({ ...first, own: 0 }))).toBe(51);
  });
});
