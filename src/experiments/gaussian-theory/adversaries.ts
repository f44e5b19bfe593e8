import { coordinates, fromCoordinates, type Eigen, type Vector } from "./symmetric.ts";

/** Whose budget epsilon is: `shared`, a mean square over all samples, as in the paper's proof; `each`, a radius for every sample. */
export const adversaryKinds = ["shared", "each"] as const;
export type AdversaryKind = (typeof adversaryKinds)[number];

/** Each deviation from the mean, moved to where a Gaussian with these axes fits it worst: v + (λΣ − I)⁻¹v. */
export function moveAway(
  kind: AdversaryKind,
  deviations: readonly Vector[],
  axes: Eigen,
  epsilon: number,
): Vector[] {
  const turned = deviations.map((deviation) => coordinates(axes, deviation));
  if (kind === "each") {
    return turned.map((deviation) =>
      fromCoordinates(axes, pushed(deviation, axes, price(deviation, axes, epsilon))),
    );
  }
  const rootMeanSquare = (axis: 0 | 1): number =>
    Math.sqrt(
      turned.reduce((sum, deviation) => sum + deviation[axis] * deviation[axis], 0) / turned.length,
    );
  const shared = price([rootMeanSquare(0), rootMeanSquare(1)], axes, epsilon);
  return turned.map((deviation) => fromCoordinates(axes, pushed(deviation, axes, shared)));
}

function pushed([a, b]: Vector, { values: [first, second] }: Eigen, lambda: number): Vector {
  return [a + a / (lambda * first - 1), b + b / (lambda * second - 1)];
}

/**
 * The λ > 1/σ₂ with a²/(λσ₁ − 1)² + b²/(λσ₂ − 1)² = ε²: Newton's method on the inverse length, which comes from below and never
 * overshoots (the secular equation of Moré and Sorensen 1983).
 */
function price([a, b]: Vector, { values: [first, second] }: Eigen, epsilon: number): number {
  // The second term alone gives a bound; a deviation exactly along the first axis is nudged off it.
  let lambda = (1 + Math.max(Math.abs(b), 1e-12) / epsilon) / second;
  for (let step = 0; step < 50; step += 1) {
    const [p, q] = [lambda * first - 1, lambda * second - 1];
    const [alpha, beta] = [(a * a) / (p * p), (b * b) / (q * q)];
    const length = Math.sqrt(alpha + beta);
    const change =
      ((length - epsilon) / epsilon) *
      ((alpha + beta) / ((alpha * first) / p + (beta * second) / q));
    lambda += change;
    // The error is then about the square of the last change.
    if (Math.abs(change) <= 1e-7 * lambda) break;
  }
  return lambda;
}

/**
 * By how much the Lagrangian adversary of theorem 1 raises the squared Mahalanobis distance of one deviation, given along the axes: gradient
 * ascent on (v + δ)ᵀΣ⁻¹(v + δ) − C‖δ‖², with steps of 1/C, until it stands still.
 */
export function climbedLoss(deviation: Vector, variances: Vector, penalty: number): number {
  return deviation.reduce((sum, start, axis) => {
    const variance = variances[axis] ?? 1;
    let delta = 0;
    for (let step = 0; step < 2000; step += 1) {
      const next = (start + delta) / (variance * penalty);
      const isStill = Math.abs(next - delta) <= 1e-10 * Math.abs(next);
      delta = next;
      if (isStill) break;
    }
    return sum + ((start + delta) * (start + delta) - start * start) / variance;
  }, 0);
}
