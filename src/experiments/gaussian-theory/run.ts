import type { Run, Snapshot } from "#lab/experiment.ts";

import { adversaryKinds, climbedLoss } from "./adversaries.ts";
import type { Outcome, Stretch, TheoryPoint, Trained } from "./outcome.ts";
import {
  countUnits,
  covarianceOf,
  curveEpsilons,
  doseEpsilons,
  firstAxis,
  meanOf,
  stretchRatios,
  variancesOf,
} from "./plan.ts";
import type { Params } from "./spec.ts";
import { fromCoordinates, solve, type Symmetric, type Vector } from "./symmetric.ts";
import { extraLoss, penaltyAt, robustCovariance, worstAlignment } from "./theory.ts";
import { type Belief, fit, trainAgainst } from "./training.ts";

/** Ilyas et al. 2019, § 4: two Gaussians and an adversary, exactly, and once more by adversarial training on samples. */
const run: Run<Params, Outcome> = async function* (params, { random }) {
  const theory: TheoryPoint[] = [];
  const stretch: Stretch[] = [];
  const trained: Trained[] = [];
  const variances = variancesOf(params);
  const penalty = params.epsilon === 0 ? null : penaltyAt(variances, params.epsilon);
  const outcome: Outcome = {
    samples: params.samples,
    mean: [params.meanX, params.meanY],
    theory,
    penalty: penalty === null ? null : rounded(penalty),
    stretch,
    trained,
  };
  const progress = { done: 0, total: countUnits(params) };
  const finished = (phase: string): Snapshot<Outcome> => {
    progress.done += 1;
    return { phase, ...progress, outcome };
  };

  for (const epsilon of curveEpsilons()) theory.push(theoryPoint(params, epsilon));
  yield finished("solving for lambda");

  const hand = random("deviations of theorem 1");
  const standard = Array.from({ length: params.samples }, (): Vector => [
    hand.normal(),
    hand.normal(),
  ]);
  for (const ratio of stretchRatios(params)) {
    stretch.push(stretched(ratio, variances, penalty ?? 0, standard));
    yield finished("measuring what the adversary gains");
  }

  const samples = drawSamples(params, random("samples"));
  const ordinary = fit(samples);
  for (const kind of adversaryKinds) trained.push({ epsilon: 0, kind, ...written(ordinary) });
  yield finished("fitting without an adversary");
  for (const kind of adversaryKinds) {
    let belief = ordinary;
    for (const epsilon of doseEpsilons(params)) {
      belief = trainAgainst(kind, samples, epsilon, belief);
      trained.push({ epsilon, kind, ...written(belief) });
      yield finished(`training against epsilon ${epsilon}`);
    }
  }
};
export default run;

/** Theorem 2 at one epsilon. */
function theoryPoint(params: Params, epsilon: number): TheoryPoint {
  const { lambda, covariance } = robustCovariance(covarianceOf(params), epsilon);
  return {
    epsilon,
    lambda: lambda === null ? null : rounded(lambda),
    covariance: roundedMatrix(covariance),
    gradient: unit(solve(covariance, meanOf(params))),
    worstAlignment: rounded(worstAlignment(covariance)),
  };
}

/** Theorem 1 for classes of another shape and the same total variance, by formula and by samples. */
function stretched(
  ratio: number,
  [first, second]: Vector,
  penalty: number,
  standard: readonly Vector[],
): Stretch {
  const total = first + second;
  const short = total / (1 + ratio * ratio);
  const variances: Vector = [total - short, short];
  const [sdAlong, sdAcross] = [Math.sqrt(variances[0]), Math.sqrt(variances[1])];
  const gains = standard.map(([a, b]) =>
    climbedLoss([sdAlong * a, sdAcross * b], variances, penalty),
  );
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const squares = gains.reduce((sum, gain) => sum + (gain - mean) * (gain - mean), 0);
  return {
    ratio: rounded(ratio),
    theory: rounded(extraLoss(variances, penalty)),
    measured: rounded(mean),
    error: rounded(Math.sqrt(squares / (gains.length - 1) / gains.length)),
  };
}

/** Samples of both classes as y·x, which is normal around the mean of class +1. */
function drawSamples(params: Params, hand: { normal(): number }): Vector[] {
  const axes = { values: variancesOf(params), first: firstAxis(params) };
  const [first, second] = axes.values.map(Math.sqrt);
  const [mx, my] = meanOf(params);
  return Array.from({ length: params.samples }, (): Vector => {
    const [x, y] = fromCoordinates(axes, [
      (first ?? 0) * hand.normal(),
      (second ?? 0) * hand.normal(),
    ]);
    return [mx + x, my + y];
  });
}

function written({
  mean: [x, y],
  covariance,
}: Belief): Pick<Trained, "mean" | "covariance" | "gradient"> {
  return {
    mean: [rounded(x), rounded(y)],
    covariance: roundedMatrix(covariance),
    gradient: unit(solve(covariance, [x, y])),
  };
}

/** The direction of a vector; zero stays zero. */
function unit([x, y]: Vector): [number, number] {
  const length = Math.sqrt(x * x + y * y);
  return length === 0 ? [0, 0] : [rounded(x / length), rounded(y / length)];
}

function roundedMatrix({ xx, xy, yy }: Symmetric): Symmetric {
  return { xx: rounded(xx), xy: rounded(xy), yy: rounded(yy) };
}

/** Six decimals, which is all that is shown or judged by; adding 0 turns −0 into 0. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}
