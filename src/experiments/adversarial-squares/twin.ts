import type { Runtime } from "#lab/runtime.ts";

import {
  attacked,
  createStudent,
  disposeStudent,
  learn,
  lesson,
  scores,
  type Student,
} from "./classifier.ts";
import { signAgreement } from "./linear.ts";
import type { Outcome } from "./outcome.ts";
import { attackSteps, twin as plan, twinStepsAUnit } from "./plan.ts";
import type { Params } from "./spec.ts";
import { drawSquares, type Squares } from "./squares.ts";

type Twin = Outcome["twin"];

/** The same with pictures of two pixels, which can be drawn: a network learns some noisy labels by heart. Yields after every unit. */
export async function* twinStudy(
  { labelNoise, twinSteps }: Params,
  { tf, random }: Runtime,
): AsyncGenerator<Twin> {
  const draw = (name: string, count: number, noise: number): Squares =>
    drawSquares({ count, size: 2, labelNoise: noise, noise: plan.noise }, random(name));
  const training = draw("twin", plan.count, labelNoise);
  const tests = draw("twin tests", plan.tests, 0);
  const points = pointsOf(training);
  const material = lesson(tf, training);
  let student: Student | undefined;
  let early: Twin["moments"][number] | undefined;
  try {
    student = createStudent(tf, { size: 2, width: plan.width }, random("twin weights"));
    while (student.steps < twinSteps) {
      for (let i = 0; i < twinStepsAUnit && student.steps < twinSteps; i += 1) {
        student = learn(tf, student, material, plan.learningRate);
      }
      const fresh = await scores(tf, student, tests);
      const moved = await attacked(tf, student, tests, fresh, {
        epsilon: plan.epsilon,
        steps: attackSteps,
      });
      const then = await scores(tf, student, { ...tests, pixels: moved });
      const moment = {
        step: student.steps,
        trained: signAgreement(await scores(tf, student, training), training.labels),
        agreement: signAgreement(fresh, tests.colours),
        flipped: flippedBetween(fresh, then),
        cells: Array.from(await scores(tf, student, plane()), (score) => (score > 0 ? 1 : 0)).join(
          "",
        ),
      };
      if (moment.agreement >= knowsColour) early ??= moment;
      yield {
        points,
        moments: early === undefined || early === moment ? [moment] : [early, moment],
      };
    }
  } finally {
    tf.dispose([material.pictures, material.targets]);
    if (student !== undefined) disposeStudent(tf, student);
  }
}

/** Agreement from which a network counts as going by the colour. */
export const knowsColour = 0.99;

/** Share of pictures whose predictions differ. */
export function flippedBetween(before: Float32Array, after: Float32Array): number {
  let flipped = 0;
  for (const [i, score] of before.entries()) if (score > 0 !== (after[i] ?? 0) > 0) flipped += 1;
  return flipped / before.length;
}

function pointsOf({ count, pixels, labels }: Squares): Twin["points"] {
  return Array.from({ length: count }, (_, i) => ({
    x: Math.round(1e4 * (pixels[2 * i] ?? 0)) / 1e4,
    y: Math.round(1e4 * (pixels[2 * i + 1] ?? 0)) / 1e4,
    label: labels[i] ?? 0,
  }));
}

/** The middles of the drawn plane's cells, top row first. */
function plane(): Squares {
  const { cells, reach } = plan;
  const count = cells * cells;
  const place = (index: number): number => reach * ((2 * index + 1) / cells - 1);
  const pixels = new Float32Array(2 * count);
  for (let i = 0; i < count; i += 1) {
    pixels[2 * i] = place(i % cells);
    pixels[2 * i + 1] = -place(Math.floor(i / cells));
  }
  return { count, size: 2, pixels, colours: new Int8Array(count), labels: new Int8Array(count) };
}
