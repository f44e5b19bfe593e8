import type { Point, ScatterFigure } from "#lab/figure.ts";

import { examsOf, type Outcome } from "./outcome.ts";
import { sampleSize } from "./plan.ts";
import { exposures } from "./readings.ts";
import type { Params } from "./spec.ts";
import { tenths } from "./words.ts";

/** Examinations that are estimated, spread evenly over all: each takes a fit. */
const mostExaminations = 150;

/** Exposure as it is estimated from a sample, against the exact one: examinations in which all numbers were ranked. */
export function estimates(outcomes: readonly Outcome[], params: Params): ScatterFigure {
  const ranked = outcomes.flatMap(({ trainings }) =>
    trainings.flatMap((training) =>
      examsOf(training).flatMap((exam) => (exam.rank === null ? [] : { training, exam })),
    ),
  );
  const step = Math.ceil(ranked.length / mostExaminations);
  const pairs = ranked
    .filter((_, i) => i % step === 0)
    .flatMap(({ training, exam }) => {
      const { exact, sampled, extrapolated } = exposures(training, exam);
      return exact === null ? [] : [{ exact, sampled, extrapolated }];
    });
  const most = Math.log2(10 ** (params.secret === "" ? params.digits : params.secret.length));
  const cap = Math.log2(sampleSize);
  const off = (of: "sampled" | "extrapolated", isBelow: boolean): string => {
    const kept = pairs.filter(({ exact }) => exact < cap - 2 === isBelow);
    const sum = kept.reduce((total, pair) => total + Math.abs(pair[of] - pair.exact), 0);
    return kept.length === 0 ? "" : (sum / kept.length).toFixed(1);
  };
  const [sampled, extrapolated, far] = [
    off("sampled", true),
    off("extrapolated", true),
    off("extrapolated", false),
  ];
  const below = `Up to ${(cap - 2).toFixed(0)} bits the sampled exposure is off by ${sampled} bits on average, the extrapolated one by ${extrapolated}.`;
  const beyond = `Beyond, where a sample of ${sampleSize.toLocaleString("en")} cannot tell (its end is ${cap.toFixed(1)}), extrapolation is off by ${far}.`;
  const points = (of: "sampled" | "extrapolated"): Point[] =>
    pairs.map((pair) => ({ x: tenths(pair.exact), y: tenths(Math.min(pair[of], 2 * most)) }));
  return {
    kind: "scatter",
    id: "estimates",
    title: "Exposure, estimated and exact",
    caption:
      pairs.length === 0
        ? "No pass has finished yet."
        : [sampled === "" ? "" : below, far === "" ? "" : beyond].filter(Boolean).join(" "),
    alt: `${pairs.length} examinations: exact exposure across, its estimates up, with the line on which they are equal.`,
    x: { title: "exact exposure (bits)", min: 0, max: Math.ceil(most + 1) },
    y: { title: "estimated exposure (bits)", min: 0, max: 5 * Math.ceil((2 * most) / 5) },
    series: [
      { label: "sampled", mark: 1, origin: "here", points: points("sampled") },
      { label: "extrapolated", mark: 2, origin: "here", points: points("extrapolated") },
    ],
    rules: [{ axis: "identity", label: "equal" }],
  };
}
