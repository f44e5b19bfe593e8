import { type AdversaryKind, moveAway } from "./adversaries.ts";
import { eigen, type Symmetric, type Vector } from "./symmetric.ts";

/** What a learner believes: mean of the class +1 (that of −1 is its mirror image) and covariance of both. */
export interface Belief {
  readonly mean: Vector;
  readonly covariance: Symmetric;
}

/** Maximum likelihood: mean and covariance of the samples. */
export function fit(samples: readonly Vector[]): Belief {
  const mean = average(samples);
  const covariance = { xx: 0, xy: 0, yy: 0 };
  for (const [x, y] of samples) {
    const [a, b] = [x - mean[0], y - mean[1]];
    covariance.xx += (a * a) / samples.length;
    covariance.xy += (a * b) / samples.length;
    covariance.yy += (b * b) / samples.length;
  }
  return { mean, covariance };
}

/**
 * Adversarial training from a first belief, on samples y·x: the adversary moves them to where the present belief fits worst, the learner goes a
 * tenth of the way to what fits those, until it stands still. Knows nothing of theorem 2, whose covariance it should reach with a `shared` budget.
 */
export function trainAgainst(
  kind: AdversaryKind,
  samples: readonly Vector[],
  epsilon: number,
  first: Belief,
): Belief {
  let belief = first;
  for (let round = 0; round < mostRounds; round += 1) {
    const { mean, covariance } = belief;
    const deviations = samples.map(([x, y]): Vector => [x - mean[0], y - mean[1]]);
    const moved = fit(moveAway(kind, deviations, eigen(covariance), epsilon));
    const [dx, dy] = moved.mean;
    const change = {
      xx: moved.covariance.xx + dx * dx - covariance.xx,
      xy: moved.covariance.xy + dx * dy - covariance.xy,
      yy: moved.covariance.yy + dy * dy - covariance.yy,
    };
    belief = {
      mean: [mean[0] + rate * dx, mean[1] + rate * dy],
      covariance: {
        xx: covariance.xx + rate * change.xx,
        xy: covariance.xy + rate * change.xy,
        yy: covariance.yy + rate * change.yy,
      },
    };
    const size = Math.abs(change.xx) + Math.abs(change.xy) + Math.abs(change.yy);
    if (size <= tolerance * (covariance.xx + covariance.yy)) break;
  }
  return belief;
}

const rate = 0.1;
const mostRounds = 300;
/** Relative change, to the full step, at which training has ended. */
const tolerance = 1e-4;

function average(samples: readonly Vector[]): Vector {
  let [x, y] = [0, 0];
  for (const [a, b] of samples) {
    x += a;
    y += b;
  }
  return [x / samples.length, y / samples.length];
}
