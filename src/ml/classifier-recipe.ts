import type { Runtime } from "#lab/runtime.ts";
import type { Tf } from "#lab/tf.ts";

import type { Model } from "./attack-losses.ts";
import { type Assault, attackBatches, withstandAutoPgd, withstandPgd } from "./attack-strength.ts";
import { type ImageDataSettings, imageShape } from "./data-sets.ts";
import { agreement, predictSet } from "./evaluation.ts";
import { firstPictures, loadImageData } from "./image-data.ts";
import { classCount, type ImageSet } from "./images.ts";
import { passesOfStep, perturbation } from "./perturbed-training.ts";
import type { ClassifierPlan, Trained } from "./pretrained-manifest.ts";
import { networkNamed, type PackedWeights, packWeights, unpackWeights } from "./pretrained.ts";
import { train } from "./training.ts";
import type { Weights } from "./weights.ts";

/** How a model that the site ships comes about. Default export of a file in `src/recipes`, whose name is the model's. */
export interface Recipe {
  readonly plan: ClassifierPlan;
  readonly run: (id: string, runtime: Runtime) => AsyncGenerator<Stage, Made>;
}

/** A moment of a recipe; a unit is about one pass there and back of one batch. */
export interface Stage {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

export interface Made {
  readonly trained: Trained;
  /** What `weights.bin` holds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Most that rounding the weights to 8 bits may cost on the test images; beyond it they are kept as 16-bit floats. */
const bearableLoss = 0.001;

/** Trains a classifier by its plan, rounds its weights and examines what is left. */
export function classifierRecipe(plan: ClassifierPlan): Recipe {
  return { plan, run: (id, runtime) => make(id, plan, runtime) };
}

async function* make(
  id: string,
  plan: ClassifierPlan,
  { tf, random, load }: Runtime,
): AsyncGenerator<Stage, Made> {
  const network = networkNamed(plan.architecture, imageShape(plan.dataset));
  const total = countPasses(plan);
  let finished = 0;
  yield { phase: "loading images", done: 0, total };
  const { training, test } = await loadImageData(planData(plan), { random, load });

  const weights = yield* trained();
  let packed: PackedWeights | undefined;
  let model: Model | undefined;
  try {
    const unrounded = agreement(await predictSet(tf, network, weights, test), test.labels);
    const rounded = await roundWeights(tf, { network, weights }, test, unrounded);
    ({ packed, model } = rounded);
    const attacked: Trained["accuracy"]["attacked"] = [];
    for (const epsilon of plan.checks.epsilons) {
      const pgd = yield* share(`PGD at epsilon ${epsilon}`, pgdOn(model, epsilon));
      const autoPgd = yield* share(`AutoPGD at epsilon ${epsilon}`, autoPgdOn(model, epsilon));
      attacked.push({ epsilon, pgd, autoPgd });
    }
    yield { phase: "done", done: total, total };
    const { height, width, channels } = training;
    return {
      bytes: packed.bytes,
      trained: {
        id,
        plan,
        input: [height, width, channels],
        classes: classCount,
        parameters: Object.values(weights).reduce((sum, { size }) => sum + size, 0),
        weights: packed.description,
        accuracy: { unrounded, clean: rounded.clean, attacked },
      },
    };
  } finally {
    tf.dispose([...Object.values(weights), ...Object.values(model?.weights ?? {})]);
  }

  async function* trained(): AsyncGenerator<Stage, Weights> {
    const { epochs, batchSize, learningRate } = plan;
    const lessons = train(
      tf,
      network,
      training,
      { epochs, batchSize, learningRate },
      { weights: random("weights"), order: random("order") },
      perturbation(tf, plan.training, random("training noise")),
    );
    const each = passesOfStep(plan.training);
    const stepsAnEpoch = Math.ceil(training.count / batchSize);
    try {
      let lesson = await lessons.next();
      while (lesson.done !== true) {
        finished = lesson.value.step * each;
        const epoch = Math.ceil(lesson.value.step / stepsAnEpoch);
        yield { phase: `training, epoch ${epoch} of ${epochs}`, done: finished, total };
        lesson = await lessons.next();
      }
      return lesson.value;
    } finally {
      await lessons.return({});
    }
  }

  function pgdOn(found: Model, epsilon: number): AsyncGenerator<Assault, Uint8Array> {
    const { norm, pgd } = plan.checks;
    const settings = { norm, epsilon, steps: pgd.steps };
    return withstandPgd(tf, found, firstPictures(test, pgd.images), settings);
  }

  function autoPgdOn(found: Model, epsilon: number): AsyncGenerator<Assault, Uint8Array> {
    const { norm, autoPgd } = plan.checks;
    const { steps, restarts, images } = autoPgd;
    const settings = { norm, epsilon, steps, restarts };
    const start = random(`AutoPGD at ${epsilon}`);
    return withstandAutoPgd(tf, found, firstPictures(test, images), settings, start);
  }

  /** Share of images that stand in the end. */
  async function* share(
    phase: string,
    assault: AsyncGenerator<Assault, Uint8Array>,
  ): AsyncGenerator<Stage, number> {
    const before = finished;
    try {
      let turn = await assault.next();
      while (turn.done !== true) {
        finished = before + turn.value.done;
        yield { phase, done: finished, total };
        turn = await assault.next();
      }
      return turn.value.reduce((sum, one) => sum + one, 0) / turn.value.length;
    } finally {
      await assault.return(new Uint8Array());
    }
  }
}

/** The weights as they will be shipped: in 8 bits, or in 16 where that costs too much. The model's tensors are the caller's. */
async function roundWeights(
  tf: Tf,
  { network, weights }: Model,
  test: ImageSet,
  unrounded: number,
): Promise<{ packed: PackedWeights; model: Model; clean: number }> {
  const rounded = async (
    encoding: "int8" | "float16",
  ): Promise<{ packed: PackedWeights; model: Model; clean: number }> => {
    const packed = await packWeights(weights, encoding);
    const model = {
      network,
      weights: unpackWeights(tf, packed.bytes, packed.description.tensors),
    };
    const answers = await predictSet(tf, network, model.weights, test);
    return { packed, model, clean: agreement(answers, test.labels) };
  };
  const inBytes = await rounded("int8");
  if (inBytes.clean >= unrounded - bearableLoss) return inBytes;
  tf.dispose(Object.values(inBytes.model.weights));
  return rounded("float16");
}

function countPasses({
  trainingImages,
  batchSize,
  epochs,
  training,
  checks: { epsilons, pgd, autoPgd },
}: ClassifierPlan): number {
  const steps = Math.ceil(trainingImages / batchSize) * epochs;
  const checked =
    attackBatches(pgd.images) * pgd.steps +
    attackBatches(autoPgd.images) * autoPgd.steps * autoPgd.restarts;
  return steps * passesOfStep(training) + epsilons.length * checked;
}

/** The images of a plan, as they are loaded; drawn ones carry no texture. */
export function planData({
  dataset,
  trainingImages,
  testImages,
}: Pick<ClassifierPlan, "dataset" | "trainingImages" | "testImages">): ImageDataSettings {
  return { dataset, size: trainingImages, testSize: testImages, texture: 0 };
}
