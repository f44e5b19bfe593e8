import type { Tf } from "#lab/tf.ts";

import type { Weights } from "./weights.ts";

/** Weights as plain data, for a checkpoint or a file. */
export type SavedWeights = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

/** Reads weights back from the engine; the tensors stay the caller's. */
export async function saveWeights(weights: Weights): Promise<SavedWeights> {
  const saved = Object.entries(weights).map(async ([name, tensor]) => {
    const values = Float32Array.from(await tensor.data());
    return [name, { shape: [...tensor.shape], values }] as const;
  });
  return Object.fromEntries(await Promise.all(saved));
}

/** Tensors of the same numbers, in the same order; the caller disposes them. */
export function restoreWeights(tf: Tf, saved: SavedWeights): Weights {
  return Object.fromEntries(
    Object.entries(saved).map(([name, { shape, values }]) => [
      name,
      tf.tensor(values, [...shape], "float32"),
    ]),
  );
}
