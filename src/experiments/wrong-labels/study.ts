import type { Snapshot } from "#lab/experiment.ts";
import type { Runtime } from "#lab/runtime.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import { loadImageData } from "#ml/image-data.ts";
import { type ImageSet, relabelled } from "#ml/images.ts";
import { networks } from "#ml/networks.ts";
import { perturbSet } from "#ml/perturbed-set.ts";
import { restoreWeights, type SavedWeights, saveWeights } from "#ml/saved-weights.ts";
import { train } from "#ml/training.ts";
import type { Weights } from "#ml/weights.ts";
import { wrongLabels } from "#ml/wrong-labels.ts";

import { drawKernels, leakageOnly } from "./leakage.ts";
import type { CurvePoint, Dose, Outcome } from "./outcome.ts";
import { batchSize, type NetworkName, unitsOf } from "./plan.ts";
import { sampleIndices, samplePictures } from "./samples.ts";
import type { Params } from "./spec.ts";

type Step = Snapshot<Outcome>;

const labelTitles = { rand: "RandLabels", det: "DetLabels" } as const;

/** What a study has of its run. */
interface Host {
  readonly params: Params;
  readonly runtime: Runtime;
  readonly progress: { done: number };
  readonly snapshot: (phase: string) => Step;
}

/** The experiment on one set of images. */
interface Study {
  readonly dataset: Params["dataset"];
  readonly texture: number;
  /** After the words of each phase and stage. */
  readonly where: string;
  readonly epsilons: readonly number[];
  readonly hasLeakage: boolean;
  readonly record: Notes;
}

/** Where a study is written as it goes on; only the chosen images' curves and samples are shown. */
export interface Notes {
  source: CurvePoint[];
  pupil: CurvePoint[];
  control: CurvePoint[];
  doses: Dose[];
  leakage: Outcome["leakage"];
  samples: Outcome["samples"];
}

interface School {
  readonly phase: string;
  /** Of its random streams. */
  readonly name: string;
  readonly architecture: NetworkName;
  readonly epochs?: number;
  /** After every pass, or only after the last; every pass unless said. */
  readonly exams?: "each" | "last";
}

export function emptyNotes(): Notes {
  return { source: [], pupil: [], control: [], doses: [], leakage: null, samples: [] };
}

