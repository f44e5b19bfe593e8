import { beforeAll, describe, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import { characterLoss, characterWeights } from "#ml/character-model.ts";
import { alphabet, encode } from "#ml/characters.ts";
import { randomStreams } from "#ml/random.ts";
import type { Weights } from "#ml/weights.ts";
import { nodeEngine } from "#runtime/node.ts";

import { allBits, bitsOf, thiefOf } from "./candidates.ts";
import { rankOf } from "./exposure.ts";
import { format } from "./plan.ts";
import { search } from "./search.ts";

let tf: Tf;
let weights: Weights;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
  weights = characterWeights(tf, randomStreams(8)("weights"), {
    symbols: alphabet.length,
    units: 8,
  });
});

async function ranked(digits: number): Promise<{ bits: Float64Array; blocks: number }> {
  const asking = allBits(tf, weights, digits, () => "asking");
  let blocks = 0;
  let turn = await asking.next();
  while (turn.done !== true) {
    blocks += 1;
    turn = await asking.next();
  }
  return { bits: turn.value, blocks };
}

/** −log₂ of the probability of a text after its first character. */
async function bitsOfText(text: string): Promise<number> {
  const places = encode(text);
  const pieces = { batch: 1, characters: places.slice(0, -1), next: places.slice(1) };
  const [mean = Number.NaN] = await characterLoss(tf, weights, pieces).data();
  return (mean * (places.length - 1)) / Math.LN2;
}

describe("log-perplexities of numbers", () => {
  it("are those of the whole sentence after what stands before the number", async () => {
    const { bits } = await ranked(3);
    for (const number of ["000", "042", "281", "999"]) {
      const known = ` ${format}`;
      const direct = (await bitsOfText(known + number)) - (await bitsOfText(known));
      // The difference of two sums of some twenty 32-bit losses.
      expect(Math.abs((bits[Number(number)] ?? Number.NaN) - direct)).toBeLessThan(1e-3);
    }
  });

  it("are the same from the tree, side by side, and digit by digit", async () => {
    const { bits, blocks } = await ranked(5);
    expect(blocks).toBe(11);
    const some = ["00000", "12345", "99999", "50817", "28126"];
    const ask = thiefOf(tf, weights);
    const beside = await bitsOf(tf, weights, some);
    for (const [i, number] of some.entries()) {
      let asked = 0;
      for (let place = 0; place < number.length; place += 1) {
        const next = await ask(number.slice(0, place));
        asked += next[Number(number.charAt(place))] ?? Number.NaN;
      }
      const own = bits[Number(number)] ?? Number.NaN;
      expect(Math.abs(own - (beside[i] ?? Number.NaN))).toBeLessThan(1e-4);
      expect(Math.abs(own - asked)).toBeLessThan(1e-4);
    }
  });

  it("have the likeliest where the search finds it", async () => {
    const { bits } = await ranked(4);
    const ask = thiefOf(tf, weights);
    const theft = search(4, ask, 10_000);
    let turn = await theft.next();
    while (turn.done !== true) turn = await theft.next();
    expect(rankOf(bits, Number(turn.value.found?.digits))).toBe(1);
  });

  it("leave no tensor behind, also where the asking is broken off", async () => {
    const before = tf.memory().numTensors;
    await ranked(4);
    for await (const _ of allBits(tf, weights, 5, () => "asking")) break;
    await bitsOf(tf, weights, ["1234", "5678"]);
    const ask = thiefOf(tf, weights);
    await ask("");
    await ask("12");
    expect(tf.memory().numTensors).toBe(before);
  });
});
