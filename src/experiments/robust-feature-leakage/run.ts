import type { Run, Snapshot } from "#lab/experiment.ts";
import { architectures } from "#ml/architectures.ts";
import { imageShape } from "#ml/data-sets.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import { loadImageData } from "#ml/image-data.ts";
import { classCount, type ImageSet, relabelled } from "#ml/images.ts";
import { networkOf } from "#ml/networks.ts";
import { perturbSet } from "#ml/perturbed-set.ts";
import { train } from "#ml/training.ts";
import type { Weights } from "#ml/weights.ts";
import { wrongLabels } from "#ml/wrong-labels.ts";

import { certify, responses, robustUsefulness } from "./certificates.ts";
import type { Outcome, Study } from "./outcome.ts";
import { batchSize, countUnits, doseEpsilons, kindsOf, linearBatchesOfUnit } from "./plan.ts";
import { readOut, standardFeatures } from "./readout.ts";
import { type LinearClassifier, trainRobustLinear } from "./robust-linear.ts";
import type { Params } from "./spec.ts";
import { templatePictures } from "./templates.ts";

type Step = Snapshot<Outcome>;

/** Goh 2019, response 2: what ten certified linear features learn from wrongly labelled sets, beside what a network does. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const { dataset, radius, epochs } = params;
  const network = networkOf(architectures[params.network], imageShape(dataset), classCount);
  const kinds = kindsOf(params);
  const progress = { done: 0, total: countUnits(params) };
  const studies: Study[] = kinds.map((labels) => ({ labels, doses: [] }));
  const found: Pick<Outcome, "source" | "certificate" | "templates"> = {
    source: null,
    certificate: null,
    templates: [],
  };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: { testCount: params.testSize, radius, ...found, studies },
  });

  yield snapshot("drawing the images");
  const { training, test } = await loadImageData(params, runtime);
  const classifier = yield* robustTemplates();
  const features = standardFeatures(classifier.templates, training);
  const testFeatures = features(test);

  const source = yield* school("training the source network", "source", training);
  try {
    found.source = agreement(await predictSet(tf, network, source, test), test.labels);
    const seenClean = await predictSet(tf, network, source, training);
    const [largest = params.epsilon, ...others] = doseEpsilons(params).toReversed();
    for (const epsilon of [largest, 0, ...others]) {
      for (const study of studies) yield* dose(study, epsilon, source, seenClean);
    }
  } finally {
    tf.dispose(Object.values(source));
  }
  yield snapshot("done");

  /** The classifier whose templates are the robust features, its certificate brought up to date after every pass. */
  async function* robustTemplates(): AsyncGenerator<Step, LinearClassifier> {
    const batches = Math.ceil(training.count / batchSize);
    const schedule = {
      epochs: params.linearEpochs,
      batchSize,
      learningRate: 0.01,
      radius,
    };
    const each = linearBatchesOfUnit(params);
    const last = batches * params.linearEpochs;
    let step = 0;
    let latest: LinearClassifier | undefined;
    for await (const read of trainRobustLinear(
      tf,
      training,
      schedule,
      random("templates: order"),
    )) {
      step += 1;
      if (step % batches === 0) {
        latest = await read();
        record(latest);
      }
      if (step % each !== 0 && step !== last) continue;
      progress.done += 1;
      yield snapshot("training the robust templates");
    }
    if (latest === undefined) throw new RangeError("the templates have had no training");
    return latest;
  }

  function record({ templates, biases }: LinearClassifier): void {
    const scores = responses(test, templates);
    const pictures = templatePictures(templates);
    found.certificate = certify({ templates, biases }, scores, test.labels, radius);
    found.templates = robustUsefulness(templates, scores, test.labels, radius).map(
      (feature, i) => ({ ...feature, picture: pictures[i] ?? "" }),
    );
  }

  /** One data set of this kind at this epsilon: ten templates read out, and a pupil trained. */
  async function* dose(
    study: Study,
    epsilon: number,
    attacked: Weights,
    seenClean: Uint8Array,
  ): AsyncGenerator<Step> {
    const { labels: kind } = study;
    const taught = wrongLabels(training.labels, kind, random("wrong labels"));
    const taughtInTest = wrongLabels(test.labels, kind, random("wrong test labels"));
    const where = `${kind === "rand" ? "RandLabels" : "DetLabels"}, epsilon ${epsilon}`;
    let set = relabelled(training, taught);
    let seen = seenClean;
    if (epsilon > 0) {
      const perturbed = yield* perturb(where, attacked, taught, epsilon);
      set = { ...set, pixels: perturbed.pixels };
      seen = perturbed.seen;
    }
    const read = readOut(features(set), taught, testFeatures);
    const weights = yield* school(`${where}: training a pupil`, "pupil", set);
    try {
      const answers = await predictSet(tf, network, weights, test);
      study.doses.push({
        epsilon,
        fooled: agreement(seen, taught),
        readout: agreement(read, test.labels),
        pupil: agreement(answers, test.labels),
        readoutTaught: agreement(read, taughtInTest),
        pupilTaught: agreement(answers, taughtInTest),
      });
      study.doses.sort((a, b) => a.epsilon - b.epsilon);
    } finally {
      tf.dispose(Object.values(weights));
    }
    yield snapshot(`${where}: examined`);
  }

  async function* perturb(
    where: string,
    weights: Weights,
    taught: Uint8Array,
    epsilon: number,
  ): AsyncGenerator<Step, { readonly pixels: Float32Array; readonly seen: Uint8Array }> {
    const { steps } = params;
    const attack = perturbSet(tf, { network, weights }, training, taught, {
      epsilon,
      steps,
      batchSize,
    });
    let attacked = await attack.next();
    try {
      while (attacked.done !== true) {
        progress.done += 1;
        const { finished } = attacked.value;
        yield snapshot(`${where}: ${finished} of ${training.count} images perturbed`);
        attacked = await attack.next();
      }
    } finally {
      if (attacked.done !== true) await attack.return(attacked.value);
    }
    return attacked.value;
  }

  /** Trains a fresh network on `set`; the weights are the caller's. */
  async function* school(
    phase: string,
    name: string,
    set: ImageSet,
  ): AsyncGenerator<Step, Weights> {
    const schedule = { epochs, batchSize, learningRate: 0.002 };
    const lessons = train(tf, network, set, schedule, {
      weights: random(`${name}: weights`),
      order: random(`${name}: order`),
    });
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
