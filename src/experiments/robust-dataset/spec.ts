import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { downloadBytes } from "#ml/data-sets.ts";
import robust from "#models/mnist-robust/manifest.json" with { type: "json" };
import standard from "#models/mnist-standard/manifest.json" with { type: "json" };

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countMacs } from "./plan.ts";

const digit = (title: string, description: string): z.ZodInt =>
  z
    .int()
    .min(0)
    .max(9)
    .meta(about({ title, description, primary: true }));

const paramsSchema = z.strictObject({
  start: digit("Start", "The digit that is moved; a click on its picture sets it."),
  target: digit("Target", "The digit whose features it is given; a click on its picture sets it."),
  matchSteps: z
    .int()
    .min(5)
    .max(300)
    .meta(
      about({
        title: "Matching steps",
        description: "Gradient steps that an image is moved by.",
        unit: "steps",
        primary: true,
      }),
    ),
  size: z
    .int()
    .min(0)
    .max(6000)
    .multipleOf(50)
    .meta(
      about({
        title: "Images in each set",
        description:
          "How many images are matched and then taught to a pupil; 0 stops after the pair above.",
        unit: "images",
        primary: true,
      }),
    ),
  dataset: z.enum(["strokes", "mnist"]).meta(
    about({
      title: "Data set",
      description:
        "Strokes are drawn on the spot and prepared like MNIST; MNIST is fetched from this site.",
      primary: true,
      choices: { strokes: "Strokes (built in)", mnist: "MNIST" },
      needsData: ["mnist"],
    }),
  ),
  network: z.enum(["mlp", "conv"]).meta(
    about({
      title: "Pupils",
      description: "Architecture of the two pupils.",
      choices: { mlp: "One hidden layer", conv: "Small convolutional net" },
    }),
  ),
  epochs: z
    .int()
    .min(1)
    .max(60)
    .meta(
      about({
        title: "Epochs",
        description: "Passes of a pupil over its set.",
        unit: "passes",
      }),
    ),
  testSize: z
    .int()
    .min(100)
    .max(5000)
    .multipleOf(100)
    .meta(
      about({
        title: "Test images",
        description: "Untouched images on which pupils are examined and attacked.",
        unit: "images",
      }),
    ),
  attackSteps: z
    .int()
    .min(1)
    .max(40)
    .meta(
      about({
        title: "Attack steps",
        description: "Steps of the attack on a pupil, at each epsilon.",
        unit: "steps",
      }),
    ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  start: 4,
  target: 0,
  matchSteps: 40,
  size: 200,
  dataset: "strokes",
  network: "conv",
  epochs: 20,
  testSize: 200,
  attackSteps: 8,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "Does a pupil inherit robustness from images alone?",
  summary:
    "An image is moved until a network’s inner features of it are those of another image. Under a robust network it turns into that other image, under a standard one it hardly seems to change. Then two pupils learn in the ordinary way, one from images made with either network, and are attacked.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: { ...quick, matchSteps: 6, size: 50, epochs: 2, testSize: 100, attackSteps: 1 },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: {
      params: {
        ...quick,
        dataset: "mnist",
        matchSteps: 50,
        size: 500,
        testSize: 500,
        attackSteps: 10,
      },
      seeds: [1, 2, 3],
    },
    full: {
      params: {
        ...quick,
        dataset: "mnist",
        matchSteps: 60,
        size: 1000,
        testSize: 500,
        attackSteps: 10,
      },
      seeds: [1, 2, 3, 4, 5],
    },
  },
  claims,
  cost: (params) => ({
    macs: countMacs(params),
    downloadBytes: standard.weights.bytes + robust.weights.bytes + downloadBytes(params),
  }),
};
export default spec;
