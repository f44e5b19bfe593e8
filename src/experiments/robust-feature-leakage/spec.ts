import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { downloadBytes, imageDataSets } from "#ml/data-sets.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countUnits, unitMacs } from "./plan.ts";

const radiusSchema = z.number().min(0.25).max(6).multipleOf(0.25);

const paramsSchema = z.strictObject({
  labels: z.enum(["both", "rand", "det"]).meta(
    about({
      title: "Wrong labels",
      description:
        "How each image’s wrong label is chosen before it is perturbed towards it: any class at random, or always the next one.",
      primary: true,
      choices: { both: "Both", rand: "RandLabels: any", det: "DetLabels: next" },
    }),
  ),
  dataset: z.enum(imageDataSets).meta(
    about({
      title: "Data set",
      description: "Strokes are drawn on the spot; the others are fetched from this site.",
      primary: true,
      choices: {
        strokes: "Strokes (built in)",
        mnist: "MNIST",
        "fashion-mnist": "Fashion-MNIST",
        "cifar-10": "CIFAR-10",
      },
      needsData: ["mnist", "fashion-mnist", "cifar-10"],
    }),
  ),
  epsilon: radiusSchema.meta(
    about({
      title: "Epsilon",
      description: "How far an image may be moved towards its wrong label.",
      unit: "L2",
      primary: true,
    }),
  ),
  radius: radiusSchema.meta(
    about({
      title: "Certified radius",
      description:
        "What the ten templates are trained to withstand, and certified for. Below epsilon the word robust is empty.",
      unit: "L2",
      primary: true,
    }),
  ),
  doses: z
    .int()
    .min(1)
    .max(6)
    .meta(
      about({
        title: "Doses",
        description: "Data sets at evenly spaced epsilons up to the chosen one.",
        unit: "sets",
        primary: true,
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
        description: "Used for the templates, the source and every pupil.",
        unit: "images",
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
          "Amplitude of a faint pattern that tells the class, a useful feature that is not robust; strokes only.",
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
  network: z.enum(["mlp", "conv"]).meta(
    about({
      title: "Network",
      description: "Architecture of the source and of every pupil.",
      choices: { mlp: "One hidden layer", conv: "Small convolutional net" },
    }),
  ),
  epochs: z
    .int()
    .min(1)
    .max(30)
    .meta(
      about({
        title: "Epochs",
        description: "Passes over the training images, each network.",
        unit: "passes",
      }),
    ),
  linearEpochs: z
    .int()
    .min(1)
    .max(30)
    .meta(
      about({
        title: "Epochs of the templates",
        description: "Passes over the training images, the robust linear classifier.",
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
        description: "Clean images that nothing has trained on.",
        unit: "images",
      }),
    ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  labels: "both",
  dataset: "strokes",
  epsilon: 1.5,
  radius: 1.5,
  doses: 2,
  size: 3000,
  texture: 0.03,
  steps: 5,
  network: "mlp",
  epochs: 8,
  linearEpochs: 6,
  testSize: 1000,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "Could blurry, certified-robust templates alone explain it?",
  summary:
    "Ten templates that no small change can upset are fitted to the wrongly labelled sets, beside a network. Where the templates do as well, the sets leaked something robust; where only the network learns, it learnt from something fragile.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: {
        ...quick,
        size: 400,
        steps: 3,
        doses: 1,
        epochs: 3,
        linearEpochs: 3,
        testSize: 200,
      },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: {
      params: { ...quick, epsilon: 3, doses: 4, size: 5000, steps: 15, epochs: 10 },
      seeds: [1, 2, 3],
    },
    full: {
      params: {
        ...quick,
        dataset: "mnist",
        texture: 0,
        epsilon: 3,
        radius: 0.5,
        doses: 6,
        size: 6000,
        steps: 10,
        linearEpochs: 10,
        testSize: 5000,
      },
      seeds: [1, 2, 3, 4, 5],
    },
  },
  claims,
  cost: (params) => ({
    macs: countUnits(params) * unitMacs(params),
    downloadBytes: downloadBytes(params),
  }),
};
export default spec;
