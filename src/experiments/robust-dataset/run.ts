import type { Run, Snapshot } from "#lab/experiment.ts";
import { encodePixels } from "#lab/pixels.ts";
import { withstandPgd } from "#ml/attack-strength.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import type { Features } from "#ml/feature-matching.ts";
import { type ImageSet, pictureSize } from "#ml/images.ts";
import { loadMnistLike } from "#ml/mnist-like.ts";
import { networks } from "#ml/networks.ts";
import { loadPretrained, type Pretrained } from "#ml/pretrained.ts";
import { train } from "#ml/training.ts";
import type { Weights } from "#ml/weights.ts";

import { meanDistance } from "./distances.ts";
import { type Matched, matchSet } from "./matching.ts";
import { networkNames, type NetworkName, type Outcome, type Study } from "./outcome.ts";
import { batchSize, countUnits, epsilons, units } from "./plan.ts";
import { pickedAt, pictureAt, samplesOf } from "./selection.ts";
import type { Params } from "./spec.ts";
import { watchPair } from "./watching.ts";

type Step = Snapshot<Outcome>;
type Models = Readonly<Record<NetworkName, Pretrained>>;

const rounded = (value: number): number => Math.round(1e4 * value) / 1e4;

/** Ilyas et al. 2019, § 3.1: images matched in a network's features, one of them watched, and pupils that learn from nothing else. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, load, random } = runtime;
  const progress = { done: 0, total: countUnits(params) };
  const found: Omit<Outcome, "testCount"> = {
    choices: [],
    watched: null,
    apart: null,
    robust: null,
    standard: null,
    samples: [],
  };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: { testCount: params.testSize, ...found },
  });

  yield snapshot("fetching images and networks");
  const test = await loadMnistLike(params.dataset, "test", params.testSize, runtime);
  const choices = pickedAt(test, random("choices"));
  found.choices = choices.map((index) => encodePixels(pictureAt(test, index)));
  const loaded: Pretrained[] = [];
  try {
    for (const name of networkNames) loaded.push(await loadPretrained(tf, load, `mnist-${name}`));
    const [robust, standard] = loaded;
    if (robust === undefined || standard === undefined) return;
    yield snapshot("the networks are here");
    yield* watch({ robust, standard });
    if (params.size > 0) yield* study({ robust, standard });
    yield snapshot("done");
  } finally {
    tf.dispose(loaded.flatMap(({ weights }) => Object.values(weights)));
  }

  function featuresOf({ network, weights }: Pretrained): Features {
    return (images) => tf.tidy(() => network.features(tf, weights, images));
  }

  async function* watch(models: Models): AsyncGenerator<Step> {
    const features = { robust: featuresOf(models.robust), standard: featuresOf(models.standard) };
    const pair = {
      start: pictureAt(test, choices[params.start] ?? 0),
      target: pictureAt(test, choices[params.target] ?? 0),
    };
    for await (const courses of watchPair(tf, features, pair, params.matchSteps)) {
      found.watched = courses;
      progress.done += 1;
      yield snapshot(`moving a ${params.start} towards a ${params.target}`);
    }
  }

  /** Both sets from the same starts and targets, then both pupils from the same first weights. */
  async function* study(models: Models): AsyncGenerator<Step> {
    const targets = await loadMnistLike(params.dataset, "train", params.size, runtime);
    const order = random("starts");
    const startAt = Int32Array.from({ length: targets.count }, () => order.integer(targets.count));
    const pixels = new Float32Array(targets.pixels.length);
    const size = pictureSize(targets);
    startAt.forEach((from, to) => pixels.set(pictureAt(targets, from), to * size));
    // A start's label plays no part.
    const starts: ImageSet = { ...targets, pixels };
    found.apart = rounded(
      meanDistance(starts.pixels, targets.pixels, { size, count: targets.count }),
    );
    found.samples = samplesOf(starts, targets);
    const sets: Partial<Record<NetworkName, ImageSet>> = {};
    for (const name of networkNames) {
      const made = yield* stage(`images matched, ${name}`, () =>
        match(models, name, { starts, targets }),
      );
      sets[name] = { ...targets, pixels: made };
    }
    for (const name of networkNames) {
      const set = sets[name];
      if (set !== undefined) yield* stage(`pupil, ${name}`, () => pupil(name, set));
    }
  }

  /** A stage that also keeps what was found and the count of units. */
  async function* stage<Result>(
    name: string,
    work: () => AsyncGenerator<Step, Result>,
  ): AsyncGenerator<Step, Result> {
    const kept = yield* runtime.stage(name, async function* workAndNotes() {
      const result = yield* work();
      return { result, found, done: progress.done };
    });
    Object.assign(found, kept.found);
    progress.done = kept.done;
    return kept.result;
  }

  async function* match(
    models: Models,
    name: NetworkName,
    { starts, targets }: { readonly starts: ImageSet; readonly targets: ImageSet },
  ): AsyncGenerator<Step, Float32Array> {
    const features = featuresOf(models[name]);
    const note = ({ pixels, finished, features: left }: Matched): void => {
      const over = { size: pictureSize(targets), count: finished };
      found[name] = {
        ...(found[name] ?? emptyStudy()),
        matched: finished,
        features: rounded(left),
        toTarget: rounded(meanDistance(pixels, targets.pixels, over)),
        toStart: rounded(meanDistance(pixels, starts.pixels, over)),
      };
    };
    const matching = matchSet(tf, features, { starts, targets }, params.matchSteps);
    let finished = -1;
    let turn = await matching.next();
    try {
      while (turn.done !== true) {
        progress.done += 1;
        if (turn.value.finished !== finished) {
          note(turn.value);
          ({ finished } = turn.value);
          found.samples = found.samples.map((sample, i) =>
            i < finished
              ? {
                  ...sample,
                  [name]: encodePixels(pictureAt({ ...targets, pixels: turn.value.pixels }, i)),
                }
              : sample,
          );
        }
        yield snapshot(
          `matching images under the ${name} network, ${finished} of ${targets.count} done`,
        );
        turn = await matching.next();
      }
    } finally {
      if (turn.done !== true) await matching.return(turn.value);
    }
    const { pixels } = turn.value;
    const made = { ...targets, pixels };
    const other = name === "robust" ? "standard" : "robust";
    const readBy = async (reader: NetworkName): Promise<number> => {
      const { network, weights } = models[reader];
      return rounded(agreement(await predictSet(tf, network, weights, made), targets.labels));
    };
    found[name] = {
      ...(found[name] ?? emptyStudy()),
      readByOwn: await readBy(name),
      readByOther: await readBy(other),
    };
    return pixels;
  }

  async function* pupil(name: NetworkName, set: ImageSet): AsyncGenerator<Step, null> {
    const weights = yield* school(name, set);
    try {
      const network = networks[params.network];
      const write = (epsilon: number, accuracy: number): void => {
        const known = found[name] ?? emptyStudy();
        found[name] = { ...known, exams: [...known.exams, { epsilon, accuracy }] };
      };
      write(0, agreement(await predictSet(tf, network, weights, test), test.labels));
      for (const epsilon of epsilons) {
        const settings = { norm: "l2", epsilon, steps: params.attackSteps } as const;
        const assault = withstandPgd(tf, { network, weights }, test, settings);
        let turn = await assault.next();
        try {
          while (turn.done !== true) {
            progress.done += 1;
            yield snapshot(
              `attacking the pupil of the ${name} network’s images, epsilon ${epsilon}`,
            );
            turn = await assault.next();
          }
        } finally {
          if (turn.done !== true) await assault.return(turn.value.stands);
        }
        write(epsilon, turn.value.reduce((sum, one) => sum + one, 0) / test.count);
      }
      return null;
    } finally {
      tf.dispose(Object.values(weights));
    }
  }

  /** Standard training; both pupils begin with the same weights and see their images in the same order. The weights are the caller's. */
  async function* school(name: NetworkName, set: ImageSet): AsyncGenerator<Step, Weights> {
    const schedule = { epochs: params.epochs, batchSize, learningRate: 0.002 };
    const streams = { weights: random("pupil: weights"), order: random("pupil: order") };
    const lessons = train(tf, networks[params.network], set, schedule, streams);
    let lesson = await lessons.next();
    try {
      while (lesson.done !== true) {
        progress.done += 1;
        const { step } = lesson.value;
        yield snapshot(
          `teaching the pupil of the ${name} network’s images, batch ${step} of ${units(params).training}`,
        );
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

function emptyStudy(): Study {
  return {
    matched: 0,
    features: 1,
    toTarget: 0,
    toStart: 0,
    readByOwn: 0,
    readByOther: 0,
    exams: [],
  };
}
