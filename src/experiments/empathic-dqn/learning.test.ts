import { describe, expect, it } from "vitest";

import { randomStreams } from "#ml/random.ts";

import { coexistence } from "./coexistence.ts";
import { empathicTarget } from "./empathy.ts";
import { coexistenceValues } from "./exact-coexistence.ts";
import { exactPlayer } from "./exact-player.ts";
import { sharingValues } from "./exact-sharing.ts";
import { playGames } from "./games.ts";
import { learn } from "./learner.ts";
import { recipeOf } from "./plan.ts";
import { sharing } from "./sharing.ts";
import { cellAt } from "./torus.ts";
import { sightIn } from "./windows.ts";

const none = { unmaskedEnd: false, unlearntDeath: false, resetView: false };

describe("the empathic target", () => {
  const sequel = { selfish: 10, other: [3, 7], isEnded: false, isOtherAlive: true };

  it("weighs its own by β and the other’s best, discounted, by the rest", () => {
    expect(empathicTarget(sequel, 0.25, 0.9, none)).toBeCloseTo(0.25 * 10 + 0.75 * 0.9 * 7, 12);
    expect(empathicTarget(sequel, 1, 0.9, none)).toBe(10);
  });

  it("counts an other that is dead, or beyond the end, only as the quirks say", () => {
    const dead = { ...sequel, isOtherAlive: false };
    const ended = { ...sequel, isEnded: true };
    expect(empathicTarget(dead, 0.5, 1, none)).toBe(5);
    expect(empathicTarget(ended, 0.5, 1, none)).toBe(5);
    expect(empathicTarget(dead, 0.5, 1, { ...none, unlearntDeath: true })).toBe(8.5);
    expect(empathicTarget(ended, 0.5, 1, { ...none, unmaskedEnd: true })).toBe(8.5);
  });
});

describe("the settings", () => {
  const sizes = { steps: 400, hidden: 8, policy: "learnt" } as const;
  /** Whether the acting network is another after so many steps than after the first. */
  const learns = (settings: "small" | "published"): boolean => {
    const recipe = recipeOf({ ...sizes, settings }, "coexistence");
    const lessons = learn(randomStreams(1), {
      name: "a test",
      world: coexistence,
      sight: sightIn(coexistence, { byteCoins: false, scale: recipe.windowScale }),
      beta: 0.5,
      steps: sizes.steps,
      recipe,
      actions: 5,
      quirks: { ...none, byteCoins: false },
    });
    let first: Float64Array | undefined;
    let last: Float64Array = new Float64Array();
    for (const { acting } of lessons) {
      first ??= acting.slice();
      last = acting;
    }
    return first?.join() !== last.join();
  };

  it("learn within 400 moves if they are small, and not before 20,000 as published", () => {
    expect([learns("small"), learns("published")]).toEqual([true, false]);
  });

  it("are small for shipped networks, which saw windows of that scale", () => {
    const chosen = { ...sizes, settings: "published" } as const;
    const seen = recipeOf({ ...chosen, policy: "shipped" }, "sharing").windowScale;
    expect(seen).toBe(recipeOf({ ...chosen, settings: "small" }, "sharing").windowScale);
    expect(seen).not.toBe(recipeOf(chosen, "sharing").windowScale);
  });
});

describe("the exact optimum of coexistence", () => {
  const value = coexistenceValues(0);
  const [start] = coexistence.starts;
  if (start === undefined) throw new Error("no start");

  it("lives for ever: 100 at a discount of 0.99", () => {
    expect(value(start)).toBeCloseTo(100, 6);
    expect(value({ ...start, other: null })).toBeCloseTo(100, 9);
  });

  it("obeys Bellman’s equation in every state", () => {
    const player = exactPlayer(coexistence, value, 1, none);
    for (let learner = 0; learner < 49; learner += 1) {
      for (let other = 0; other < 49; other += 1) {
        const state = { ...start, learner, other };
        expect(Math.max(...player(state))).toBeCloseTo(value(state), 6);
      }
    }
  });

  it("spares the other as soon as it counts a little", () => {
    // To stay lets the other walk into its reach in one case of five.
    const state = { ...start, learner: cellAt(3, 3), other: cellAt(3, 5) };
    const [, , , , staying = 0] = exactPlayer(coexistence, value, 0.9, none)(state);
    const [, , , leaving = 0] = exactPlayer(coexistence, value, 0.9, none)(state);
    expect(leaving).toBeGreaterThan(staying);
  });
});

it("without a mistake the selfish kills in most games and a little empathy ends most of that, at no cost in lives", () => {
  const value = coexistenceValues(0);
  const manner = { actions: 5, noise: 0, isFirstOfTies: false };
  const [selfish, empathic] = [1, 0.9].map((beta) => {
    const player = exactPlayer(coexistence, value, beta, none);
    return playGames(coexistence, player, manner, 40, randomStreams(1)("games")).score;
  });
  expect(selfish?.kills).toBeGreaterThan(0.8);
  expect(empathic?.kills).toBeLessThan(0.4);
  expect([selfish?.died, empathic?.died]).toEqual([0, 0]);
});

describe("the exact optimum of sharing", () => {
  const value = sharingValues(0);
  const [, start] = sharing.starts;
  if (start === undefined) throw new Error("no start");

  it("is by hand: one coin left, two steps away, and the other too far", () => {
    // At step 1 the other stands at 2, 3 and sweeps to the right: it does not come to 5, 5 for long.
    const state = {
      ...start,
      steps: 1,
      other: cellAt(2, 3),
      coins: 2 ** 8,
      learner: cellAt(5, 3),
      own: 0,
    };
    expect(value(state)).toBeCloseTo(0.99, 6);
    expect(value({ ...state, own: 3 })).toBeCloseTo(0.99 * 0.7, 6);
  });

  it("is 0.2 for a ninth coin at hand, and nothing where none is left", () => {
    const state = {
      ...start,
      steps: 2,
      other: cellAt(2, 4),
      coins: 2 ** 5,
      learner: cellAt(3, 4),
      own: 8,
    };
    expect(value(state)).toBeCloseTo(0.2, 6);
    expect(value({ ...state, learner: cellAt(0, 1), coins: 0 })).toBe(0);
  });

  it("obeys Bellman’s equation along a game", () => {
    const player = exactPlayer(sharing, value, 1, none);
    let state = sharing.step(start, 4, 1).state;
    for (let i = 0; i < 12; i += 1) {
      const values = player(state);
      const best = Math.max(...values);
      expect(best).toBeCloseTo(value(state), 5);
      const [other = 4] = sharing.otherActions(state);
      const turn = sharing.step(state, values.indexOf(best), other);
      if (turn.isOver) break;
      state = turn.state;
    }
  });
});