/** The whole experiment on one set of images. */
export async function* study(
  { params, runtime, progress, snapshot }: Host,
  { dataset, texture, where, epsilons, hasLeakage, record }: Study,
): AsyncGenerator<Step> {
  const { tf, random } = runtime;
  yield snapshot(`drawing the images${where}`);
  const { training, test } = await loadImageData({ ...params, dataset, texture }, runtime);
  const taughtInTraining = wrongLabels(training.labels, params.labels, random("wrong labels"));
  const taughtInTest = wrongLabels(test.labels, params.labels, random("wrong test labels"));

  /** A stage that also keeps the notes of this study and the count of units. */
  async function* stage<Result>(
    name: string,
    work: () => AsyncGenerator<Step, Result>,
  ): AsyncGenerator<Step, Result> {
    const kept = yield* runtime.stage(name + where, async function* workAndNotes() {
      const result = yield* work();
      return { result, notes: record, done: progress.done };
    });
    Object.assign(record, kept.notes);
    progress.done = kept.done;
    return kept.result;
  }

  async function* sourceNetwork(): AsyncGenerator<Step, SavedWeights> {
    const weights = yield* school(
      { phase: "training the source network", name: "source", architecture: params.source },
      training,
      record.source,
    );
    try {
      return await saveWeights(weights);
    } finally {
      tf.dispose(Object.values(weights));
    }
  }

  /** Trains a fresh network on `set`, its exams written to `curve`; the weights are the caller's. */
  async function* school(
    { phase, name, architecture, epochs = params.epochs, exams = "each" }: School,
    set: ImageSet,
    curve: CurvePoint[],
  ): AsyncGenerator<Step, Weights> {
    const network = networks[architecture];
    const lessons = train(
      tf,
      network,
      set,
      { epochs, batchSize, learningRate: 0.002 },
      { weights: random(`${name}: weights`), order: random(`${name}: order`) },
    );
    const stepsAnEpoch = Math.ceil(set.count / batchSize);
    try {
      let lesson = await lessons.next();
      while (lesson.done !== true) {
        const { step, weights } = lesson.value;
        const epoch = step / stepsAnEpoch;
        if (epoch === epochs || (exams === "each" && Number.isInteger(epoch))) {
          const answers = await predictSet(tf, network, weights, test);
          curve.push({
            epoch,
            accuracyTrue: agreement(answers, test.labels),
            accuracyTaught: agreement(answers, taughtInTest),
          });
        }
        progress.done += unitsOf(architecture);
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
    curve?: CurvePoint[],
  ): AsyncGenerator<Step> {
    const phase =
      epsilon === 0
        ? "training the control, without perturbation"
        : `training a pupil at epsilon ${epsilon}`;
    const points = curve ?? [];
    const exams = curve === undefined ? "last" : "each";
    const pupilSchool = { phase, name: "pupil", architecture: params.pupil, exams } as const;
    const weights = yield* school(pupilSchool, set, points);
    tf.dispose(Object.values(weights));
    const last = points.at(-1);
    if (last === undefined) return;
    const { accuracyTrue, accuracyTaught } = last;
    record.doses = [...record.doses, { epsilon, fooled, accuracyTrue, accuracyTaught }].toSorted(
      (a, b) => a.epsilon - b.epsilon,
    );
  }

  const [largest = params.epsilon, ...others] = epsilons.toReversed();
  const network = networks[params.source];

  /** Perturbs the training images by at most `epsilon` and trains a pupil on them; on the clean ones at 0, as the control. */
  async function* dose(source: Weights, epsilon: number): AsyncGenerator<Step, null> {
    const set = relabelled(training, taughtInTraining);
    if (epsilon === 0) {
      const seenClean = await predictSet(tf, network, source, training);
      yield* pupil(0, agreement(seenClean, taughtInTraining), set, record.control);
      return null;
    }
    const model = { network, weights: source };
    const attack = perturbSet(tf, model, training, taughtInTraining, {
      epsilon,
      steps: params.steps,
      batchSize,
    });
    let attacked = await attack.next();
    try {
      while (attacked.done !== true) {
        progress.done += unitsOf(params.source);
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
    const curve = epsilon === largest ? record.pupil : undefined;
    yield* pupil(epsilon, agreement(seen, taughtInTraining), { ...set, pixels }, curve);
    return null;
  }

  /** What a network at the start of its study sees in the training images. */
  async function* earlyAnswers(): AsyncGenerator<Step, Uint8Array> {
    const phase = "training an early network";
    const weights = yield* school(
      { phase, name: "early", architecture: params.source, epochs: 1, exams: "last" },
      training,
      [],
    );
    try {
      return await predictSet(tf, network, weights, training);
    } finally {
      tf.dispose(Object.values(weights));
    }
  }

  /** Trains a pupil on noise that tells the label, and on images left alone; once for either kind of labels. */
  async function* leakage(): AsyncGenerator<Step, null> {
    const looksLike = { rand: training.labels, det: yield* earlyAnswers() };
    const kernels = drawKernels(random("leakage: kernels"));
    const shown = sampleIndices(training, taughtInTraining, training.count);
    const samplesLeftAlone = shown.map(
      (index) => taughtInTraining[index] === looksLike[params.labels][index],
    );
    const { labels: own } = params;
    const found: Outcome["leakage"] = {
      kernels,
      labels: own,
      samplesLeftAlone,
      rand: null,
      det: null,
    };
    record.leakage = found;
    for (const kind of ["rand", "det"] as const) {
      const labels = wrongLabels(training.labels, kind, random("wrong labels"));
      const leftAlone = Array.from(labels, (label, i) => label === looksLike[kind][i]);
      const set = leakageOnly(training, { labels, leftAlone, kernels, epsilon: largest });
      const curve: CurvePoint[] = [];
      const phase = `training the leakage-only control, ${labelTitles[kind]}`;
      const weights = yield* school(
        { phase, name: "pupil", architecture: params.pupil, exams: "last" },
        set,
        curve,
      );
      tf.dispose(Object.values(weights));
      found[kind] = {
        leftAlone: leftAlone.filter(Boolean).length,
        accuracyTrue: curve.at(-1)?.accuracyTrue ?? 0,
      };
    }
    return null;
  }

  const source = restoreWeights(tf, yield* stage("source network", sourceNetwork));
  try {
    for (const epsilon of [largest, 0, ...others]) {
      const name = epsilon === 0 ? "control" : `pupil at epsilon ${epsilon}`;
      yield* stage(name, () => dose(source, epsilon));
    }
    if (hasLeakage) yield* stage("leakage-only controls", leakage);
  } finally {
    tf.dispose(Object.values(source));
  }
}
