/** The one image that is watched. */
import { encodePixels } from "#lab/pixels.ts";
import type { Tensor4D, Tf } from "#lab/tf.ts";
import { type Goal, logitsOf, type Model } from "#ml/attack-losses.ts";
import { type AttackSettings, attackStep, type Norm } from "#ml/attacks.ts";
import { smallestEpsilons } from "#ml/smallest-epsilon.ts";

import { strongestClass } from "./answers.ts";
import { energyShare } from "./near-ink.ts";
import type { View } from "./outcome.ts";
import { bisection, watchedSteps } from "./plan.ts";
import { logitSlopes } from "./slopes.ts";
import type { Params } from "./spec.ts";

const rounded = (value: number): number => Math.round(1e4 * value) / 1e4;

/** What a network sees in the image before anyone has touched it. */
export async function firstLook(
  tf: Tf,
  model: Model,
  image: Tensor4D,
  near: readonly boolean[],
  { column, row }: Params,
): Promise<View> {
  const pixels = await image.data();
  const confidences = await confidencesOf(tf, model, image);
  const answer = strongestClass(confidences);
  const second = strongestClass(confidences, answer);
  const slopes = await logitSlopes(tf, model, image);
  const lead = Array.from(
    pixels,
    (_, i) => (slopes[answer]?.[i] ?? 0) - (slopes[second]?.[i] ?? 0),
  );
  const steepest = Math.max(1e-12, ...lead.map((slope) => Math.abs(slope)));
  return {
    answer,
    second,
    slopes: encodePixels(lead.map((slope) => (128 + (127 * slope) / steepest) / 255)),
    steepest: rounded(steepest),
    pixelSlopes: slopes.map((map) => rounded(map[row * 28 + column] ?? 0)),
    nearInk: rounded(energyShare(lead, near)),
    confidences: [confidences],
    result: encodePixels(pixels),
    change: { l2: 0, linf: 0 },
    smallest: { l2: null, linf: null },
  };
}

/** How the watched image is attacked. */
function watchedAttack(params: Params): AttackSettings {
  const epsilon = params.norm === "l2" ? params.epsilon : params.epsilonLinf;
  const settings = { norm: params.norm, epsilon, steps: watchedSteps(params) };
  return params.method === "fgsm" ? { ...settings, stepSize: epsilon } : settings;
}

/** One step of the attack; what it led to is written into `view`. The caller owns the images that come back. */
export async function watchedStep(
  tf: Tf,
  model: Model,
  view: View,
  { images, originals }: { readonly images: Tensor4D; readonly originals: Tensor4D },
  params: Params,
): Promise<Tensor4D> {
  const wanted = params.target === "any" ? view.answer : Number(params.target);
  const classes = tf.tensor1d([wanted], "int32");
  const goal: Goal =
    params.target === "any"
      ? { kind: "untargeted", labels: classes }
      : { kind: "targeted", targets: classes };
  const moved = attackStep(tf, model, { images, originals, goal }, watchedAttack(params));
  tf.dispose(classes);
  const [before, after] = [await originals.data(), await moved.data()];
  const change = Float64Array.from(after, (value, i) => value - (before[i] ?? 0));
  view.change = {
    l2: rounded(Math.sqrt(change.reduce((sum, value) => sum + value * value, 0))),
    linf: rounded(change.reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
  };
  view.result = encodePixels(after);
  view.confidences = [...view.confidences, await confidencesOf(tf, model, moved)];
  return moved;
}

/** The smallest epsilon that changes the answer, by bisection; yields after every radius tried, having written it into `view`. */
export async function* smallestFor(
  tf: Tf,
  model: Model,
  view: View,
  originals: Tensor4D,
  norm: Norm,
): AsyncGenerator<undefined, void> {
  const labels = tf.tensor1d([view.answer], "int32");
  const { steps, halvings, largest } = bisection;
  try {
    const settings = { norm, largest: largest[norm], steps, halvings };
    for await (const { above } of smallestEpsilons(tf, model, { originals, labels }, settings)) {
      const [found = Infinity] = above;
      view.smallest = {
        ...view.smallest,
        [norm]: Number.isFinite(found) ? rounded(found) : null,
      };
      yield;
    }
  } finally {
    tf.dispose(labels);
  }
}

async function confidencesOf(tf: Tf, model: Model, image: Tensor4D): Promise<number[]> {
  const shares = tf.tidy(() => tf.softmax(logitsOf(tf, model, image)));
  const values = await shares.data();
  tf.dispose(shares);
  return Array.from(values, rounded);
}
