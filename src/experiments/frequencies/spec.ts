import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { downloadBytes } from "#ml/data-sets.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countUnits, unitMacs } from "./plan.ts";

const paramsSchema = z.strictObject({
  cutoff: z
    .int()
    .min(1)
    .max(13)
    .meta(
      about({
        title: "Cutoff",
        description: "Frequencies beyond it go into one picture, those up to it into the other.",
        unit: "cycles a picture",
        primary: true,
      }),
    ),
  cutoffs: z
    .int()
    .min(1)
    .max(13)
    .meta(
      about({
        title: "Cutoffs tried",
        description: "Evenly spaced up to the chosen one; two networks are trained at each.",
        unit: "cutoffs",
        primary: true,
      }),
    ),
  dataset: z.enum(["strokes", "mnist", "fashion-mnist"]).meta(
    about({
      title: "Data set",
      description: "Strokes are drawn on the spot; the others are fetched from this site.",
      primary: true,
      choices: { strokes: "Strokes (built in)", mnist: "MNIST", "fashion-mnist": "Fashion-MNIST" },
      needsData: ["mnist", "fashion-mnist"],
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
        description: "Used for every network.",
        unit: "images",
        primary: true,
      }),
    ),
  network: z.enum(["mlp", "conv", "conv-strided"]).meta(
    about({
      title: "Network",
      description: "Architecture of all networks.",
      choices: {
        mlp: "One hidden layer",
        conv: "Small convolutional net",
        "conv-strided": "Strided convolutional net",
      },
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
  testSize: z
    .int()
    .min(100)
    .max(10000)
    .multipleOf(100)
    .meta(
      about({
        title: "Test images",
        description: "Images no network has trained on.",
        unit: "images",
      }),
    ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  cutoff: 12,
  cutoffs: 3,
  dataset: "strokes",
  size: 2000,
  network: "mlp",
  epochs: 6,
  testSize: 1000,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "Hide everything a person can see: what is left?",
  summary:
    "Every picture is split in two: its coarse waves, which are blobs, and its fine ones, which look like an even grey. One network learns from nothing but blobs, another from nothing but grey, and each sits its exam on pictures of the same kind.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: { ...quick, cutoffs: 2, size: 400, epochs: 2, testSize: 200 },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1] },
    standard: {
      params: { ...quick, dataset: "mnist", cutoffs: 4, size: 4000 },
      seeds: [1],
    },
    full: {
      params: { ...quick, dataset: "mnist", cutoffs: 6, size: 10000, epochs: 10, testSize: 5000 },
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
