import type { Run, Snapshot } from "#lab/experiment.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import { type ImageSet, relabelled } from "#ml/images.ts";
import { networks, type Weights } from "#ml/networks.ts";
import { train } from "#ml/training.ts";

import { loadImages, wrongLabels } from "./data.ts";
import type { CurvePoint, Dose, Outcome } from "./outcome.ts";
import { perturb } from "./perturbation.ts";
import { amplitudes, batchSize, countUnits, doseEpsilons } from "./plan.ts";
import { samplePictures } from "./samples.ts";
import type { Params } from "./spec.ts";

type Step = Snapshot<Outcome>;

/** Where a study at one texture is written as it goes on; only the chosen texture's curves and samples are kept. */
interface Notes {
  source: CurvePoint[];
  pupil: CurvePoint[];
  control: CurvePoint[];
  doses: Dose[];
  samples: Outcome["samples"];
}

/** Ilyas et al. 2019, § 3.2: a pupil that sees only perturbed images under wrong labels, examined on clean ones. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const chosen = emptyNotes();
  const weaker: { texture: number; record: Notes }[] = [];
  const progress = { done: 0, total: countUnits(params) };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: {
      testCount: params.testSize,
      ...chosen,
      weakerTextures: weaker.map(({ texture, record: { doses } }) => ({ texture, doses })),
    },
  });

  for (const texture of amplitudes(params)) {
    const isChosen = texture === amplitudes(params)[0];
    const record = isChosen ? chosen : emptyNotes();
    if (!isChosen) weaker.push({ texture, record });
    const where = isChosen ? "" : ` (texture ${texture})`;
    yield snapshot(`drawing the images${where}`);
    yield* study(texture, where, record);
  }
  yield snapshot("done");

  /** The whole experiment at one amplitude of the texture. */
  async function* study(texture: number, where: string, record: Notes): AsyncGenerator<Step> {
    const { training, test } = await loadImages(params, texture, runtime);
    const taughtInTraining = wrongLabels(training.labels, params.labels, random("wrong labels"));
    const taughtInTest = wrongLabels(test.labels, params.labels, random("wrong test labels"));
    const network = networks[params.network];

    /** Trains a fresh network on `set`, its exams written to `curve`; the weights are the caller's. */
    async function* school(
      phase: string,
      name: string,
      set: ImageSet,
      curve: CurvePoint[],
    ): AsyncGenerator<Step, Weights> {
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
          yield snapshot(phase + where);
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
      const { accuracyTrue, accuracyTaught } = last;
      record.doses = [...record.doses, { epsilon, fooled, accuracyTrue, accuracyTaught }].toSorted(
        (a, b) => a.epsilon - b.epsilon,
      );
    }

    const source = yield* school("training the source network", "source", training, record.source);
    try {
      const seenClean = await predictSet(tf, network, source, training);
      const [largest = params.epsilon, ...others] = doseEpsilons(params).toReversed();
      for (const epsilon of [largest, 0, ...others]) {
        const set = relabelled(training, taughtInTraining);
        if (epsilon === 0) {
          yield* pupil(0, agreement(seenClean, taughtInTraining), set, record.control);
          continue;
        }
        const attack = perturb(params, runtime, source, training, taughtInTraining, epsilon);
        let attacked = await attack.next();
        try {
          while (attacked.done !== true) {
            progress.done += 1;
            const { pixels, seen, finished } = attacked.value;
            if (epsilon === largest && finished > 0) {
              record.samples = samplePictures(training, pixels, taughtInTraining, seen, finished);
            }
            yield snapshot(
              `perturbing images, epsilon ${epsilon}${where}: ${finished} of ${training.count} done`,
            );
            attacked = await attack.next();
          }
        } finally {
          if (attacked.done !== true) await attack.return(attacked.value);
        }
        const { pixels, seen } = attacked.value;
        const curve = epsilon === largest ? record.pupil : [];
        yield* pupil(epsilon, agreement(seen, taughtInTraining), { ...set, pixels }, curve);
      }
    } finally {
      tf.dispose(Object.values(source));
    }
  }
};
export default run;

function emptyNotes(): Notes {
  return { source: [], pupil: [], control: [], doses: [], samples: [] };
}
