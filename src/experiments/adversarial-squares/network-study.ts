import type { Tf } from "#lab/tf.ts";

import { attacked, scores, type Student } from "./classifier.ts";
import { signAgreement } from "./linear.ts";
import type { Exam, Flips, Outcome } from "./outcome.ts";
import { attackSteps, byteRange, comparedEpsilons } from "./plan.ts";
import type { Params } from "./spec.ts";
import { firstOf, type Squares } from "./squares.ts";
import { flippedBetween } from "./twin.ts";

/** One exam of a network on the pictures it trains on and on fresh ones. */
export async function examine(
  tf: Tf,
  student: Student,
  training: Squares,
  tests: Squares,
  epsilon: number,
): Promise<Exam> {
  const fresh = await scores(tf, student, tests);
  return {
    epoch: student.steps,
    trained: signAgreement(await scores(tf, student, training), training.labels),
    agreement: signAgreement(fresh, tests.colours),
    flipped: await flippedWithin(tf, student, tests, fresh, epsilon),
  };
}

/** Share of fresh pictures that the attack flips, at each of the distances compared; never less than at a smaller one. */
export async function flipsOf(
  tf: Tf,
  student: Student,
  tests: Squares,
  params: Params,
): Promise<Flips> {
  const fresh = await scores(tf, student, tests);
  const found: Flips = [];
  for (const epsilon of comparedEpsilons(params)) {
    found.push({ epsilon, flipped: await flippedWithin(tf, student, tests, fresh, epsilon) });
  }
  return found;
}

async function flippedWithin(
  tf: Tf,
  student: Student,
  tests: Squares,
  fresh: Float32Array,
  epsilon: number,
): Promise<number> {
  if (epsilon === 0) return 0;
  const pixels = await attacked(tf, student, tests, fresh, { epsilon, steps: attackSteps });
  return flippedBetween(fresh, await scores(tf, student, { ...tests, pixels }));
}

const shown = 6;

const sign = (score: number | undefined): number => ((score ?? 0) > 0 ? 1 : -1);

/** The first fresh pictures, as they are and attacked. */
export async function samplePictures(
  tf: Tf,
  student: Student,
  tests: Squares,
  epsilon: number,
): Promise<Outcome["samples"]> {
  const some = firstOf(tests, shown);
  const before = await scores(tf, student, some);
  const pixels = await attacked(tf, student, some, before, { epsilon, steps: attackSteps });
  const after = await scores(tf, student, { ...some, pixels });
  return Array.from({ length: shown }, (_, i) => ({
    colour: some.colours[i] ?? 0,
    before: sign(before[i]),
    after: sign(after[i]),
    original: encoded(some.pixels.subarray(i * some.size, (i + 1) * some.size)),
    result: encoded(pixels.subarray(i * some.size, (i + 1) * some.size)),
  }));
}

function encoded(values: Float32Array): string {
  return btoa(Array.from(values, (value) => String.fromCharCode(byteOf(value))).join(""));
}

function byteOf(value: number): number {
  return Math.min(255, Math.max(0, Math.round(127.5 * (1 + value / byteRange))));
}
