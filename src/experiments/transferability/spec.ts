import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { architectureTitles } from "#ml/architectures.ts";
import { downloadBytes } from "#ml/data-sets.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countMacs } from "./plan.ts";

export const paramsSchema = z.strictObject({
  source: z.enum(["mlp", "conv-narrow", "conv"]).meta(
    about({
      title: "Source",
      description: "Architecture of the network that is attacked and that perturbs the images.",
      primary: true,
      choices: {
        mlp: architectureTitles.mlp,
        "conv-narrow": architectureTitles["conv-narrow"],
        conv: architectureTitles.conv,
      },
    }),
  ),
  cast: z.enum(["five", "seven", "eight"]).meta(
    about({
      title: "Architectures",
      description: "How many are compared; those beyond five are larger and take most of the time.",
      primary: true,
      choices: {
        five: "Five small ones",
        seven: "Two larger ones too",
        eight: "And a residual net",
      },
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
  epsilon: z
    .number()
    .min(0.25)
    .max(6)
    .multipleOf(0.25)
    .meta(
      about({
        title: "Epsilon",
        description: "How far an image may be moved; two digits are about 10 apart.",
        unit: "L2",
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
        description: "Every network learns from them.",
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
        description: "Clean images no network has trained on; they are also attacked.",
        unit: "images",
      }),
    ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  source: "mlp",
  cast: "five",
  dataset: "strokes",
  epsilon: 2,
  texture: 0.03,
  size: 1500,
  steps: 10,
  epochs: 8,
  testSize: 1000,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "Which networks learn from another’s adversarial examples: those it can fool?",
  summary:
    "One network’s attacks perturb the training images, which are filed under the wrong classes. Each architecture is trained twice: on nothing but these, to see how much of the truth it learns, and in the ordinary way, to see how often the same network’s attacks fool it. One point an architecture.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: { ...quick, size: 200, steps: 3, epochs: 2, testSize: 100 },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: { ...quick, cast: "seven" }, seeds: [1, 2, 3] },
    full: {
      params: {
        ...quick,
        source: "conv",
        cast: "seven",
        dataset: "mnist",
        texture: 0,
        size: 2000,
        epsilon: 3,
        testSize: 2000,
      },
      seeds: [1, 2, 3, 4, 5],
    },
  },
  claims,
  cost: (params) => ({
    macs: countMacs(params),
    downloadBytes: downloadBytes(params),
  }),
};
export default spec;
