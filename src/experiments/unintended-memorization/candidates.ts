/** Log-perplexities of numbers under a model, by walking the tree of their digits: a prefix is read once for all numbers that begin with it. */
import type { Tensor, Tf } from "#lab/tf.ts";
import { nextLogProbabilities, readCharacters, stateAfter } from "#ml/character-model.ts";
import { alphabet } from "#ml/characters.ts";
import type { Weights } from "#ml/weights.ts";

import { prompt } from "./corpus.ts";

const zero = alphabet.indexOf("0");
/** Prefixes read at once. */
const blockSize = 1000;

/** Bits of every number of so many digits, in their order; after each block of prefixes yields what `tell` says. */
export async function* allBits<Told>(
  tf: Tf,
  weights: Weights,
  digits: number,
  tell: () => Told,
): AsyncGenerator<Told, Float64Array> {
  const bits = new Float64Array(10 ** digits);
  let open: Block[] = [
    { state: stateAfter(tf, weights, prompt), bits: Float64Array.of(0), from: 0, depth: 0 },
  ];
  try {
    let block = open.pop();
    while (block !== undefined) {
      const { state, from, depth } = block;
      const next = await digitBits(tf, weights, state);
      const grown = added(block.bits, next);
      if (depth + 1 === digits) bits.set(grown, from * 10);
      else open.push(...split({ state, bits: grown, from, depth }));
      tf.dispose(state);
      if (block.bits.length === blockSize) yield tell();
      block = open.pop();
    }
    return bits;
  } finally {
    tf.dispose(open.map(({ state }) => state));
    open = [];
  }

  /** The prefixes one digit longer, in blocks. */
  function split({ state, bits: grown, from, depth }: Block): Block[] {
    const size = Math.min(grown.length, blockSize);
    return Array.from({ length: grown.length / size }, (_, i) => ({
      state: longer(tf, weights, state, i * size, size),
      bits: grown.slice(i * size, (i + 1) * size),
      from: from * 10 + i * size,
      depth: depth + 1,
    })).toReversed();
  }
}

/** Prefixes `from`, `from` + 1 and so on of one length: the states after them and their bits. */
interface Block {
  readonly state: Tensor;
  readonly bits: Float64Array;
  readonly from: number;
  readonly depth: number;
}

/** States after `size` of the prefixes one digit longer than those of `state`, from the one at `first` on. */
function longer(tf: Tf, weights: Weights, state: Tensor, first: number, size: number): Tensor {
  return tf.tidy(() => {
    const parents = Int32Array.from({ length: size }, (_, i) => Math.floor((first + i) / 10));
    const characters = Int32Array.from({ length: size }, (_, i) => zero + ((first + i) % 10));
    return readCharacters(tf, weights, characters, tf.gather(state, tf.tensor1d(parents, "int32")));
  });
}

/** Bits of each next digit after each state, ten a state. */
async function digitBits(tf: Tf, weights: Weights, state: Tensor): Promise<Float64Array> {
  const logs = nextLogProbabilities(tf, weights, state);
  const values = await logs.data();
  tf.dispose(logs);
  const rows = values.length / alphabet.length;
  return Float64Array.from(
    { length: 10 * rows },
    (_, i) => -(values[Math.floor(i / 10) * alphabet.length + zero + (i % 10)] ?? 0) / Math.LN2,
  );
}

function added(before: Float64Array, next: Float64Array): Float64Array {
  return next.map((bits, i) => (before[Math.floor(i / 10)] ?? 0) + bits);
}

/** Bits of some numbers of one length, read side by side. */
export async function bitsOf(
  tf: Tf,
  weights: Weights,
  numbers: readonly string[],
): Promise<Float64Array> {
  const digits = numbers[0]?.length ?? 0;
  const start = stateAfter(tf, weights, prompt);
  let state = tf.tidy(() => tf.gather(start, tf.tensor1d(new Int32Array(numbers.length), "int32")));
  tf.dispose(start);
  const bits = new Float64Array(numbers.length);
  try {
    for (let place = 0; place < digits; place += 1) {
      const read = numbers.map((number) => Number(number.charAt(place)));
      const next = await digitBits(tf, weights, state);
      for (const [i, digit] of read.entries())
        bits[i] = (bits[i] ?? 0) + (next[10 * i + digit] ?? 0);
      if (place === digits - 1) break;
      const before = state;
      state = readCharacters(
        tf,
        weights,
        Int32Array.from(read, (digit) => zero + digit),
        before,
      );
      tf.dispose(before);
    }
    return bits;
  } finally {
    tf.dispose(state);
  }
}

/** What a thief may ask a model, whose weights are lent: the bits of each next digit after a prefix. Where it was asked before it goes on from there. */
export function thiefOf(tf: Tf, weights: Weights): (prefix: string) => Promise<Float64Array> {
  const known = new Map<string, Float32Array>();

  async function stateOf(prefix: string): Promise<Float32Array> {
    const found = known.get(prefix);
    if (found !== undefined) return found;
    const before = prefix === "" ? undefined : await stateOf(prefix.slice(0, -1));
    const state =
      before === undefined
        ? stateAfter(tf, weights, prompt)
        : tf.tidy(() => {
            const read = Int32Array.of(zero + Number(prefix.at(-1)));
            return readCharacters(tf, weights, read, tf.tensor2d(before, [1, before.length]));
          });
    const values = Float32Array.from(await state.data());
    tf.dispose(state);
    known.set(prefix, values);
    return values;
  }

  return async (prefix) => {
    const values = await stateOf(prefix);
    const state = tf.tensor2d(values, [1, values.length]);
    const bits = await digitBits(tf, weights, state);
    tf.dispose(state);
    return bits;
  };
}
