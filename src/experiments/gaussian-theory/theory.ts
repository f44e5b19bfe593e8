import { type Eigen, eigen, fromEigen, type Symmetric } from "./symmetric.ts";

/** What an adversary leaves of a Gaussian (Ilyas et al. 2019, theorem 2). */
export interface Robust {
  /** Price of a unit of squared perturbation; null without an adversary, where it would be infinite. */
  readonly lambda: number | null;
  readonly covariance: Symmetric;
}

/** The covariance that minimises the expected loss under the worst perturbation of mean square `epsilon`²; the mean stays. */
export function robustCovariance(covariance: Symmetric, epsilon: number): Robust {
  if (epsilon === 0) return { lambda: null, covariance };
  const axes = eigen(covariance);
  const spent = (lambda: number): number =>
    axes.values.reduce((sum, variance) => {
      const slack = lambda * robustVariance(variance, lambda) - 1;
      return sum + variance / (slack * slack);
    }, 0);
  const lambda = crossing(spent, epsilon * epsilon, 0);
  const [first, second] = axes.values;
  const values = [robustVariance(first, lambda), robustVariance(second, lambda)] as const;
  return { lambda, covariance: fromEigen({ ...axes, values }) };
}

/** Theorem 2 along one axis, s being the variance of the data there: s/2 + 1/λ + √(s/λ + s²/4). */
function robustVariance(variance: number, lambda: number): number {
  return variance / 2 + 1 / lambda + Math.sqrt(variance / lambda + (variance * variance) / 4);
}

/** The penalty C at which the Lagrangian adversary of theorem 1 spends a mean square of `epsilon`² on the fitted Gaussian; above 1 / σ_min. */
export function penaltyAt(variances: Eigen["values"], epsilon: number): number {
  const spent = (penalty: number): number =>
    variances.reduce((sum, variance) => {
      const slack = penalty * variance - 1;
      return sum + variance / (slack * slack);
    }, 0);
  return crossing(spent, epsilon * epsilon, 1 / Math.min(...variances));
}

/** Theorem 1: tr[(I + (CΣ − I)⁻¹)²] − d, by how much the adversary raises the expected squared Mahalanobis distance. */
export function extraLoss(variances: Eigen["values"], penalty: number): number {
  return variances.reduce((sum, variance) => {
    const factor = 1 + 1 / (penalty * variance - 1);
    return sum + factor * factor - 1;
  }, 0);
}

/** Largest angle that Σ⁻¹μ can form with μ, over all μ, as its cosine: 2 √(σ₁σ₂) / (σ₁ + σ₂) (Kantorovich's inequality). */
export function worstAlignment(covariance: Symmetric): number {
  const [large, small] = eigen(covariance).values;
  return (2 * Math.sqrt(large * small)) / (large + small);
}

/** Where a falling function of x > `above` takes the value, by halving the ratio of two bounds on x − above. */
function crossing(falling: (x: number) => number, value: number, above: number): number {
  let [low, high] = [1e-12, 1e12];
  for (let step = 0; step < 100; step += 1) {
    const middle = Math.sqrt(low * high);
    if (falling(above + middle) > value) low = middle;
    else high = middle;
  }
  return above + Math.sqrt(low * high);
}
