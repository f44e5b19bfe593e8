import type { Run, Snapshot } from "#lab/experiment.ts";
import type { Runtime } from "#lab/runtime.ts";
import type { Tensor4D } from "#lab/tf.ts";
import { attackStep } from "#ml/attacks.ts";
import { agreement, predict, predictSet } from "#ml/evaluation.ts";
import { batches, type ImageSet, labelsAt, pictures, pictureSize, relabelled } from "#ml/images.ts";
import { networks, type Weights } from "#ml/networks.ts";
import { train } from "#ml/training.ts";

import { loadImages, wrongLabels } from "./data.ts";
import type { CurvePoint, Dose, Outcome } from "./outcome.ts";
import { batchSize, countUnits, doseEpsilons } from "./plan.ts";
import { samplePictures } from "./samples.ts";
import type { Params } from "./spec.ts";

type Step = Snapshot<Outcome>;

/** Ilyas et al. 2019, § 3.2: a pupil that sees only perturbed images under wrong labels, examined on clean ones. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const { training, test } = await loadImages(params, runtime);
  const taughtInTraining = wrongLabels(training.labels, params.labels, random("wrong labels"));
  const taughtInTest = wrongLabels(test.labels, params.labels, random("wrong test labels"));
  const outcome: Writable<Outcome> = {
    testCount: test.count,
    source: [],
    pupil: [],
    control: [],
    doses: [],
    samples: [],
  };
  const progress = { done: 0, total: countUnits(params).total };
  const snapshot = (phase: string): Step => ({ phase, ...progress, outcome });

  /** Trains a fresh network on `set`, its exams written to `curve`; the weights are the caller's. */
  async function* school(
    phase: string,
    name: string,
    set: ImageSet,
    curve: CurvePoint[],
  ): AsyncGenerator<Step, Weights> {
    const network = networks[params.network];
    const schedule = { epochs: params.epochs, batchSize, learningRate: 0.002 };
    const lessons = train(tf, network, set, schedule, {
      weights: random(`${name}: weights`),
      order: random(`${name}: order`),
    });
    const stepsAnEpoch = Math.ceil(set.count / batchSize);
    try {
      let lesson = await lessons.next();
      while (lesson.done !== true) {
        const { step, weights } = lesson.value;
        if (step % stepsAnEpoch === 0) {
          const answers = await predictSet(tf, network, weights, test);
          curve.push({
            epoch: step / stepsAnEpoch,
            accuracyTrue: agreement(answers, test.labels),
            accuracyTaught: agreement(answers, taughtInTest),
          });
        }
        progress.done += 1;
        yield snapshot(phase);
        lesson = await lessons.next();
      }
      return lesson.value;
    } finally {
      // Frees the weights if the run ends before the training does.
      await lessons.return({});
    }
  }

  /** Trains a pupil on `set` and records how it ended at this epsilon. */
  async function* pupil(
    epsilon: number,
    fooled: number,
    set: ImageSet,
    curve: CurvePoint[],
  ): AsyncGenerator<Step> {
    const phase =
      epsilon === 0
        ? "training the control, without perturbation"
        : `training a pupil at epsilon ${epsilon}`;
    const weights = yield* school(phase, "pupil", set, curve);
    tf.dispose(Object.values(weights));
    const last = curve.at(-1);
    if (last === undefined) return;
    const dose: Dose = {
      epsilon,
      fooled,
      accuracyTrue: last.accuracyTrue,
      accuracyTaught: last.accuracyTaught,
    };
    outcome.doses = [...outcome.doses, dose].toSorted((a, b) => a.epsilon - b.epsilon);
  }

  yield snapshot("drawing the images");
  const source = yield* school("training the source network", "source", training, outcome.source);
  try {
    const network = networks[params.network];
    const seenClean = await predictSet(tf, network, source, training);
    const [largest = params.epsilon, ...others] = doseEpsilons(params).toReversed();
    for (const epsilon of [largest, 0, ...others]) {
      if (epsilon === 0) {
        const set = relabelled(training, taughtInTraining);
        yield* pupil(0, agreement(seenClean, taughtInTraining), set, outcome.control);
        continue;
      }
      const attack = perturb(params, runtime, source, training, taughtInTraining, epsilon);
      let attacked = await attack.next();
      try {
        while (attacked.done !== true) {
          progress.done += 1;
          const { pixels, seen, finished } = attacked.value;
          if (epsilon === largest && finished > 0) {
            outcome.samples = samplePictures(training, pixels, taughtInTraining, seen, finished);
          }
          yield snapshot(
            `perturbing images, epsilon ${epsilon}: ${finished} of ${training.count} done`,
          );
          attacked = await attack.next();
        }
      } finally {
        if (attacked.done !== true) await attack.return(attacked.value);
      }
      const { pixels, seen } = attacked.value;
      const set = { ...relabelled(training, taughtInTraining), pixels };
      const curve = epsilon === largest ? outcome.pupil : [];
      yield* pupil(epsilon, agreement(seen, taughtInTraining), set, curve);
    }
  } finally {
    tf.dispose(Object.values(source));
  }
  yield snapshot("done");
};
export default run;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Attacked {
  /** Like the set's pixels; those of images from `finished` on are still empty. */
  readonly pixels: Float32Array;
  /** What the source network sees in each finished image. */
  readonly seen: Uint8Array;
  readonly finished: number;
}

/** Moves every image of `set` towards its target under the source network, yielding after every step of every batch. */
async function* perturb(
  { network: name, steps }: Params,
  { tf }: Runtime,
  weights: Weights,
  set: ImageSet,
  targets: Uint8Array,
  epsilon: number,
): AsyncGenerator<Attacked, Attacked> {
  const network = networks[name];
  const pixels = new Float32Array(set.pixels.length);
  const seen = new Uint8Array(set.count);
  let finished = 0;
  for (const indices of batches(set.count, batchSize)) {
    const originals = pictures(tf, set, indices);
    const wanted = labelsAt(tf, targets, indices);
    let images: Tensor4D = originals;
    try {
      for (let step = 0; step < steps; step += 1) {
        const moved = attackStep(
          tf,
          network,
          weights,
          { images, originals, targets: wanted },
          { epsilon, steps },
        );
        if (images !== originals) tf.dispose(images);
        images = moved;
        if (step < steps - 1) yield { pixels, seen, finished };
      }
      const first = indices[0] ?? 0;
      pixels.set(await images.data(), first * pictureSize(set));
      seen.set(await predict(tf, network, weights, images), first);
    } finally {
      tf.dispose(images === originals ? [originals, wanted] : [images, originals, wanted]);
    }
    finished += indices.length;
    yield { pixels, seen, finished };
  }
  return { pixels, seen, finished };
}
