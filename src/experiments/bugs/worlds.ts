import type { Point, ScatterFigure, Series } from "#lab/figure.ts";
import { meanInterval } from "#lab/intervals.ts";

import { calibration, hasNoPrediction, knows, measuredFour } from "./calibration.ts";
import type { Attack, Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";

const chance = 10;

/** Transfer against teaching: bugs lie at the bottom left, features at the upper right. With the reader's predictions and their score. */
export function worlds(outcomes: readonly Outcome[], params: Params): ScatterFigure {
  const plain = place("plain", outcomes, ({ plain: attack }) => attack);
  const aware = place("ensemble-aware", outcomes, ({ aware: attack }) => attack);
  const measured = measuredFour(outcomes);
  const told = [...plain, ...aware]
    .map(({ label, x, y }) => `${label} at ${x} % transfer and ${y} % right`)
    .join("; ");
  return {
    kind: "scatter",
    id: "worlds",
    title: "Which world each attack is from",
    caption:
      measured === undefined
        ? "If attacks are bugs, they lie at the bottom left: no other network is fooled, no pupil learns. If they are features, they lie further up and to the right."
        : `The plain attack fools a fresh network in ${round(measured.plainTransfer)} % of the images and its pupil gets ${round(measured.plainPupil)} % right, ${worldOf(measured.plainTransfer, measured.plainPupil)}; the ensemble-aware one ${round(measured.awareTransfer)} % and ${round(measured.awarePupil)} %, ${worldOf(measured.awareTransfer, measured.awarePupil)}. ${calibration(params, measured)}`,
    alt: `Pupil’s accuracy over transfer: ${told || "nothing measured yet"}. Published, L2: plain at 82.5 and 33.2, ensemble-aware at 1.7 and 2.8.${
      hasNoPrediction(params)
        ? ""
        : ` Predicted: plain at ${params.plainTransfer} and ${params.plainPupil}, ensemble-aware at ${params.awareTransfer} and ${params.awarePupil}.`
    }`,
    x: { title: "images that fool a fresh network (%)", min: 0, max: 100 },
    y: { title: "pupil: clean test images right (%)", min: 0, max: 100 },
    series: [
      {
        label: "published (CIFAR-10)",
        mark: 1,
        origin: "published",
        points: [
          { x: 82.5, y: 33.2 },
          { x: 1.7, y: 2.8 },
        ],
      },
      { label: "measured", mark: 0, origin: "here", points: [...plain, ...aware] },
      ...predictions(params),
    ],
    rules: [{ axis: "y", at: chance, label: "chance" }],
  };
}

/** Which of the authors' two worlds an attack's place speaks for; percentages. */
function worldOf(transfer: number, pupil: number): string {
  if (transfer < chance && pupil < chance) return "where bugs lie";
  return transfer > chance && pupil > chance ? "where features lie" : "between bugs and features";
}

/** The reader's predictions, once there are any. */
function predictions(params: Params): Series[] {
  if (hasNoPrediction(params)) return [];
  return [
    {
      label: "predicted",
      mark: 3,
      origin: "here",
      isPrediction: true,
      points: [
        { x: params.plainTransfer, y: params.plainPupil, label: "plain?" },
        { x: params.awareTransfer, y: params.awarePupil, label: "ensemble-aware?" },
      ],
    },
  ];
}

/** One attack in the plane, with its uncertainty over seeds; nothing before its pupil has sat an exam in each. */
function place(
  label: string,
  outcomes: readonly Outcome[],
  of: (outcome: Outcome) => Attack | null,
): Point[] {
  const attacks = outcomes.flatMap((outcome) => of(outcome) ?? []);
  const pupils = attacks.flatMap((attack) => knows(attack) ?? []);
  if (pupils.length === 0 || pupils.length < outcomes.length) return [];
  const x = percentInterval(attacks.map(({ transferred }) => transferred));
  const y = percentInterval(pupils);
  const point = { label, x: x.mean, y: y.mean };
  return [
    pupils.length === 1
      ? point
      : { ...point, lowX: x.low, highX: x.high, low: y.low, high: y.high },
  ];
}

function percentInterval(shares: readonly number[]): { mean: number; low: number; high: number } {
  const { mean, low, high } = meanInterval(shares);
  return { mean: within(mean), low: within(low), high: within(high) };
}

/** A share, or an end of its interval, as a percentage from 0 to 100. */
function within(share: number): number {
  return round(100 * Math.min(1, Math.max(0, share)));
}

function round(percentage: number): number {
  return Math.round(10 * percentage) / 10;
}
