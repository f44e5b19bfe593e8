import type { Run, Snapshot } from "#lab/experiment.ts";
import { encodePixels } from "#lab/pixels.ts";
import type { Tensor4D } from "#lab/tf.ts";
import type { ImageSet } from "#ml/images.ts";
import { loadMnistLike } from "#ml/mnist-like.ts";
import { loadPretrained, type Pretrained } from "#ml/pretrained.ts";

import { areaShare, nearInk } from "./near-ink.ts";
import { networkNames, type Outcome, type View } from "./outcome.ts";
import { bisection, countUnits, searchRounds, watchedSteps } from "./plan.ts";
import { columnsOf, type Row } from "./rows.ts";
import { rightForBoth, studySet } from "./set.ts";
import { firstLook, smallestFor, watchedStep } from "./single.ts";
import type { Params } from "./spec.ts";
import { drawnDigit, imagesAtHand, takenDigit } from "./watched.ts";

type Step = Snapshot<Outcome>;

/** A digit under attack before two shipped networks, the standard and the robust one (Madry et al. 2018; Ilyas et al. 2019, § 1). */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, load, random } = runtime;
  const loadSet = (): Promise<ImageSet> =>
    loadMnistLike(params.dataset, "test", imagesAtHand(params), runtime);
  const { pixels, label } =
    params.image === "drawn" ? drawnDigit(params) : takenDigit(await loadSet(), params.index);
  const near = nearInk(pixels);
  const progress = { done: 0, total: countUnits(params) };
  const views: { standard: View | null; robust: View | null } = { standard: null, robust: null };
  const found: { rows: Row[] } = { rows: [] };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: {
      image: encodePixels(pixels),
      label,
      area: areaShare(near),
      ...views,
      set: columnsOf(found.rows),
    },
  });

  yield snapshot("fetching the two networks");
  const models: Pretrained[] = [];
  const held: Tensor4D[] = [];
  try {
    for (const name of networkNames) models.push(await loadPretrained(tf, load, `mnist-${name}`));
    const [standard, robust] = models;
    if (standard === undefined || robust === undefined) return;
    const original = tf.tensor4d(pixels, [1, 28, 28, 1]);
    held.push(original);
    const both = { standard, robust };
    const looks = {
      standard: await firstLook(tf, standard, original, near, params),
      robust: await firstLook(tf, robust, original, near, params),
    };
    Object.assign(views, looks);
    progress.done += 1;
    yield snapshot("reading the digit");

    // Both attacks step together, so that a reader who steps sees them side by side.
    const images = { standard: original, robust: original };
    for (let step = 1; step <= watchedSteps(params); step += 1) {
      for (const name of networkNames) {
        const walk = { images: images[name], originals: original };
        const moved = await watchedStep(tf, both[name], looks[name], walk, params);
        if (images[name] !== original) {
          held.splice(held.indexOf(images[name]), 1);
          tf.dispose(images[name]);
        }
        images[name] = moved;
        held.push(moved);
      }
      progress.done += 1;
      yield snapshot(`attacking both networks, step ${step} of ${watchedSteps(params)}`);
    }

    tf.dispose(held.splice(held.indexOf(original) + 1));

    for (const norm of ["l2", "linf"] as const) {
      for (const name of networkNames) {
        let tried = 0;
        for await (const _ of smallestFor(tf, both[name], looks[name], original, norm)) {
          tried += 1;
          progress.done += bisection.steps;
          yield snapshot(`looking for the smallest change, radius ${tried} of ${searchRounds}`);
        }
      }
    }

    if (params.testSize === 0) return;
    const set = await loadSet();
    const chosen = await rightForBoth(tf, both, set, params.testSize, random("test images"));
    const attacked = yield* runtime.stage("test images", async function* attackAll() {
      for await (const units of studySet(tf, both, set, chosen, {
        norm: params.norm,
        rows: found.rows,
      })) {
        progress.done += units;
        yield snapshot(`attacking test images: ${found.rows.length} of ${chosen.length} done`);
      }
      return found.rows;
    });
    found.rows = [...attacked];
    progress.done = progress.total;
    yield snapshot("done");
  } finally {
    tf.dispose([...held, ...models.flatMap(({ weights }) => Object.values(weights))]);
  }
};
export default run;
