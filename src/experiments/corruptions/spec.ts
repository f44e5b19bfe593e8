import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { downloadBytes } from "#ml/data-sets.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countUnits, unitMacs } from "./plan.ts";

const cell = (title: string, direction: string): z.ZodInt =>
  z
    .int()
    .min(0)
    .max(30)
    .meta(
      about({
        title,
        description: `The cell of the maps whose wave is shown, counted from the ${direction}; a click on a map sets it.`,
      }),
    );

const paramsSchema = z.strictObject({
  epsilon: z
    .number()
    .min(0.05)
    .max(4)
    .multipleOf(0.05)
    .meta(
      about({
        title: "Epsilon of adversarial training",
        description: "How far each training image is pushed, at most, towards another answer.",
        unit: "L2",
        primary: true,
      }),
    ),
  sigma: z
    .number()
    .min(0.02)
    .max(0.5)
    .multipleOf(0.02)
    .meta(
      about({
        title: "Training noise",
        description:
          "Standard deviation of the noise on each pixel of the noise-trained network, full brightness being 1.",
        primary: true,
      }),
    ),
  dataset: z.enum(["strokes", "mnist", "cifar-10"]).meta(
    about({
      title: "Data set",
      description: "Strokes are drawn on the spot; the others are fetched from this site.",
      primary: true,
      choices: { strokes: "Strokes (built in)", mnist: "MNIST", "cifar-10": "CIFAR-10" },
      needsData: ["mnist", "cifar-10"],
    }),
  ),
  wave: z
    .number()
    .min(0.5)
    .max(8)
    .multipleOf(0.5)
    .meta(
      about({
        title: "Strength of a wave",
        description:
          "L2 length of the wave that is added to each channel for the map of frequencies.",
        unit: "L2",
        primary: true,
      }),
    ),
  size: z
    .int()
    .min(200)
    .max(30000)
    .multipleOf(100)
    .meta(
      about({
        title: "Training images",
        description: "Used for all three networks.",
        unit: "images",
      }),
    ),
  network: z.enum(["mlp", "conv", "conv-strided", "residual"]).meta(
    about({
      title: "Network",
      description: "Architecture of all three.",
      choices: {
        mlp: "One hidden layer",
        conv: "Small convolutional net",
        "conv-strided": "Strided convolutional net",
        residual: "Residual net",
      },
    }),
  ),
  epochs: z
    .int()
    .min(1)
    .max(40)
    .meta(
      about({
        title: "Epochs",
        description: "Passes over the training images, each network.",
        unit: "passes",
      }),
    ),
  attackSteps: z
    .int()
    .min(1)
    .max(10)
    .meta(
      about({
        title: "Attack steps",
        description: "Gradient steps on each batch of adversarial training.",
        unit: "steps",
      }),
    ),
  severities: z
    .int()
    .min(1)
    .max(5)
    .meta(
      about({
        title: "Severities",
        description:
          "How many of the five severities of each corruption are tried, the highest first.",
        unit: "severities",
      }),
    ),
  reach: z
    .int()
    .min(1)
    .max(15)
    .meta(
      about({
        title: "Reach of the map",
        description: "Cells of the map of frequencies from its middle to each side.",
        unit: "cells",
      }),
    ),
  waveImages: z
    .int()
    .min(50)
    .max(1000)
    .multipleOf(50)
    .meta(
      about({
        title: "Images a cell",
        description: "Test images behind each cell of the map.",
        unit: "images",
      }),
    ),
  column: cell("Column of the wave", "left"),
  row: cell("Row of the wave", "top"),
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
  epsilon: 1.5,
  sigma: 0.2,
  dataset: "strokes",
  wave: 4,
  size: 2000,
  network: "mlp",
  epochs: 4,
  attackSteps: 3,
  severities: 2,
  reach: 3,
  waveImages: 100,
  column: 5,
  row: 3,
  testSize: 500,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 2,
  title: "Does training against small perturbations help in fog?",
  summary:
    "Three networks learn from the same images: one as they are, one under attack, one under noise. Then come fog, low contrast, blur and noise, and waves of every frequency. Watch which network breaks where.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: {
        ...quick,
        size: 300,
        epochs: 1,
        severities: 1,
        reach: 1,
        waveImages: 50,
        column: 2,
        row: 1,
        testSize: 100,
      },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1] },
    standard: {
      params: {
        ...quick,
        dataset: "mnist",
        size: 6000,
        epochs: 6,
        severities: 5,
        testSize: 1000,
      },
      seeds: [1, 2, 3],
    },
    full: {
      params: {
        ...quick,
        dataset: "cifar-10",
        network: "conv-strided",
        epsilon: 0.5,
        sigma: 0.1,
        size: 6000,
        epochs: 8,
        attackSteps: 2,
        severities: 5,
        reach: 5,
        waveImages: 500,
        column: 8,
        row: 5,
        testSize: 2500,
      },
      seeds: [1, 2, 3, 4, 5],
    },
  },
  claims,
  views: ["column", "row"],
  cost: (params) => ({
    macs: countUnits(params) * unitMacs(params),
    downloadBytes: downloadBytes(params),
  }),
};
export default spec;
