/** Recurrent layers over whole sequences, each from a state of zeros. */
import type { Random } from "#lab/runtime.ts";
import type { Tensor, Tf } from "#lab/tf.ts";

import { weightOf, type Weights } from "./weights.ts";

/** Numbers that come in at a step, and units of the state. */
interface RecurrentSizes {
  readonly from: number;
  readonly units: number;
}

/** Weights of a long short-term memory, gates in the order input, forget, candidate, output; the caller disposes them. */
export function lstmWeights(
  tf: Tf,
  random: Random,
  name: string,
  { from, units }: RecurrentSizes,
): Weights {
  // A forget gate that starts open lets gradients through long sequences (Jozefowicz et al. 2015, § 2.2).
  const bias = Float32Array.from({ length: 4 * units }, (_, i) =>
    i >= units && i < 2 * units ? 1 : 0,
  );
  return {
    [`${name}.kernel`]: uniform(tf, random, [from, 4 * units], units),
    [`${name}.recurrent`]: uniform(tf, random, [units, 4 * units], units),
    [`${name}.bias`]: tf.tensor(bias, [4 * units]),
  };
}

/** Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000): `[steps, batch, from]` → the state after each step, `[steps, batch, units]`. */
export function lstm(tf: Tf, weights: Weights, name: string, x: Tensor): Tensor {
  return tf.lstm(gateInputs(tf, weights, name, x), weightOf(weights, `${name}.recurrent`));
}

/** Weights of a gated recurrent unit, gates in the order reset, update, candidate; the caller disposes them. */
export function gruWeights(
  tf: Tf,
  random: Random,
  name: string,
  { from, units }: RecurrentSizes,
): Weights {
  return {
    [`${name}.kernel`]: uniform(tf, random, [from, 3 * units], units),
    [`${name}.recurrent`]: uniform(tf, random, [units, 3 * units], units),
    [`${name}.bias`]: tf.zeros([3 * units]),
    [`${name}.candidate`]: tf.zeros([units]),
  };
}

/** Gated recurrent unit (Cho et al. 2014, in PyTorch's form): `[steps, batch, from]` → the state after each step, `[steps, batch, units]`. */
export function gru(tf: Tf, weights: Weights, name: string, x: Tensor): Tensor {
  return tf.gru(
    gateInputs(tf, weights, name, x),
    weightOf(weights, `${name}.recurrent`),
    weightOf(weights, `${name}.candidate`),
  );
}

/** One step of a gated recurrent unit from any state: what the gates get from outside, `[batch, 3 · units]`, and a state `[batch, units]` → the next state. */
export function gruStep(
  tf: Tf,
  weights: Weights,
  name: string,
  { inputs, state }: { readonly inputs: Tensor; readonly state: Tensor },
): Tensor {
  const [batch = 0, units = 0] = state.shape;
  const recurrent = tf.matMul(state, weightOf(weights, `${name}.recurrent`));
  const part = (sums: Tensor, i: number): Tensor => tf.slice(sums, [0, i * units], [batch, units]);
  const gate = (i: number): Tensor => tf.sigmoid(tf.add(part(inputs, i), part(recurrent, i)));
  const remembered = tf.add(part(recurrent, 2), weightOf(weights, `${name}.candidate`));
  const candidate = tf.tanh(tf.add(part(inputs, 2), tf.mul(gate(0), remembered)));
  const update = gate(1);
  return tf.add(tf.mul(tf.sub(1, update), candidate), tf.mul(update, state));
}

/** What the gates get from outside, x · kernel + bias, in one product for all steps: `[steps, batch, gates · units]`. */
function gateInputs(tf: Tf, weights: Weights, name: string, x: Tensor): Tensor {
  const [steps = 1, batch = 1, from = 1] = x.shape;
  const kernel = weightOf(weights, `${name}.kernel`);
  const rows = tf.reshape(x, [steps * batch, from]);
  const given = tf.dense(rows, kernel, weightOf(weights, `${name}.bias`), "linear");
  return tf.reshape(given, [steps, batch, kernel.shape[1] ?? 0]);
}

/** Even numbers within 1 / √`units`, as PyTorch starts a recurrent layer. */
function uniform(tf: Tf, random: Random, shape: readonly number[], units: number): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  const bound = 1 / Math.sqrt(units);
  return tf.tensor(
    Float32Array.from({ length: count }, () => bound * (2 * random.uniform() - 1)),
    [...shape],
  );
}
