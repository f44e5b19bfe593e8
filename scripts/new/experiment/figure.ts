import type { Draw } from "#lab/experiment.ts";
import type { Point } from "#lab/figure.ts";

import { type Outcome, type Params, testSizes } from "./spec.ts";

/** How often the interval held the truth, against the size of the test set. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  const points = testSizes(params).flatMap((images) => coverageAt(outcomes, images));
  const first = points.at(0);
  const last = points.at(-1);
  yield {
    kind: "line",
    id: "coverage",
    title: "Does the interval hold the truth?",
    caption:
      first === undefined || last === undefined
        ? "No test has been held yet."
        : `The 95 % interval held the true accuracy in ${first.y.toFixed(1)} % of tests on ${first.x} images and in ${last.y.toFixed(1)} % on ${last.x}.`,
    alt: "Line of the share of tests whose interval held the true accuracy, against images in a test, with a rule at 95 %.",
    x: { title: "images in a test", min: 0 },
    y: { title: "tests whose interval held the truth (%)", max: 100 },
    series: [{ label: "measured", mark: 0, origin: "here", points }],
    rules: [{ axis: "y", at: 95, label: "promised" }],
  };
};
export default draw;

/** Share of tests at this size, all outcomes together, with two standard errors either side; nothing before the first test. */
function coverageAt(outcomes: readonly Outcome[], images: number): Point[] {
  const sizes = outcomes.flatMap((outcome) =>
    outcome.sizes.filter((size) => size.images === images),
  );
  const tests = sizes.reduce((sum, size) => sum + size.tests, 0);
  if (tests === 0) return [];
  const share = sizes.reduce((sum, size) => sum + size.covered, 0) / tests;
  const error = 2 * Math.sqrt((share * (1 - share)) / tests);
  return [
    {
      x: images,
      y: 100 * share,
      low: 100 * Math.max(0, share - error),
      high: 100 * Math.min(1, share + error),
    },
  ];
}
