/** A model of texts that reads one character after the other: a gated recurrent unit over one-hot characters, and a softmax over the next. */
import type { Random } from "#lab/runtime.ts";
import type { Scalar, Tensor, Tensor2D, Tf } from "#lab/tf.ts";

import { dense, denseWeights } from "./layers.ts";
import { gruStep, gruWeights } from "./recurrent.ts";
import { weightOf, type Weights } from "./weights.ts";

interface CharacterSizes {
  /** Characters that it tells apart. */
  readonly symbols: number;
  /** Numbers of its state. */
  readonly units: number;
}

/** Fresh weights; the caller disposes them. */
export function characterWeights(
  tf: Tf,
  random: Random,
  { symbols, units }: CharacterSizes,
): Weights {
  return {
    ...gruWeights(tf, random, "state", { from: symbols, units }),
    ...denseWeights(tf, random, "output", units, symbols),
  };
}

/** Multiply-adds of one character read forward, its own row of the kernel being looked up. */
export function characterMacs({ symbols, units }: CharacterSizes): number {
  return units * (3 * units + symbols);
}

/** Pieces of text of one length, and what follows each of their characters: places in the alphabet, the first character of every piece, then the second. */
export interface Pieces {
  readonly batch: number;
  readonly characters: Int32Array;
  readonly next: Int32Array;
}

/** Mean cross-entropy of the next character, in nats, each piece read from a state of zeros; `mask` `[steps · batch, units]` is multiplied to the states before the softmax. */
export function characterLoss(
  tf: Tf,
  weights: Weights,
  { batch, characters, next }: Pieces,
  mask?: Tensor,
): Scalar {
  const steps = characters.length / batch;
  const inputs = gateInputs(tf, weights, characters);
  const columns = inputs.shape[1] ?? 0;
  const states = tf.gru(
    tf.reshape(inputs, [steps, batch, columns]),
    weightOf(weights, "state.recurrent"),
    weightOf(weights, "state.candidate"),
  );
  const rows = tf.reshape(states, [steps * batch, columns / 3]);
  const logits = outputs(tf, weights, mask === undefined ? rows : tf.mul(rows, mask));
  const targets = tf.oneHot(tf.tensor1d(next, "int32"), logits.shape[1]);
  return tf.softmaxCrossEntropy(logits, tf.cast(targets, "float32"));
}

/** The states after one more character each: `[batch]` places in the alphabet and states `[batch, units]`. */
export function readCharacters(
  tf: Tf,
  weights: Weights,
  characters: Int32Array,
  state: Tensor,
): Tensor {
  return tf.tidy(() =>
    gruStep(tf, weights, "state", { inputs: gateInputs(tf, weights, characters), state }),
  );
}

/** The state of a model that has read a text from its first character on: `[1, units]`. */
export function stateAfter(tf: Tf, weights: Weights, characters: Int32Array): Tensor {
  return tf.tidy(() => {
    const units = weightOf(weights, "state.candidate").shape[0] ?? 0;
    let state: Tensor = tf.zeros([1, units]);
    for (const character of characters) {
      state = readCharacters(tf, weights, Int32Array.of(character), state);
    }
    return state;
  });
}

/** Natural logarithms of the probabilities of the next character: states `[batch, units]` → `[batch, symbols]`. */
export function nextLogProbabilities(tf: Tf, weights: Weights, states: Tensor): Tensor {
  return tf.tidy(() => tf.logSoftmax(outputs(tf, weights, states)));
}

/** What the gates get from outside; a one-hot row times the kernel is a row of the kernel. */
function gateInputs(tf: Tf, weights: Weights, characters: Int32Array): Tensor {
  const table = tf.add(weightOf(weights, "state.kernel"), weightOf(weights, "state.bias"));
  return tf.gather(table, tf.tensor1d(characters, "int32"));
}

function outputs(tf: Tf, weights: Weights, states: Tensor): Tensor2D {
  return dense(tf, weights, "output", states, "linear");
}
