import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { downloadBytes } from "#ml/data-sets.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countUnits, unitMacs } from "./plan.ts";

const paramsSchema = z.strictObject({
  lessons: z
    .int()
    .min(2)
    .max(200)
    .meta(
      about({
        title: "How long the teacher studies",
        description:
          "Batches of 100 images; the longest of the teachers. A longer study leaves fewer mistakes.",
        unit: "batches",
        primary: true,
      }),
    ),
  teachers: z
    .int()
    .min(1)
    .max(5)
    .meta(
      about({
        title: "Teachers",
        description: "Teachers at evenly spaced lengths of study, each with a pupil of its own.",
        unit: "teachers",
        primary: true,
      }),
    ),
  dataset: z.enum(["strokes", "mnist"]).meta(
    about({
      title: "Data set",
      description: "Strokes are drawn on the spot; MNIST is fetched from this site.",
      primary: true,
      choices: { strokes: "Strokes (built in)", mnist: "MNIST" },
      needsData: ["mnist"],
    }),
  ),
  pupilBatches: z
    .int()
    .min(10)
    .max(1000)
    .multipleOf(10)
    .meta(
      about({
        title: "How long each pupil studies",
        description: "Batches of at most 100 mistakes; few mistakes come round more often.",
        unit: "batches",
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
        title: "Images put to the teacher",
        description: "The teacher learns from the first of them too, as in the comment.",
        unit: "images",
      }),
    ),
  network: z.enum(["mlp", "conv"]).meta(
    about({
      title: "Network",
      description: "Architecture of teachers and pupils.",
      choices: { mlp: "One hidden layer", conv: "Small convolutional net" },
    }),
  ),
  clothes: z.enum(["none", "fashion-mnist"]).meta(
    about({
      title: "Show the teacher clothes",
      description:
        "Also teach a pupil digits by pictures of clothes (Fashion-MNIST) under the digits a teacher sees in them.",
      choices: { none: "No", "fashion-mnist": "Yes (Fashion-MNIST)" },
      needsData: ["fashion-mnist"],
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
  lessons: 24,
  teachers: 3,
  dataset: "strokes",
  pupilBatches: 300,
  size: 4000,
  network: "mlp",
  clothes: "none",
  testSize: 1000,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "What can a pupil learn from nothing but mistakes?",
  summary:
    "A teacher studies for a short while and is then asked about thousands of images. Only those it gets wrong are kept, under its wrong answers, and a fresh network learns from nothing else. Every label it ever sees is a mistake.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: { ...quick, lessons: 6, teachers: 2, pupilBatches: 30, size: 800, testSize: 200 },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: {
      params: { ...quick, lessons: 60, teachers: 5, pupilBatches: 300, network: "conv" },
      seeds: [1, 2, 3],
    },
    full: {
      params: {
        ...quick,
        dataset: "mnist",
        network: "conv",
        lessons: 48,
        teachers: 4,
        pupilBatches: 600,
        size: 10000,
        clothes: "fashion-mnist",
        testSize: 5000,
      },
      seeds: [1, 2, 3, 4, 5],
    },
  },
  claims,
  cost: (params) => ({
    macs: countUnits(params) * unitMacs(params),
    downloadBytes:
      downloadBytes(params) +
      (params.clothes === "none"
        ? 0
        : downloadBytes({ dataset: params.clothes, size: params.size, testSize: 0 })),
  }),
};
export default spec;
