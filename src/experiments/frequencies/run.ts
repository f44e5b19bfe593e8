import type { Run, Snapshot } from "#lab/experiment.ts";
import { encodePixels } from "#lab/pixels.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import { firstPictures, loadImageData } from "#ml/image-data.ts";
import { type ImageSet, pictureSize } from "#ml/images.ts";
import { networks } from "#ml/networks.ts";
import { train } from "#ml/training.ts";

import { momentsOf, shownBand, standardised } from "./bands.ts";
import { type Outcome, type Pass, passes } from "./outcome.ts";
import { batchSize, countUnits, cutoffsOf } from "./plan.ts";
import type { Params } from "./spec.ts";

type Step = Snapshot<Outcome>;

const sampleCount = 8;

/** Gilmer and Hendrycks 2019, figure 1: networks trained and tested on nothing but the low, or nothing but the high frequencies. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const progress = { done: 0, total: countUnits(params) };
  const found: Pick<Outcome, "whole" | "bands" | "samples"> = {
    whole: null,
    bands: [],
    samples: [],
  };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: { testCount: params.testSize, ...found },
  });

  yield snapshot("drawing the images");
  const { training, test } = await loadImageData(params, runtime);
  found.samples = await samples(firstPictures(test, sampleCount));
  yield snapshot("splitting the images");
  for (const cutoff of cutoffsOf(params).toReversed()) {
    for (const pass of passes.toReversed()) yield* studyBand(pass, cutoff);
  }
  found.whole = agreement(yield* school("whole pictures", training, test), test.labels);
  yield snapshot("done");

  async function* studyBand(pass: Pass, cutoff: number): AsyncGenerator<Step> {
    const [lessons, exam] = [
      await shownBand(tf, training, pass, cutoff),
      await shownBand(tf, test, pass, cutoff),
    ];
    const where = pass === "low" ? `up to ${cutoff}` : `beyond ${cutoff}`;
    const answers = yield* school(`frequencies ${where}`, lessons, exam);
    const band = {
      pass,
      cutoff,
      contrast: momentsOf(lessons).deviation,
      accuracy: agreement(answers, test.labels),
    };
    found.bands = [...found.bands, band].toSorted((a, b) => a.cutoff - b.cutoff);
    if (cutoff === params.cutoff) {
      found.samples = found.samples.map((sample, i) => ({
        ...sample,
        [pass === "low" ? "seenLow" : "seenHigh"]: answers[i] ?? null,
      }));
    }
  }

  /** What a fresh network, taught by `lessons`, answers to `exam`. */
  async function* school(
    name: string,
    lessons: ImageSet,
    exam: ImageSet,
  ): AsyncGenerator<Step, Uint8Array> {
    const network = networks[params.network];
    const moments = momentsOf(lessons);
    const schedule = { epochs: params.epochs, batchSize, learningRate: 0.002 };
    const steps = train(tf, network, standardised(lessons, moments), schedule, {
      weights: random(`${name}: weights`),
      order: random(`${name}: order`),
    });
    try {
      let step = await steps.next();
      while (step.done !== true) {
        progress.done += 1;
        yield snapshot(`learning from ${name}`);
        step = await steps.next();
      }
      try {
        return await predictSet(tf, network, step.value, standardised(exam, moments));
      } finally {
        tf.dispose(Object.values(step.value));
      }
    } finally {
      await steps.return({});
    }
  }

  async function samples(set: ImageSet): Promise<Outcome["samples"]> {
    const low = await shownBand(tf, set, "low", params.cutoff);
    const high = await shownBand(tf, set, "high", params.cutoff);
    return Array.from({ length: set.count }, (_, i) => ({
      label: set.labels[i] ?? 0,
      original: encodedPicture(set, i),
      low: encodedPicture(low, i),
      high: encodedPicture(high, i),
      seenLow: null,
      seenHigh: null,
    }));
  }
};
export default run;

function encodedPicture(set: ImageSet, i: number): string {
  const size = pictureSize(set);
  return encodePixels(set.pixels.subarray(i * size, (i + 1) * size));
}
