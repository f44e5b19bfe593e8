import type { Run, Snapshot } from "#lab/experiment.ts";
import { encodePixels } from "#lab/pixels.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import { firstPictures, loadImageData } from "#ml/image-data.ts";
import { type ImageSet, pictureSize, relabelled } from "#ml/images.ts";
import { networks } from "#ml/networks.ts";
import { train } from "#ml/training.ts";
import type { Weights } from "#ml/weights.ts";

import { loadClothes, normalisedLike } from "./data.ts";
import { mistakesOf, shuffledWrong } from "./labels.ts";
import type { Clothes, Lesson, Outcome, Study } from "./outcome.ts";
import { batchSize, clothesLessonsOf, countUnits, exams, lessonsOf } from "./plan.ts";
import type { Params } from "./spec.ts";

type Step = Snapshot<Outcome>;

/** Mistakes shown in the wall. */
const wallSize = 30;

/** Wallace 2019: a pupil that sees only what a teacher gets wrong, under the teacher's wrong answers, examined on clean test images. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const network = networks[params.network];
  const progress = { done: 0, total: countUnits(params) };
  const found: { studies: Study[]; wall: Outcome["wall"]; clothes: Clothes | null } = {
    studies: [],
    wall: [],
    clothes: null,
  };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: { testCount: params.testSize, poolCount: params.size, ...found },
  });

  yield snapshot("drawing the images");
  const { training, test } = await loadImageData(params, runtime);

  for (const lessons of lessonsOf(params)) {
    yield* study(lessons);
  }
  if (params.clothes !== "none") yield* studyClothes();
  yield snapshot("done");

  /** One teacher, a pupil taught by its mistakes, and the control. */
  async function* study(lessons: number): AsyncGenerator<Step> {
    const name = `teacher of ${lessons} batches`;
    const taught = yield* teacher(name, lessons, [training]);
    const [answers = new Uint8Array(training.count)] = taught.answers;
    const { mistakes, trueLabels } = mistakesOf(training, answers);
    const record: Study = {
      lessons,
      teacher: taught.accuracy,
      mistakes: mistakes.count,
      pupil: [],
      shuffled: [],
    };
    found.studies.push(record);
    found.wall = wallOf(mistakes, trueLabels);
    yield* pupil(
      `taught by ${mistakes.count} mistakes`,
      `pupil after ${lessons}`,
      mistakes,
      record.pupil,
    );
    const labels = shuffledWrong(mistakes.labels, trueLabels, random(`shuffle after ${lessons}`));
    const control = relabelled(mistakes, labels);
    yield* pupil(
      "taught by shuffled mistakes",
      `control after ${lessons}`,
      control,
      record.shuffled,
    );
  }

  /** A teacher of digits is shown clothes; what it sees in them is taught. */
  async function* studyClothes(): AsyncGenerator<Step> {
    const clothes = await loadClothes(params.size, runtime);
    const normalised = normalisedLike(clothes, training);
    const shown = [clothes, normalised];
    const taught = yield* teacher("teacher shown clothes", clothesLessonsOf(params), shown);
    const [seen, seenNormalised] = shown.map((set, i) =>
      relabelled(set, taught.answers[i] ?? new Uint8Array(set.count)),
    );
    if (seen === undefined || seenNormalised === undefined) return;
    const record: Clothes = {
      teacher: taught.accuracy,
      count: clothes.count,
      pupil: [],
      normalised: [],
      shuffled: [],
    };
    found.clothes = record;
    yield* pupil("taught by clothes", "pupil of clothes", seen, record.pupil);
    yield* pupil(
      "taught by normalised clothes",
      "pupil of normalised clothes",
      seenNormalised,
      record.normalised,
    );
    const order = random("shuffle of clothes").permutation(seen.count);
    const labels = Uint8Array.from(order, (from) => seen.labels[from] ?? 0);
    yield* pupil(
      "taught by shuffled clothes",
      "control of clothes",
      relabelled(seen, labels),
      record.shuffled,
    );
  }

  /** Trains a teacher for so many batches of the training images; its accuracy, and its answers on each of `shown`. */
  async function* teacher(
    name: string,
    lessons: number,
    shown: readonly ImageSet[],
  ): AsyncGenerator<Step, { readonly accuracy: number; readonly answers: readonly Uint8Array[] }> {
    const batches = Math.ceil(training.count / batchSize);
    const studied = firstPictures(training, lessons * batchSize);
    for await (const { step, weights } of school(name, studied, Math.ceil(lessons / batches))) {
      progress.done += 1;
      if (step < lessons) {
        yield snapshot(`${name}: training`);
        continue;
      }
      const accuracy = await exam(weights);
      const answers: Uint8Array[] = [];
      for (const set of shown) answers.push(await predictSet(tf, network, weights, set));
      yield snapshot(`${name}: marking`);
      return { accuracy, answers };
    }
    throw new RangeError(`${name} ended before its last lesson`);
  }

  /** Trains a fresh network on `set` for the planned number of batches, its exams written to `record`. */
  async function* pupil(
    phase: string,
    name: string,
    set: ImageSet,
    record: Lesson[],
  ): AsyncGenerator<Step> {
    const { pupilBatches } = params;
    if (set.count === 0) {
      // A teacher without a mistake has nothing to teach.
      progress.done += pupilBatches;
      return;
    }
    const everyBatches = Math.ceil(pupilBatches / exams);
    const epochs = Math.ceil(pupilBatches / Math.ceil(set.count / batchSize));
    for await (const { step, weights } of school(name, set, epochs)) {
      progress.done += 1;
      if (step % everyBatches === 0 || step === pupilBatches) {
        record.push({ batches: step, accuracy: await exam(weights) });
      }
      yield snapshot(phase);
      if (step === pupilBatches) return;
    }
  }

  function school(name: string, set: ImageSet, epochs: number): ReturnType<typeof train> {
    const schedule = { epochs, batchSize, learningRate: 0.002 };
    return train(tf, network, set, schedule, {
      weights: random(`${name}: weights`),
      order: random(`${name}: order`),
    });
  }

  async function exam(weights: Weights): Promise<number> {
    return agreement(await predictSet(tf, network, weights, test), test.labels);
  }
};
export default run;

/** Some of the mistakes, evenly taken. */
function wallOf(mistakes: ImageSet, trueLabels: Uint8Array): Outcome["wall"] {
  const size = pictureSize(mistakes);
  const shown = Math.min(wallSize, mistakes.count);
  return Array.from({ length: shown }, (_, k) => {
    const i = Math.floor((k * mistakes.count) / shown);
    return {
      picture: encodePixels(mistakes.pixels.subarray(i * size, (i + 1) * size)),
      trueLabel: trueLabels[i] ?? 0,
      taughtLabel: mistakes.labels[i] ?? 0,
    };
  });
}
