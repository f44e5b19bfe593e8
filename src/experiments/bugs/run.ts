import type { Run, Snapshot } from "#lab/experiment.ts";
import { encodePixels } from "#lab/pixels.ts";
import type { Goal, Model } from "#ml/attack-losses.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import { loadImageData } from "#ml/image-data.ts";
import { classCount, type ImageSet, labelsAt, pictureSize, relabelled } from "#ml/images.ts";
import { networks } from "#ml/networks.ts";
import { perturbTowards } from "#ml/perturbed-set.ts";
import { trainAndSave } from "#ml/saved-training.ts";
import { restoreWeights, type SavedWeights } from "#ml/saved-weights.ts";
import type { Weights } from "#ml/weights.ts";
import { wrongLabels } from "#ml/wrong-labels.ts";

import type { Attack, Outcome } from "./outcome.ts";
import { batchSize, countUnits } from "./plan.ts";
import type { Params } from "./spec.ts";

type Step = Snapshot<Outcome>;

/** Nakkiran 2019: targeted attacks that transfer beside ones built not to, and what each teaches a pupil. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const network = networks[params.network];
  const progress = { done: 0, total: countUnits(params) };
  const found: Outcome = {
    testCount: params.testSize,
    imageCount: params.size,
    targetAccuracy: null,
    freshAccuracy: null,
    originals: [],
    plain: null,
    aware: null,
  };
  const snapshot = (phase: string): Step => ({ phase, ...progress, outcome: { ...found } });

  yield snapshot("drawing the images");
  const { training, test } = await loadImageData(params, runtime);
  const taught = wrongLabels(training.labels, "det", random("wrong labels"));
  const taughtInTest = wrongLabels(test.labels, "det", random("wrong labels"));
  const shown = oneOfEachClass(training);
  found.originals = shown.map((index) => ({
    trueLabel: training.labels[index] ?? 0,
    wrongLabel: taught[index] ?? 0,
    picture: pictureOf(training, training.pixels, index),
  }));

  const target = yield* classifier("the target network", "target");
  found.targetAccuracy = target.accuracy;
  const fresh = yield* classifier("a fresh network, outside the ensemble", "fresh");
  found.freshAccuracy = fresh.accuracy;
  const ensemble: SavedWeights[] = [];
  for (let i = 1; i <= params.ensemble; i += 1) {
    const member = yield* classifier(`network ${i} of the ensemble`, `ensemble ${i}`);
    ensemble.push(member.weights);
  }

  yield* study("plain", "plain attack");
  yield* study("aware", "ensemble-aware attack");
  yield snapshot("done");

  /** A network trained on clean images and true labels. */
  async function* classifier(
    title: string,
    name: string,
  ): AsyncGenerator<Step, { readonly weights: SavedWeights; readonly accuracy: number }> {
    const kept = yield* runtime.stage(name, async function* work() {
      let accuracy = 0;
      const weights = yield* school(`training ${title}`, name, training, async (now, epoch) => {
        if (epoch < params.epochs) return;
        accuracy = agreement(await predictSet(tf, network, now, test), test.labels);
      });
      return { weights, accuracy, done: progress.done };
    });
    progress.done = kept.done;
    return kept;
  }

  /** One attack on every training image, whom it fools, and what it teaches. */
  async function* study(kind: "plain" | "aware", title: string): AsyncGenerator<Step> {
    const kept = yield* runtime.stage(title, async function* work() {
      const { pixels, fooling } = yield* perturbation(kind, title);
      const size = pictureSize(training);
      const attack: Attack = {
        ...fooling,
        pupil: [],
        results: shown.map((index) =>
          encodePixels(pixels.subarray(index * size, (index + 1) * size)),
        ),
      };
      found[kind] = attack;
      const lessons = relabelled({ ...training, pixels }, taught);
      yield* school(`training a pupil of the ${title}`, "pupil", lessons, async (now, epoch) => {
        const answers = await predictSet(tf, network, now, test);
        attack.pupil.push({
          epoch,
          accuracyTrue: agreement(answers, test.labels),
          accuracyTaught: agreement(answers, taughtInTest),
        });
      });
      return { attack, done: progress.done };
    });
    found[kind] = kept.attack;
    progress.done = kept.done;
  }

  async function* perturbation(
    kind: "plain" | "aware",
    title: string,
  ): AsyncGenerator<
    Step,
    {
      readonly pixels: Float32Array;
      readonly fooling: Pick<Attack, "fooled" | "transferred" | "ensembleFooled">;
    }
  > {
    const models = [target.weights, fresh.weights, ...ensemble].map((saved): Model => ({
      network,
      weights: restoreWeights(tf, saved),
    }));
    const [attacked, outsider, ...others] = models;
    try {
      if (attacked === undefined || outsider === undefined) throw new RangeError("no network");
      const goalOf = (indices: Int32Array): Goal => {
        const targets = labelsAt(tf, taught, indices);
        if (kind === "plain") return { kind: "targeted", targets };
        const labels = labelsAt(tf, training.labels, indices);
        return { kind: "untransferable", targets, labels, ensemble: others };
      };
      const { epsilon, steps } = params;
      const settings = { norm: "l2", epsilon, steps, batchSize } as const;
      const unitsAStep = kind === "plain" ? 1 : 1 + others.length;
      const walk = perturbTowards(tf, attacked, training, goalOf, settings);
      let pixels = training.pixels;
      for await (const step of walk) {
        progress.done += unitsAStep;
        pixels = step.pixels;
        yield snapshot(`${title}: ${step.finished} of ${training.count} images done`);
      }
      const perturbed: ImageSet = { ...training, pixels };
      const fooled = async ({ weights }: Model): Promise<number> =>
        agreement(await predictSet(tf, network, weights, perturbed), taught);
      let sum = 0;
      for (const member of others) sum += await fooled(member);
      const fooling = {
        fooled: await fooled(attacked),
        transferred: await fooled(outsider),
        ensembleFooled: sum / others.length,
      };
      return { pixels, fooling };
    } finally {
      tf.dispose(models.flatMap(({ weights }) => Object.values(weights)));
    }
  }

  /** Trains a fresh network on `set`, one unit a step. */
  async function* school(
    phase: string,
    name: string,
    set: ImageSet,
    exam: (weights: Weights, epoch: number) => Promise<void>,
  ): AsyncGenerator<Step, SavedWeights> {
    const schedule = { epochs: params.epochs, batchSize, learningRate: 0.002 };
    const streams = { weights: random(`${name}: weights`), order: random(`${name}: order`) };
    const lessons = trainAndSave(tf, network, set, schedule, streams, exam);
    try {
      let lesson = await lessons.next();
      while (lesson.done !== true) {
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
};
export default run;

/** Numbers of the first image of each class. */
function oneOfEachClass({ labels }: ImageSet): number[] {
  return Array.from({ length: classCount }, (_, label) => labels.indexOf(label)).filter(
    (index) => index >= 0,
  );
}

function pictureOf(set: ImageSet, pixels: Float32Array, index: number): string {
  const size = pictureSize(set);
  return encodePixels(pixels.subarray(index * size, (index + 1) * size));
}
