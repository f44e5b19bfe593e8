import type { Random } from "#lab/runtime.ts";
import type { Scalar, Tensor, Tf } from "#lab/tf.ts";

export interface PrivacySettings {
  /** C, the most that one example's gradient may measure in L2. */
  readonly clip: number;
  /** σ, the noise multiplier: the noise's standard deviation is σ · C. */
  readonly noise: number;
  /** L, the lot's expected size, by which the sum is divided. */
  readonly lot: number;
}

/**
 * The gradient of DP-SGD (Abadi et al. 2016, algorithm 1): every example's own gradient, cut to length C, summed, with normal noise of
 * deviation σ C in every number, and divided by L. `losses` are those of the examples drawn, perhaps none; the caller disposes what comes.
 */
export function privateGradients(
  tf: Tf,
  weights: readonly Tensor[],
  losses: readonly ((...weights: Tensor[]) => Scalar)[],
  { clip, noise, lot }: PrivacySettings,
  random: Random,
): Tensor[] {
  let sums = weights.map((weight) => noiseLike(tf, weight, noise * clip, random));
  for (const loss of losses) {
    const before = sums;
    sums = tf.tidy(() => {
      const own = tf.grads(loss)([...weights]);
      const length = tf.sqrt(tf.addN(own.map((part) => tf.sum(tf.square(part)))));
      const share = tf.minimum(1, tf.div(clip, tf.maximum(length, 1e-12)));
      return before.map((sum, i) => {
        const part = own[i];
        return part === undefined ? sum : tf.add(sum, tf.mul(part, share));
      });
    });
    tf.dispose(before);
  }
  const gradients = tf.tidy(() => sums.map((sum) => tf.div(sum, lot)));
  tf.dispose(sums);
  return gradients;
}

function noiseLike(tf: Tf, { shape, size }: Tensor, deviation: number, random: Random): Tensor {
  if (deviation === 0) return tf.zeros([...shape]);
  const values = Float32Array.from({ length: size }, () => deviation * random.normal());
  return tf.tensor(values, [...shape]);
}
