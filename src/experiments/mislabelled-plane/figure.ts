import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, Point } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";

import { maps } from "./maps.ts";
import type { Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";

/** The height of a bar, in words. */
function value(points: readonly Point[], x: number): string {
  const point = points.find((other) => other.x === x);
  return point === undefined ? "not yet measured" : `${point.y} %`;
}

function scores(outcomes: readonly Outcome[], { shuffles }: Params): BarFigure {
  const bar = (x: number, share: (outcome: Outcome) => number | undefined): Point[] =>
    percentsOverSeeds(
      outcomes.map((outcome) => [share(outcome) ?? []].flat()),
      () => x,
      (found) => found,
    );
  const [first = 0, second = 0] = outcomes[0]?.counts ?? [];
  const guess = Math.round((1000 * Math.max(first, second)) / Math.max(1, first + second)) / 10;
  const points = [
    ...bar(0, ({ teacher }) => teacher?.right),
    ...bar(1, ({ pupil }) => pupil?.right),
    ...bar(2, ({ pupil }) => pupil?.likeTeacher),
    ...bar(3, ({ shuffled }) => shuffled?.right),
  ];
  const [teacher, pupil, pupilAlike, shuffled] = [0, 1, 2, 3].map((x) => value(points, x));
  return {
    kind: "bar",
    id: "scores",
    title: "Asked about every point",
    caption: `Right: the teacher ${teacher}, the pupil of its mistakes ${pupil}, pupils of shuffled mistakes ${shuffled} on average of ${shuffles}. The pupil gives its teacher’s answer in ${pupilAlike}: what it has learnt is the teacher, mistakes included. The dotted line is what always naming the larger class would get.`,
    alt: `Bars of shares of all points. Right: teacher ${teacher}, pupil ${pupil}, shuffled ${shuffled}. As the teacher says: pupil ${pupilAlike}.`,
    categories: ["teacher", "pupil", "pupil like\nteacher", "shuffled"],
    y: { title: "share of all points (%)", min: 0, max: 100 },
    series: [{ label: "here", mark: 0, origin: "here", points }],
    rules: first + second === 0 ? [] : [{ axis: "y", at: guess, label: "" }],
  };
}

/** The plane as each network sees it, and how they do on all points. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield maps(outcomes, params);
  yield scores(outcomes, params);
};
export default draw;
