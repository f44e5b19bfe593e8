import type { Run, Snapshot } from "#lab/experiment.ts";

import { answer, create, learn, type Network } from "./network.ts";
import type { Outcome, Pupil } from "./outcome.ts";
import { countUnits, networkWidth } from "./plan.ts";
import { dealt, drawingOf, type DrawnPoint, mapOf, mistakesOf, pointsOf } from "./points.ts";
import type { Params } from "./spec.ts";

/** Wallace 2019 in the plane: a teacher studies two drawn classes for a while, and a pupil nothing but what it gets wrong. */
const run: Run<Params, Outcome> = async function* (params, { random }) {
  const [first, second] = [pointsOf(params.first, 1), pointsOf(params.second, -1)];
  const points = [...first, ...second];
  const outcome: Outcome = {
    counts: [first.length, second.length],
    teacher: null,
    mistakes: 0,
    pupil: null,
    shuffled: null,
  };
  const progress = { done: 0, total: countUnits(params) };
  const finished = (phase: string): Snapshot<Outcome> => {
    progress.done += 1;
    return { phase, ...progress, outcome };
  };
  const ended = (phase: string): Snapshot<Outcome> => {
    progress.done = progress.total;
    return { phase, ...progress, outcome };
  };
  if (first.length === 0 || second.length === 0) {
    yield ended("a class has no point");
    return;
  }

  const teacher = learn(create(networkWidth, random("teacher")), points, params.lessons);
  outcome.teacher = { map: mapOf(teacher), right: shareRight(teacher, points) };
  const mistakes = mistakesOf(teacher, points);
  outcome.mistakes = mistakes.length;
  yield finished("the teacher studies");
  if (mistakes.length === 0) {
    yield ended("the teacher makes no mistake");
    return;
  }

  const beginner = create(networkWidth, random("pupil"));
  const taughtBy = (lesson: readonly DrawnPoint[]): Pupil => {
    const network = learn(beginner, lesson, params.pupilSteps);
    return {
      map: mapOf(network),
      taught: [
        drawingOf(lesson.filter(({ label }) => label === 1)),
        drawingOf(lesson.filter(({ label }) => label === -1)),
      ],
      right: shareRight(network, points),
      likeTeacher: share(points, ({ x, y }) => answer(network, x, y) === answer(teacher, x, y)),
    };
  };
  outcome.pupil = taughtBy(mistakes);
  yield finished("the pupil studies the mistakes");

  const dealer = random("shuffles");
  const controls: Pupil[] = [];
  for (let time = 1; time <= params.shuffles; time += 1) {
    controls.push(taughtBy(dealt(mistakes, dealer.permutation(mistakes.length))));
    const [shown] = controls;
    if (shown === undefined) continue;
    outcome.shuffled = {
      ...shown,
      right: mean(controls.map(({ right }) => right)),
      likeTeacher: mean(controls.map(({ likeTeacher }) => likeTeacher)),
      times: time,
      error: standardError(controls.map(({ right }) => right)),
    };
    yield finished(`a pupil studies the mistakes shuffled, ${time} of ${params.shuffles}`);
  }
};
export default run;

function shareRight(network: Network, points: readonly DrawnPoint[]): number {
  return share(points, ({ x, y, label }) => answer(network, x, y) === label);
}

function share(points: readonly DrawnPoint[], isSo: (point: DrawnPoint) => boolean): number {
  return rounded(points.filter(isSo).length / points.length);
}

function mean(values: readonly number[]): number {
  return rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function standardError(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - middle) * (value - middle), 0);
  return rounded(Math.sqrt(squares / (values.length - 1) / values.length));
}

/** Four decimals, which is all that is shown or judged by. */
function rounded(value: number): number {
  return Math.round(1e4 * value) / 1e4;
}
