import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { runMacs } from "./plan.ts";

const paramsSchema = z.strictObject({
  labelNoise: z
    .number()
    .min(0)
    .max(0.3)
    .multipleOf(0.05)
    .meta(
      about({
        title: "Label noise",
        description: "Share of training pictures filed under the opposite of their colour.",
        primary: true,
      }),
    ),
  images: z
    .int()
    .min(20)
    .max(1000)
    .multipleOf(20)
    .meta(
      about({
        title: "Training pictures",
        description:
          "Squares a model learns from; fewer than pixels, so that it can learn all by heart.",
        primary: true,
      }),
    ),
  epsilon: z
    .number()
    .min(0.005)
    .max(0.2)
    .multipleOf(0.005)
    .meta(
      about({
        title: "Epsilon",
        description: "How much each pixel may change; black and white are 2 apart.",
        unit: "L∞",
        primary: true,
      }),
    ),
  epochs: z
    .int()
    .min(20)
    .max(2000)
    .multipleOf(20)
    .meta(
      about({
        title: "Epochs",
        description: "Passes over the training pictures; few passes are early stopping.",
        unit: "passes",
        primary: true,
      }),
    ),
  side: z
    .int()
    .min(8)
    .max(32)
    .multipleOf(4)
    .meta(
      about({
        title: "Side",
        description: "Pixels on each side of a square.",
        unit: "pixels",
      }),
    ),
  width: z
    .int()
    .min(16)
    .max(512)
    .multipleOf(16)
    .meta(
      about({
        title: "Width",
        description: "Units in each of the network’s two hidden layers.",
        unit: "units",
      }),
    ),
  twinSteps: z
    .int()
    .min(20)
    .max(4000)
    .multipleOf(20)
    .meta(
      about({
        title: "Steps with two pixels",
        description: "Training steps of the small network whose boundary is drawn.",
        unit: "steps",
      }),
    ),
  testSize: z
    .int()
    .min(100)
    .max(2000)
    .multipleOf(100)
    .meta(
      about({
        title: "Test pictures",
        description: "Fresh squares that are named and attacked.",
        unit: "pictures",
      }),
    ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  labelNoise: 0.1,
  images: 200,
  epsilon: 0.03,
  epochs: 500,
  side: 16,
  width: 128,
  twinSteps: 1000,
  testSize: 500,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "Can adversarial examples be nothing but bugs?",
  summary:
    "Every picture is black or white all over, with faint noise, and the colour decides its class: no rule could be sturdier. One label in ten is wrong. Models that learn those labels by heart still name fresh squares by their colour. Then a change of a few hundredths of grey flips them.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: {
        ...quick,
        images: 60,
        epochs: 60,
        side: 8,
        width: 32,
        twinSteps: 100,
        testSize: 100,
      },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: {
      params: { ...quick, images: 240, side: 20, epochs: 600, twinSteps: 2000 },
      seeds: [1, 2, 3],
    },
    full: {
      params: { ...quick, epochs: 800, twinSteps: 2000, testSize: 1000 },
      seeds: [1, 2, 3, 4, 5],
    },
  },
  claims,
  cost: (params) => ({ macs: runMacs(params), downloadBytes: 0 }),
};
export default spec;
