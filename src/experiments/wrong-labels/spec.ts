import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { architectureTitles } from "#ml/architectures.ts";
import { downloadBytes } from "#ml/data-sets.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countUnits, unitMacs } from "./plan.ts";

const network = (title: string, description: string): z.ZodEnum<{ mlp: "mlp"; conv: "conv" }> =>
  z.enum(["mlp", "conv"]).meta(
    about({
      title,
      description,
      choices: { mlp: architectureTitles.mlp, conv: architectureTitles.conv },
    }),
  );

export const paramsSchema = z.strictObject({
  labels: z.enum(["rand", "det"]).meta(
    about({
      title: "Wrong labels",
      description:
        "How each image's wrong label is chosen before it is perturbed towards it: any class at random, or always the next one.",
      primary: true,
      choices: { rand: "RandLabels: any", det: "DetLabels: next" },
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
        description: "Used for both networks.",
        primary: true,
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
        primary: true,
      }),
    ),
  textures: z
    .int()
    .min(1)
    .max(4)
    .meta(
      about({
        title: "Textures",
        description:
          "The whole experiment at so many strengths of the texture, evenly spaced from none to the chosen one; strokes only.",
        unit: "strengths",
      }),
    ),
  doses: z
    .int()
    .min(1)
    .max(6)
    .meta(
      about({
        title: "Doses",
        description:
          "Pupils trained at evenly spaced epsilons up to the chosen one, beside the one without perturbation.",
        unit: "pupils",
      }),
    ),
  source: network("Source", "Architecture of the network that perturbs the images."),
  pupil: network("Pupil", "Architecture of every network that learns from wrong labels."),
  clothes: z.enum(["none", "fashion-mnist"]).meta(
    about({
      title: "Once more on clothes",
      description:
        "The largest epsilon and the control without perturbation again, on pictures of clothes (Fashion-MNIST).",
      choices: { none: "No", "fashion-mnist": "Yes (Fashion-MNIST)" },
      needsData: ["fashion-mnist"],
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
  labels: "det",
  dataset: "strokes",
  epsilon: 3,
  texture: 0.03,
  textures: 1,
  size: 2000,
  steps: 10,
  doses: 3,
  source: "mlp",
  pupil: "mlp",
  clothes: "none",
  epochs: 8,
  testSize: 1000,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 3,
  title: "Can a network learn the right answers from labels that are all wrong?",
  summary:
    "A network learns from clean images. Each image is then nudged until that network sees the wrong class in it, and is filed under that wrong class. A fresh network learns from nothing but these, and sits its exam on clean images.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: { ...quick, size: 400, steps: 3, doses: 1, epochs: 3, testSize: 200 },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: {
      params: { ...quick, texture: 0.09, textures: 4, epsilon: 4, doses: 4 },
      seeds: [1, 2, 3],
    },
    full: {
      params: {
        ...quick,
        dataset: "mnist",
        source: "conv",
        pupil: "conv",
        clothes: "fashion-mnist",
        texture: 0,
        size: 6000,
        epsilon: 4,
        steps: 20,
        doses: 4,
        epochs: 8,
        testSize: 5000,
      },
      seeds: [1, 2, 3, 4, 5],
    },
  },
  claims,
  cost: (params) => ({
    macs: countUnits(params) * unitMacs,
    downloadBytes:
      downloadBytes(params) +
      (params.clothes === "none" ? 0 : downloadBytes({ ...params, dataset: params.clothes })),
  }),
};
export default spec;
