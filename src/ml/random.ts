import type { Random } from "#lab/runtime.ts";

import { normalQuantile } from "./normal.ts";
import { type Block, philox } from "./philox.ts";

const wordRange = 2 ** 32;

/**
 * Random streams of a run: `seed` (an integer, 0 to 2³²−1; 0 is a seed like any other) and the stream's name fix every number.
 * Each call with a name starts its stream afresh; streams of different names are independent.
 */
export function randomStreams(seed: number): (name: string) => Random {
  if (!Number.isInteger(seed) || seed < 0 || seed >= wordRange) {
    throw new RangeError(`seed ${seed} is not an integer from 0 to ${wordRange - 1}`);
  }
  return (name) => randomStream(seed, name);
}

function randomStream(seed: number, name: string): Random {
  const next = words(seed, name);

  const uniform = (): number => next() / wordRange;

  // The middle of the word's interval: never 0, never 1.
  const normal = (): number => normalQuantile((next() + 0.5) / wordRange);

  const integer = (below: number): number => {
    if (!Number.isInteger(below) || below < 1 || below > wordRange) {
      throw new RangeError(`${below} is not an integer from 1 to ${wordRange}`);
    }
    // Words beyond the last whole multiple would favour small numbers.
    const limit = wordRange - (wordRange % below);
    let word = next();
    while (word >= limit) word = next();
    return word % below;
  };

  const permutation = (n: number): Int32Array => {
    const order = Int32Array.from({ length: n }, (_, position) => position);
    for (let last = n - 1; last > 0; last -= 1) {
      const chosen = integer(last + 1);
      const moved = order[last] ?? 0;
      order[last] = order[chosen] ?? 0;
      order[chosen] = moved;
    }
    return order;
  };

  return { uniform, normal, integer, permutation };
}

/** The words of a stream: Philox blocks at counters 0, 1, 2 …, under a key and an upper counter half taken from seed and name. */
function words(seed: number, name: string): () => number {
  const [key, upper0, upper1] = hashName(seed, name);
  let counterLow = 0;
  let counterHigh = 0;
  let block: Block = [0, 0, 0, 0];
  let used = 4;
  return () => {
    if (used === 4) {
      block = philox([counterLow, counterHigh, upper0, upper1], [seed, key]);
      counterLow = (counterLow + 1) >>> 0;
      if (counterLow === 0) counterHigh += 1;
      used = 0;
    }
    const word = block[used] ?? 0;
    used += 1;
    return word;
  };
}

/** 96 bits of a name, chained through Philox one UTF-16 unit at a time. */
function hashName(seed: number, name: string): Block {
  let state: Block = [0, 0, 0, 0];
  for (let position = 0; position < name.length; position += 1) {
    const [a, b, c, d] = state;
    state = philox(
      [(a ^ name.charCodeAt(position)) >>> 0, b, c, (d ^ (position + 1)) >>> 0],
      [seed, name.length],
    );
  }
  return state;
}
