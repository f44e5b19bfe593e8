import { beforeAll, describe, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import {
  characterLoss,
  characterWeights,
  nextLogProbabilities,
  readCharacters,
  stateAfter,
} from "#ml/character-model.ts";
import { alphabet, encode, simplified } from "#ml/characters.ts";
import { randomStreams } from "#ml/random.ts";
import { gru } from "#ml/recurrent.ts";
import type { Weights } from "#ml/weights.ts";
import { nodeEngine } from "#runtime/node.ts";

const sizes = { symbols: alphabet.length, units: 12 };
let tf: Tf;
let weights: Weights;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
  weights = characterWeights(tf, randomStreams(5)("weights"), sizes);
});

describe("a text in the characters of the model", () => {
  it("loses capitals, accents and fine print, and keeps its lines", () => {
    const text = "A  “Façade”\n\n — 3 × 10⁹!";
    expect(simplified(text)).toBe("a 'facade'\n- 3 x 109.");
  });

  it("is written by its places, and nothing else is", () => {
    expect(Array.from(encode("\n az0"))).toEqual([0, 1, 2, 27, 28]);
    expect(() => encode("É")).toThrow('no model knows the character "É"');
  });
});

describe("the character model", () => {
  it("reads one character at a time as it reads a whole sequence", async () => {
    const characters = encode("the random number");
    const oneHot = tf.cast(tf.oneHot(tf.tensor1d(characters, "int32"), alphabet.length), "float32");
    const whole = gru(
      tf,
      weights,
      "state",
      tf.reshape(oneHot, [characters.length, 1, alphabet.length]),
    );
    const states = await whole.data();
    const stepwise = await stateAfter(tf, weights, characters).data();
    expect(stepwise).toHaveLength(sizes.units);
    for (const [i, value] of states.slice(-sizes.units).entries()) {
      // Two orders of the same 32-bit sums.
      expect(Math.abs(value - (stepwise[i] ?? Number.NaN))).toBeLessThan(1e-6);
    }
  });

  it("loses as many nats on a text as its own steps say", async () => {
    const [first, second] = [encode("28 pieces"), encode("of a text")];
    const length = 8;
    let sum = 0;
    for (const piece of [first, second]) {
      for (let step = 0; step < length; step += 1) {
        const state = stateAfter(tf, weights, piece.subarray(0, step + 1));
        const logs = await nextLogProbabilities(tf, weights, state).data();
        sum -= logs[piece[step + 1] ?? 0] ?? Number.NaN;
      }
    }
    const side = (shift: number): Int32Array =>
      Int32Array.from({ length: 2 * length }, (_, i) => {
        const piece = i % 2 === 0 ? first : second;
        return piece[Math.floor(i / 2) + shift] ?? 0;
      });
    const pieces = { batch: 2, characters: side(0), next: side(1) };
    const [loss = Number.NaN] = await characterLoss(tf, weights, pieces).data();
    expect(loss).toBeCloseTo(sum / (2 * length), 5);
  });

  it("gives probabilities that add up to one, a row a state", async () => {
    const start = tf.zeros([3, sizes.units]);
    const states = readCharacters(tf, weights, encode("a1%"), start);
    const total = tf.sum(tf.exp(nextLogProbabilities(tf, weights, states)), 1);
    for (const sum of await total.data()) expect(sum).toBeCloseTo(1, 5);
  });
});
