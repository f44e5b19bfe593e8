import type { Claim, Judgement, Verdict } from "#lab/claim.ts";

import type { AdversaryKind } from "./adversaries.ts";
import type { Outcome, Stretch, TheoryPoint, Trained } from "./outcome.ts";
import { angleBetween, eigen, type Symmetric, type Vector } from "./symmetric.ts";

const paper = "https://arxiv.org/abs/1905.02175";
/** Half a 99 % interval, in standard errors. */
const normalBound = 2.58;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const number = (value: number): string => value.toPrecision(3);

const seeds = (count: number): string => (count > 1 ? `, mean of ${count} seeds` : "");

/** The dose at the chosen epsilon, of one adversary, in every outcome that has got there. */
function ends(
  outcomes: readonly Outcome[],
  kind: AdversaryKind,
): { readonly outcome: Outcome; readonly end: Trained; readonly start: Trained }[] {
  return outcomes.flatMap((outcome) => {
    const doses = outcome.trained.filter((one) => one.kind === kind);
    const [start, end] = [doses.at(0), doses.at(-1)];
    if (start === undefined || end === undefined || end.epsilon === 0) return [];
    return [{ outcome, end, start }];
  });
}

function judgeStretch(outcomes: readonly Outcome[]): Judgement {
  const pairs = outcomes.flatMap(({ stretch }) => {
    const [round, chosen] = [stretch.at(0), stretch.at(-1)];
    return round === undefined || chosen === undefined || chosen === round
      ? []
      : [{ chosen, round }];
  });
  if (pairs.length === 0) return { verdict: "unclear", evidence: "nothing to compare yet" };
  const of = (pick: (pair: { chosen: Stretch; round: Stretch }) => number): number =>
    mean(pairs.map(pick));
  const gap = of(({ chosen, round }) => chosen.measured - round.measured);
  const variance = of(({ chosen, round }) => chosen.error ** 2 + round.error ** 2);
  const margin = normalBound * Math.sqrt(variance / pairs.length);
  const verdict: Verdict = gap > margin ? "holds" : gap < -margin ? "fails" : "unclear";
  return {
    verdict,
    evidence: `the adversary adds ${number(of(({ chosen }) => chosen.measured))} to the loss on these data and ${number(of(({ round }) => round.measured))} on round ones (formula: ${number(of(({ chosen }) => chosen.theory))} and ${number(of(({ round }) => round.theory))})${seeds(pairs.length)}`,
  };
}

/** Variance of a covariance along a direction. */
function along({ xx, xy, yy }: Symmetric, [x, y]: Vector): number {
  return xx * x * x + 2 * xy * x * y + yy * y * y;
}

function judgeTraining(outcomes: readonly Outcome[]): Judgement {
  const finished = ends(outcomes, "shared");
  const [one] = finished;
  const promised = one?.outcome.theory.find(({ epsilon }) => epsilon === one.end.epsilon);
  const before = one?.outcome.theory.find(({ epsilon }) => epsilon === 0);
  if (one === undefined || promised === undefined || before === undefined) {
    return { verdict: "unclear", evidence: "no adversary yet" };
  }
  const { first } = eigen(before.covariance);
  const axes: readonly Vector[] = [first, [-first[1], first[0]]];
  // A variance is estimated to √(2/n) of itself; by theorem 2 that of the robust Gaussian to no more.
  const margin = normalBound * Math.sqrt(2 / (one.outcome.samples * finished.length));
  const off = (reference: TheoryPoint): number[] =>
    axes.map((axis) =>
      Math.abs(
        mean(finished.map(({ end }) => along(end.covariance, axis))) /
          along(reference.covariance, axis) -
          1,
      ),
    );
  const distance = Math.max(...off(promised));
  const movement = Math.max(...off(before));
  const verdict: Verdict =
    distance > 2 * margin ? "fails" : distance <= margin && movement > margin ? "holds" : "unclear";
  const deviations = (covariance: Symmetric): string =>
    axes.map((axis) => Math.sqrt(along(covariance, axis)).toFixed(2)).join(" and ");
  const reached = {
    xx: mean(finished.map(({ end }) => end.covariance.xx)),
    xy: mean(finished.map(({ end }) => end.covariance.xy)),
    yy: mean(finished.map(({ end }) => end.covariance.yy)),
  };
  return {
    verdict,
    evidence: `training ended at standard deviations of ${deviations(reached)}, the theorem says ${deviations(promised.covariance)}${seeds(finished.length)}`,
  };
}

function judgeAlignment(outcomes: readonly Outcome[]): Judgement {
  const [shared, each] = [ends(outcomes, "shared"), ends(outcomes, "each")];
  if (shared.length === 0 || each.length === 0) {
    return { verdict: "unclear", evidence: "no adversary yet" };
  }
  const angle = (finished: ReturnType<typeof ends>, of: "start" | "end"): number =>
    mean(finished.map((one) => angleBetween(one[of].gradient, one[of].mean)));
  const before = angle(shared, "start");
  const after = [angle(shared, "end"), angle(each, "end")] as const;
  // The angle moves by at most half the change of the log of the variances' ratio, whose standard error is 2/√n.
  const count = shared.reduce((sum, { outcome }) => sum + outcome.samples, 0);
  const margin = (normalBound * 180) / Math.PI / Math.sqrt(count);
  const gain = before - Math.max(...after);
  const verdict: Verdict = gain > margin ? "holds" : gain < -margin ? "fails" : "unclear";
  return {
    verdict,
    evidence: `${before.toFixed(1)}° off the line between the classes by maximum likelihood; ${after[0].toFixed(1)}° after training against a shared budget, ${after[1].toFixed(1)}° against one for each sample${seeds(shared.length)}`,
  };
}

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "stretched-is-fragile",
    sentence:
      "The more the data’s own shape differs from a ball, the more an adversary gains: at a fixed total variance its gain is smallest for round data.",
    published: {
      figure: "a theorem: the gain is tr[(I + (CΣ − I)⁻¹)²] − d, least where Σ is a multiple of I",
      source: "Ilyas et al. 2019, theorem 1",
      url: paper,
    },
    check: judgeStretch,
  },
  {
    id: "training-mixes-in-epsilon",
    sentence:
      "Training against an adversary keeps the means and blends the adversary’s round ball into the covariance that is learned.",
    published: {
      figure: "a theorem: the mean stays, the covariance is ½Σ + I/λ + √(Σ/λ + ¼Σ²)",
      source: "Ilyas et al. 2019, theorem 2",
      url: paper,
    },
    check: judgeTraining,
  },
  {
    id: "gradient-aligns",
    sentence:
      "The robust classifier’s gradient points more nearly from one class to the other than the ordinary one’s.",
    published: {
      figure: "a theorem on the worst case over the means; the figure beside it prints no numbers",
      source: "Ilyas et al. 2019, theorem 3 and figure 4",
      url: paper,
    },
    check: judgeAlignment,
  },
];
