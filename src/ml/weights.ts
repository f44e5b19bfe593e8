import type { Random } from "#lab/runtime.ts";
import type { Tensor, Tf } from "#lab/tf.ts";

/** Trainable tensors by name; the order of the keys is the order of gradients. */
export type Weights = Readonly<Record<string, Tensor>>;

/** The weights of that name; throws where the network has none. */
export function weightOf(weights: Weights, name: string): Tensor {
  const found = weights[name];
  if (found === undefined) throw new Error(`the network has no weights named ${name}`);
  return found;
}

/** Normal numbers of variance 2 / `fanIn` (He et al. 2015, eq. 10), the inputs of a unit. */
export function heNormal(tf: Tf, random: Random, shape: readonly number[], fanIn: number): Tensor {
  const scale = Math.sqrt(2 / fanIn);
  const count = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: count }, () => scale * random.normal()),
    [...shape],
  );
}

/** The same weights with other values, in the order of their names. */
export function named(names: readonly string[], values: readonly Tensor[]): Weights {
  return Object.fromEntries(names.map((name, i) => [name, at(values, i)]));
}

/** The tensor in that place; throws where there is none. */
export function at(values: readonly Tensor[], i: number): Tensor {
  const value = values[i];
  if (value === undefined) throw new RangeError(`no tensor at ${i}`);
  return value;
}
