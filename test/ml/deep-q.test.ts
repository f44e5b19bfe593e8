/** Against PyTorch (deep_q.py), and the targets by hand. */
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";
import { z } from "zod";

import { doubleTarget, learnValues, qLoss, valuesOf } from "#ml/deep-q.ts";
import { plainAdam } from "#ml/plain-adam.ts";
import { plainRoom, plainShape } from "#ml/plain-network.ts";
import { randomStreams } from "#ml/random.ts";
import { replayMemory } from "#ml/replay.ts";

const numbers = z.array(z.number());
const fixture = z
  .object({
    sizes: numbers,
    observations: z.array(numbers),
    actions: numbers,
    targets: numbers,
    parameters: numbers,
    gradient: numbers,
    losses: numbers,
    after: numbers,
  })
  .parse(JSON.parse(readFileSync(new URL("deep-q.json", import.meta.url), "utf8")));

const shape = plainShape(fixture.sizes);
const observations = fixture.observations.map((values) => Float64Array.from(values));
const rowsOf = (from: readonly Float64Array[]) =>
  from.map((observation, i) => ({
    observation,
    action: fixture.actions[i] ?? 0,
    target: fixture.targets[i] ?? 0,
  }));
const expectClose = (found: ArrayLike<number>, known: readonly number[]): void => {
  expect(found).toHaveLength(known.length);
  // Both compute in 64 bits; sums are taken in another order.
  for (const [i, value] of known.entries()) expect(found[i]).toBeCloseTo(value, 11);
};

describe("the error of the chosen actions’ values", () => {
  const parameters = Float64Array.from(fixture.parameters);

  it("has PyTorch’s value and gradient", () => {
    const gradient = new Float64Array(shape.parameters);
    const loss = qLoss(shape, parameters, rowsOf(observations), plainRoom(shape), gradient);
    expect(loss).toBeCloseTo(fixture.losses[0] ?? Number.NaN, 12);
    expectClose(gradient, fixture.gradient);
  });

  it("is the same where equal observations are one array", () => {
    const [first = new Float64Array(), second = first, , fourth = first] = observations;
    const gradient = new Float64Array(shape.parameters);
    const joined = rowsOf([first, second, first, fourth]);
    qLoss(shape, parameters, joined, plainRoom(shape), gradient);
    expectClose(gradient, fixture.gradient);
  });

  it("is led down by Adam as PyTorch does it", () => {
    const learner = { parameters: parameters.slice(), state: plainAdam(shape.parameters) };
    const gradient = new Float64Array(shape.parameters);
    const room = plainRoom(shape);
    // PyTorch adds its 1e-8 to the corrected root, the paper's faster form to the one before: a difference of that size.
    for (const known of fixture.losses) {
      const step = { room, gradient, rate: 0.01 };
      expect(learnValues(shape, learner, rowsOf(observations), step)).toBeCloseTo(known, 6);
    }
    for (const [i, value] of fixture.after.entries()) {
      expect(learner.parameters[i]).toBeCloseTo(value, 6);
    }
  });
});

it("values that are known are not computed again", () => {
  const known = new Map<Float64Array, Float64Array>();
  const [first = new Float64Array()] = observations;
  const parameters = Float64Array.from(fixture.parameters);
  const [before] = valuesOf(shape, parameters, [first], plainRoom(shape), known);
  const [after] = valuesOf(shape, parameters.fill(0), [first], plainRoom(shape), known);
  expect(after).toBe(before);
});

describe("the target of double Q-learning", () => {
  const sequel = { reward: 1, isEnded: false, online: [0, 5, 4], copy: [9, 2, 3] };

  it("takes the copy’s value of the action that the learner would choose", () => {
    expect(doubleTarget(sequel, 0.5)).toBe(2);
  });

  it("is the reward alone at an end", () => {
    expect(doubleTarget({ ...sequel, isEnded: true }, 0.5)).toBe(1);
  });
});

describe("a replay memory", () => {
  it("forgets the oldest first", () => {
    const memory = replayMemory<number>(3);
    for (let item = 0; item < 5; item += 1) memory.add(item);
    const seen = new Set(memory.sample(randomStreams(1)("replay"), 100));
    expect([...seen].toSorted((a, b) => a - b)).toEqual([2, 3, 4]);
  });

  it("has nothing to give before it was filled", () => {
    expect(() => replayMemory(3).sample(randomStreams(1)("replay"), 1)).toThrow("nothing");
  });
});
