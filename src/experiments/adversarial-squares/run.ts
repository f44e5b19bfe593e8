import type { Run, Snapshot } from "#lab/experiment.ts";
import type { InUnits } from "#ml/units.ts";

import { createStudent, disposeStudent, learn, lesson, type Student } from "./classifier.ts";
import {
  colourRule,
  type Direction,
  fitLinear,
  flippedShare,
  signAgreement,
  sturdiness,
} from "./linear.ts";
import { examine, flipsOf, samplePictures } from "./network-study.ts";
import type { Exam, LinearFit, Outcome } from "./outcome.ts";
import { comparedEpsilons, countUnits, isExam, learningRate, linearSizes } from "./plan.ts";
import type { Params } from "./spec.ts";
import { drawSquares, firstOf, type Squares } from "./squares.ts";
import { knowsColour, twinStudy } from "./twin.ts";

type Step = Snapshot<Outcome>;

/** Nakkiran 2019: squares whose colour decides, and models that learn some wrong labels by heart. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const { side, images, epsilon, testSize } = params;
  const size = side * side;
  const outcome: Outcome = {
    testCount: testSize,
    colour: null,
    linear: null,
    sizes: [],
    network: [],
    control: [],
    flips: { early: [], end: [], control: [] },
    earlyEpoch: null,
    samples: [],
    twin: { points: [], moments: [] },
  };
  const progress = { done: 0, total: countUnits(params) };
  const snapshot = (phase: string): Step => ({ phase, ...progress, outcome });
  const finished = (phase: string): Step => {
    progress.done += 1;
    return snapshot(phase);
  };

  const most = Math.max(images, ...linearSizes(params));
  const draw = (name: string, count: number, labelNoise: number): Squares =>
    drawSquares({ count, size, labelNoise }, random(name));
  const noisy = draw("training pictures", most, params.labelNoise);
  const clean = draw("training pictures", most, 0);
  const tests = draw("test pictures", testSize, 0);
  const rule = sturdiness(colourRule(size), tests);
  outcome.colour = {
    agreement: signAgreement(rule.scores, tests.colours),
    smallest: Math.round(1e6 * Math.min(...rule.critical)) / 1e6,
  };
  yield finished("drawing squares");

  const noisyFit = yield* linearFit("with label noise", firstOf(noisy, images));
  const cleanFit = yield* linearFit("without label noise", firstOf(clean, images));
  outcome.linear = {
    noisy: noisyFit.fit,
    clean: cleanFit.fit,
    flips: comparedEpsilons(params).map((distance) => ({
      epsilon: distance,
      flipped: flippedShare(sturdiness(noisyFit.direction, tests).critical, distance),
    })),
  };
  yield snapshot("fitting a linear model");

  for await (const twin of twinStudy(params, runtime)) {
    outcome.twin = twin;
    yield finished("drawing the same with two pixels");
  }

  const trained = yield* school("training a network on noisy labels", noisy, outcome.network, true);
  try {
    outcome.flips.end = await flipsOf(tf, trained, tests, params);
    outcome.samples = await samplePictures(tf, trained, tests, epsilon);
  } finally {
    disposeStudent(tf, trained);
  }
  yield snapshot("attacking the network");
  const control = yield* school(
    "training the control on true labels",
    clean,
    outcome.control,
    false,
  );
  try {
    outcome.flips.control = await flipsOf(tf, control, tests, params);
  } finally {
    disposeStudent(tf, control);
  }

  for (const count of linearSizes(params)) {
    const { fit: withNoise } = yield* linearFit(`on ${count} pictures`, firstOf(noisy, count));
    const { fit: without } = yield* linearFit(`on ${count} pictures`, firstOf(clean, count));
    outcome.sizes.push({ noisy: withNoise, clean: without });
  }
  yield snapshot("done");

  /** The shortest linear fit and how it fares; one unit, but it can be paused inside. */
  async function* linearFit(
    words: string,
    training: Squares,
  ): AsyncGenerator<Step, { fit: LinearFit; direction: Direction }> {
    const phase = `fitting a linear model ${words}`;
    const computation: InUnits<Direction> = fitLinear(training);
    let unit = computation.next();
    while (unit.done !== true) {
      yield snapshot(phase);
      unit = computation.next();
    }
    const direction = unit.value;
    const fresh = sturdiness(direction, tests);
    const fit = {
      images: training.count,
      trained: signAgreement(sturdiness(direction, training).scores, training.labels),
      agreement: signAgreement(fresh.scores, tests.colours),
      flipped: flippedShare(fresh.critical, epsilon),
    };
    yield finished(phase);
    return { fit, direction };
  }

  /** Trains a fresh network on all pictures at once, its exams written to `exams`; the network is the caller's. */
  async function* school(
    phase: string,
    all: Squares,
    exams: Exam[],
    stopsEarly: boolean,
  ): AsyncGenerator<Step, Student> {
    const training = firstOf(all, images);
    const material = lesson(tf, training);
    let student = createStudent(tf, { size, width: params.width }, random("weights"));
    let isWhole = false;
    try {
      while (student.steps < params.epochs) {
        student = learn(tf, student, material, learningRate);
        if (isExam(student.steps, params)) {
          const exam = await examine(tf, student, training, tests, epsilon);
          exams.push(exam);
          if (stopsEarly && outcome.earlyEpoch === null && exam.agreement >= knowsColour) {
            outcome.flips.early = await flipsOf(tf, student, tests, params);
            outcome.earlyEpoch = exam.epoch;
          }
        }
        yield finished(phase);
      }
      isWhole = true;
      return student;
    } finally {
      tf.dispose([material.pictures, material.targets]);
      if (!isWhole) disposeStudent(tf, student);
    }
  }
};
export default run;
