import { z } from "zod";

import type { ParameterMeta, Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { downloadBytes } from "#ml/data-sets.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countUnits, unitMacs } from "./plan.ts";

/** A reader's prediction, percent. */
const prediction = (meta: Pick<ParameterMeta, "title" | "description">) =>
  z
    .int()
    .min(0)
    .max(100)
    .multipleOf(5)
    .meta(about({ ...meta, unit: "%", primary: true }));

export const paramsSchema = z.strictObject({
  plainTransfer: prediction({
    title: "You predict: plain attack transfers",
    description:
      "Share of images, perturbed against the target alone, that also fool a network trained apart.",
  }),
  plainPupil: prediction({
    title: "You predict: plain attack’s pupil right",
    description:
      "Clean test images right after learning nothing but the plain attack’s images under their wrong labels; chance is 10 %.",
  }),
  awareTransfer: prediction({
    title: "You predict: aware attack transfers",
    description:
      "The same share for images that fool the target while a few other networks still see what they are.",
  }),
  awarePupil: prediction({
    title: "You predict: aware attack’s pupil right",
    description: "The same exam for the pupil of the ensemble-aware attack.",
  }),
  dataset: z.enum(["strokes", "mnist", "fashion-mnist"]).meta(
    about({
      title: "Data set",
      description: "Strokes are drawn on the spot; the others are fetched from this site.",
      primary: true,
      choices: { strokes: "Strokes (built in)", mnist: "MNIST", "fashion-mnist": "Fashion-MNIST" },
      needsData: ["mnist", "fashion-mnist"],
    }),
  ),
  epsilon: z
    .number()
    .min(0.25)
    .max(6)
    .multipleOf(0.25)
    .meta(
      about({
        title: "Epsilon",
        description: "How far either attack may move an image; two digits are about 10 apart.",
        unit: "L2",
        primary: true,
      }),
    ),
  ensemble: z
    .int()
    .min(1)
    .max(8)
    .meta(
      about({
        title: "Ensemble",
        description: "Networks that the second attack must not fool.",
        unit: "networks",
        primary: true,
      }),
    ),
  texture: z
    .number()
    .min(0)
    .max(0.1)
    .multipleOf(0.01)
    .meta(
      about({
        title: "Planted texture",
        description:
          "Amplitude of a faint pattern that tells the class, full brightness being 1; strokes only.",
      }),
    ),
  size: z
    .int()
    .min(200)
    .max(20000)
    .multipleOf(100)
    .meta(
      about({
        title: "Training images",
        description: "Every network learns from them; both attacks perturb them.",
        unit: "images",
      }),
    ),
  steps: z
    .int()
    .min(1)
    .max(40)
    .meta(
      about({
        title: "Attack steps",
        description: "Gradient steps for each image.",
        unit: "steps",
      }),
    ),
  network: z.enum(["mlp", "conv-narrow", "conv"]).meta(
    about({
      title: "Network",
      description: "Architecture of all networks.",
      choices: {
        mlp: "One hidden layer",
        "conv-narrow": "Narrow convolutional net",
        conv: "Small convolutional net",
      },
    }),
  ),
  epochs: z
    .int()
    .min(1)
    .max(20)
    .meta(
      about({
        title: "Epochs",
        description: "Passes over the training images, each network.",
        unit: "passes",
      }),
    ),
  testSize: z
    .int()
    .min(100)
    .max(10000)
    .multipleOf(100)
    .meta(
      about({
        title: "Test images",
        description: "Clean images no network has trained on.",
        unit: "images",
      }),
    ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  plainTransfer: 50,
  plainPupil: 50,
  awareTransfer: 50,
  awarePupil: 50,
  dataset: "strokes",
  epsilon: 2.5,
  ensemble: 4,
  texture: 0.03,
  size: 1500,
  steps: 10,
  network: "mlp",
  epochs: 8,
  testSize: 2000,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "Two attacks fool the same network equally often. Do both teach the truth?",
  summary:
    "One attack moves images until a target network sees the wrong class. The other does the same while a few other networks must go on seeing the right one. For each, a fresh network is asked whether it is fooled too, and a pupil learns from nothing but the moved images under their wrong labels. Make your predictions first.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: { ...quick, size: 300, ensemble: 2, steps: 4, epochs: 3, testSize: 200 },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: {
      params: { ...quick, size: 4000, ensemble: 6, steps: 20, epochs: 10 },
      seeds: [1, 2, 3],
    },
    full: {
      params: {
        ...quick,
        dataset: "mnist",
        texture: 0,
        size: 3000,
        epsilon: 4,
        ensemble: 6,
        steps: 40,
        testSize: 5000,
      },
      seeds: [1, 2, 3, 4, 5],
    },
  },
  predictions: ["plainTransfer", "plainPupil", "awareTransfer", "awarePupil"],
  claims,
  cost: (params) => ({
    macs: countUnits(params) * unitMacs(params),
    downloadBytes: downloadBytes(params),
  }),
};
export default spec;
