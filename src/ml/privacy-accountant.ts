/**
 * What a training with noise gives away at most: Rényi differential privacy of the sampled Gaussian mechanism at integer orders
 * (Mironov, Talwar and Zhang 2019, § 3.3), added up over the steps.
 */

/** A training in which every step draws each example on its own and adds normal noise to clipped gradients. */
export interface NoisyTraining {
  /** q, the chance of an example to be drawn in a step. */
  readonly rate: number;
  /** σ: the noise's standard deviation over the clipping length. */
  readonly noise: number;
  readonly steps: number;
}

/** The Rényi divergence of that order, an integer from 2, that the whole training spends; infinite without noise. */
export function renyiDivergence({ rate, noise, steps }: NoisyTraining, order: number): number {
  if (rate === 0 || steps === 0) return 0;
  if (noise === 0) return Number.POSITIVE_INFINITY;
  if (rate === 1) return (steps * order) / (2 * noise ** 2);
  // log Σₖ C(α, k) (1 − q)^(α−k) q^k exp((k² − k) / 2σ²)
  const terms: number[] = [];
  let logBinomial = 0;
  for (let k = 0; k <= order; k += 1) {
    if (k > 0) logBinomial += Math.log((order - k + 1) / k);
    terms.push(
      logBinomial +
        (order - k) * Math.log1p(-rate) +
        k * Math.log(rate) +
        (k * k - k) / (2 * noise ** 2),
    );
  }
  return (steps * logSum(terms)) / (order - 1);
}

const orders = [...Array.from({ length: 63 }, (_, i) => i + 2), 80, 96, 128, 192, 256, 512];

/** The least ε at this δ over the orders (Mironov 2017, proposition 3), with the order that gives it. */
export function epsilonAt(
  training: NoisyTraining,
  delta: number,
): { readonly epsilon: number; readonly order: number } {
  let best = { epsilon: Number.POSITIVE_INFINITY, order: 0 };
  for (const order of orders) {
    const epsilon = renyiDivergence(training, order) - Math.log(delta) / (order - 1);
    if (epsilon < best.epsilon) best = { epsilon, order };
  }
  return best;
}

function logSum(terms: readonly number[]): number {
  const largest = Math.max(...terms);
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}
