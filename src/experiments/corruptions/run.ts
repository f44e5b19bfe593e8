import type { Run, Snapshot } from "#lab/experiment.ts";
import { encodePixels } from "#lab/pixels.ts";
import { corrupted } from "#ml/corruptions.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import { firstPictures, loadImageData } from "#ml/image-data.ts";
import { type ImageSet, pictureSize } from "#ml/images.ts";
import { perturbation } from "#ml/perturbed-training.ts";
import { networkNamed } from "#ml/pretrained.ts";
import { restoreWeights, type SavedWeights, saveWeights } from "#ml/saved-weights.ts";
import { train } from "#ml/training.ts";
import type { Weights } from "#ml/weights.ts";

import { type Net, type Outcome, type TrainingName, trainings } from "./outcome.ts";
import {
  batchSize,
  countUnits,
  examUnits,
  frequenciesOf,
  severitiesOf,
  shownCorruptions,
  stepUnits,
  trainingOf,
  waveUnits,
  mapSide,
} from "./plan.ts";
import type { Params } from "./spec.ts";
import { underWave } from "./waves.ts";

type Step = Snapshot<Outcome>;

const titles: Readonly<Record<TrainingName, string>> = {
  standard: "standard network",
  adversarial: "adversarially trained network",
  noise: "noise-trained network",
};

const sampleCount = 4;

/** Three networks of different training under corruptions (Gilmer and Hendrycks 2019) and under waves of each frequency (Yin et al. 2019, § 3). */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const progress = { done: 0, total: countUnits(params) };
  const found: Pick<Outcome, "nets" | "samples"> = { nets: [], samples: [] };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: { testCount: params.testSize, waveCount: params.waveImages, ...found },
  });

  yield snapshot("drawing the images");
  const { training, test } = await loadImageData(params, runtime);
  const network = networkNamed(params.network, [test.height, test.width, test.channels]);
  const severities = severitiesOf(params);
  const shown = firstPictures(test, sampleCount);
  found.samples = Array.from({ length: shown.count }, (_, i) => ({
    label: shown.labels[i] ?? 0,
    original: encodedPicture(shown, i),
  }));

  for (const name of trainings) {
    const kept = yield* runtime.stage(titles[name], async function* trainedNetwork() {
      const weights = yield* school(name);
      try {
        return { weights: await saveWeights(weights), done: progress.done };
      } finally {
        tf.dispose(Object.values(weights));
      }
    });
    progress.done = kept.done;
    yield* examine(name, kept.weights);
  }
  yield snapshot("done");

  async function* school(name: TrainingName): AsyncGenerator<Step, Weights> {
    const { epochs } = params;
    const lessons = train(
      tf,
      network,
      training,
      { epochs, batchSize, learningRate: 0.002 },
      { weights: random("weights"), order: random("order") },
      perturbation(tf, trainingOf(name, params), random("training noise")),
    );
    try {
      let lesson = await lessons.next();
      while (lesson.done !== true) {
        progress.done += stepUnits(name, params);
        yield snapshot(`training the ${titles[name]}`);
        lesson = await lessons.next();
      }
      return lesson.value;
    } finally {
      await lessons.return({});
    }
  }

  async function* examine(name: TrainingName, saved: SavedWeights): AsyncGenerator<Step> {
    const weights = restoreWeights(tf, saved);
    const right = async (set: ImageSet): Promise<number> =>
      agreement(await predictSet(tf, network, weights, set), set.labels);
    try {
      const record: Net = {
        training: name,
        clean: await right(test),
        exams: [],
        waves: Array.from({ length: mapSide(params) ** 2 }, () => null),
      };
      found.nets.push(record);
      progress.done += examUnits(params);
      yield snapshot(`examining the ${titles[name]}`);
      for (const corruption of shownCorruptions) {
        for (const severity of severities) {
          const set = corrupted(test, corruption, severity, random(`${corruption} ${severity}`));
          record.exams.push({ corruption, severity, accuracy: await right(set) });
          progress.done += examUnits(params);
          yield snapshot(`examining the ${titles[name]}`);
        }
      }
      yield* chart(name, record.waves, async (set) => 1 - (await right(set)));
    } finally {
      tf.dispose(Object.values(weights));
    }
  }

  /** The map of frequencies: every cell and, as a wave has no direction, its mirror image. */
  async function* chart(
    name: TrainingName,
    waves: Net["waves"],
    wrong: (set: ImageSet) => Promise<number>,
  ): AsyncGenerator<Step> {
    const set = firstPictures(test, params.waveImages);
    const frequencies = frequenciesOf(params);
    const last = frequencies.length ** 2 - 1;
    for (let cell = 0; cell <= last - cell; cell += 1) {
      const u = frequencies[Math.floor(cell / frequencies.length)] ?? 0;
      const v = frequencies[cell % frequencies.length] ?? 0;
      const error = await wrong(
        underWave(set, [u, v], params.wave, random(`signs of wave ${cell}`)),
      );
      waves[cell] = error;
      waves[last - cell] = error;
      progress.done += waveUnits(params);
      yield snapshot(`trying waves on the ${titles[name]}`);
    }
  }
};
export default run;

function encodedPicture(set: ImageSet, i: number): string {
  const size = pictureSize(set);
  return encodePixels(set.pixels.subarray(i * size, (i + 1) * size));
}
