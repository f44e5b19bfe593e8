import type { Random } from "#lab/runtime.ts";
import type { Tensor4D, Tf } from "#lab/tf.ts";

import { convolution, convolutionWeights } from "./layers.ts";
import type { Weights } from "./weights.ts";

interface BlockSettings {
  readonly from: number;
  readonly to: number;
}

/**
 * Weights of a residual block without normalisation. The last convolution starts at zero, so that a new block is (up to its shortcut) the
 * identity and deep stacks train from the first step (Zhang et al. 2019, § 3, rule 1).
 */
export function residualWeights(
  tf: Tf,
  random: Random,
  name: string,
  { from, to }: BlockSettings,
  isHalving: boolean,
): Weights {
  if (from !== to && !isHalving) {
    throw new RangeError(
      `a block from ${from} to ${to} channels must halve the image: else its shortcut has no weights`,
    );
  }
  return {
    ...convolutionWeights(tf, random, `${name}.in`, { side: 3, from, to }),
    [`${name}.out.kernel`]: tf.zeros([3, 3, to, to]),
    [`${name}.out.bias`]: tf.zeros([to]),
    ...(isHalving && convolutionWeights(tf, random, `${name}.shortcut`, { side: 1, from, to })),
  };
}

/** relu(W₂ ∗ relu(W₁ ∗ x) + shortcut(x)) (He et al. 2016, eq. 1 and 2): the shortcut is x itself, or a 1×1 convolution of two pixels a step where the block halves the image. */
export function residualBlock(
  tf: Tf,
  weights: Weights,
  name: string,
  x: Tensor4D,
  isHalving: boolean,
): Tensor4D {
  const stride = isHalving ? 2 : 1;
  const inner = convolution(tf, weights, `${name}.in`, x, { stride });
  const change = convolution(tf, weights, `${name}.out`, inner, { activation: "linear" });
  const shortcut = isHalving
    ? convolution(tf, weights, `${name}.shortcut`, x, { stride, activation: "linear" })
    : x;
  return tf.relu(tf.add<Tensor4D>(change, shortcut));
}
