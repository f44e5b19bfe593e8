import type { Run, Snapshot } from "#lab/experiment.ts";
import { type ArchitectureName, architectureTitles } from "#ml/architectures.ts";
import type { Goal, Model } from "#ml/attack-losses.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import { loadImageData } from "#ml/image-data.ts";
import { type ImageSet, labelsAt, relabelled } from "#ml/images.ts";
import { networks } from "#ml/networks.ts";
import { type Perturbed, perturbTowards } from "#ml/perturbed-set.ts";
import { trainAndSave } from "#ml/saved-training.ts";
import { restoreWeights, type SavedWeights } from "#ml/saved-weights.ts";
import type { Weights } from "#ml/weights.ts";
import { wrongLabels } from "#ml/wrong-labels.ts";

import type { Outcome, Rival } from "./outcome.ts";
import { batchSize, casts, countUnits, gradientUnits } from "./plan.ts";
import type { Params } from "./spec.ts";
import { transferRate } from "./transfer-rate.ts";

type Step = Snapshot<Outcome>;

/** Ilyas et al. 2019, fig. 3: what each architecture learns from one network's perturbed images, and how often that network's attacks fool it. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const progress = { done: 0, total: countUnits(params) };
  const found: Outcome = {
    testCount: params.testSize,
    sourceArchitecture: params.source,
    source: null,
    rivals: [],
  };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: { ...found, rivals: [...found.rivals] },
  });

  yield snapshot("drawing the images");
  const { training, test } = await loadImageData(params, runtime);
  const taught = wrongLabels(training.labels, "det", random("wrong labels"));

  const attacks = yield* stage("source network and its attacks", sourceAndAttacks);
  found.source = attacks.source;
  for (const name of casts[params.cast]) {
    const rival = yield* stage(name, () => study(name));
    found.rivals.push(rival);
    yield snapshot(`${title(name)}: done`);
  }
  yield snapshot("done");

  /** A stage that also keeps the count of units. */
  async function* stage<Result>(
    name: string,
    work: () => AsyncGenerator<Step, Result>,
  ): AsyncGenerator<Step, Result> {
    const kept = yield* runtime.stage(name, async function* counted() {
      return { result: yield* work(), done: progress.done };
    });
    progress.done = kept.done;
    return kept.result;
  }

  /** The source, its perturbed training images (targeted) and its attacked test images (untargeted). */
  async function* sourceAndAttacks(): AsyncGenerator<
    Step,
    {
      readonly source: NonNullable<Outcome["source"]>;
      readonly lessons: Float32Array;
      readonly attacked: Float32Array;
      readonly seen: Uint8Array;
    }
  > {
    const state = { accuracy: 0 };
    const saved = yield* school(
      "training the source",
      "source",
      params.source,
      training,
      (right) => {
        state.accuracy = right;
      },
    );
    const weights = restoreWeights(tf, saved);
    try {
      const model = { network: networks[params.source], weights };
      const lessons = yield* attack(
        "perturbing the training images",
        model,
        training,
        (indices) => ({
          kind: "targeted",
          targets: labelsAt(tf, taught, indices),
        }),
      );
      const attacked = yield* attack("attacking the test images", model, test, (indices) => ({
        kind: "untargeted",
        labels: labelsAt(tf, test.labels, indices),
      }));
      const source = {
        accuracy: state.accuracy,
        fooled: agreement(lessons.seen, taught),
        mistaken: 1 - agreement(attacked.seen, test.labels),
      };
      return { source, lessons: lessons.pixels, attacked: attacked.pixels, seen: attacked.seen };
    } finally {
      tf.dispose(Object.values(weights));
    }
  }

  /** One architecture, trained as usual and attacked, then trained afresh on nothing but the source's perturbed images. */
  async function* study(name: ArchitectureName): AsyncGenerator<Step, Rival> {
    const state = { accuracy: 0, learnt: 0, transfer: { share: 0, count: 0 } };
    yield* school(
      `${title(name)}: training on true labels`,
      `${name}, true labels`,
      name,
      training,
      async (right, weights) => {
        state.accuracy = right;
        state.transfer = transferRate({
          truth: test.labels,
          bySource: attacks.seen,
          clean: await predictSet(tf, networks[name], weights, test),
          attacked: await predictSet(tf, networks[name], weights, {
            ...test,
            pixels: attacks.attacked,
          }),
        });
      },
    );
    const lessons = relabelled({ ...training, pixels: attacks.lessons }, taught);
    yield* school(
      `${title(name)}: training on perturbed images, wrong labels`,
      `${name}, wrong labels`,
      name,
      lessons,
      (right) => {
        state.learnt = right;
      },
    );
    return {
      architecture: name,
      accuracy: state.accuracy,
      transfer: state.transfer.share,
      attacked: state.transfer.count,
      learnt: state.learnt,
    };
  }

  async function* attack(
    phase: string,
    model: Model,
    set: ImageSet,
    goalOf: (indices: Int32Array) => Goal,
  ): AsyncGenerator<Step, Pick<Perturbed, "pixels" | "seen">> {
    const { epsilon, steps, source } = params;
    const settings = { norm: "l2", epsilon, steps, batchSize } as const;
    let last: Pick<Perturbed, "pixels" | "seen"> = { pixels: set.pixels, seen: set.labels };
    for await (const step of perturbTowards(tf, model, set, goalOf, settings)) {
      last = step;
      progress.done += gradientUnits(source);
      yield snapshot(`${phase}: ${step.finished} of ${set.count} done`);
    }
    return { pixels: last.pixels, seen: last.seen };
  }

  /** Trains a fresh network; `exam` is told at the end what share of clean test images it gets right, and borrows its weights. */
  async function* school(
    phase: string,
    name: string,
    architecture: ArchitectureName,
    set: ImageSet,
    exam: (right: number, weights: Weights) => Promise<void> | void,
  ): AsyncGenerator<Step, SavedWeights> {
    const { epochs } = params;
    const network = networks[architecture];
    const schedule = { epochs, batchSize, learningRate: 0.002 };
    const streams = { weights: random(`${name}: weights`), order: random(`${name}: order`) };
    const lessons = trainAndSave(tf, network, set, schedule, streams, async (weights, epoch) => {
      if (epoch < epochs) return;
      await exam(agreement(await predictSet(tf, network, weights, test), test.labels), weights);
    });
    try {
      let lesson = await lessons.next();
      while (lesson.done !== true) {
        progress.done += gradientUnits(architecture);
        yield snapshot(phase);
        lesson = await lessons.next();
      }
      return lesson.value;
    } finally {
      // Frees the weights if the run ends before the training does.
      await lessons.return({});
    }
  }
};
export default run;

const title = (name: ArchitectureName): string => architectureTitles[name].toLowerCase();
