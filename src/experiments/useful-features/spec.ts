import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { downloadBytes, imageDataSets } from "#ml/data-sets.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countMacs } from "./plan.ts";

const classSchema = z.int().min(0).max(9);

const paramsSchema = z.strictObject({
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
  first: classSchema.meta(
    about({
      title: "First class",
      description: "Number of the class that a useful feature is high on.",
      primary: true,
    }),
  ),
  second: classSchema.meta(
    about({
      title: "Second class",
      description: "Number of the class that it is low on.",
      primary: true,
    }),
  ),
  fragileShare: z
    .int()
    .min(1)
    .max(99)
    .meta(
      about({
        title: "Fragile directions added up",
        description: "How many of all directions, the least robust first, make up the ensemble.",
        unit: "%",
        primary: true,
      }),
    ),
  alpha: z
    .number()
    .min(0)
    .max(1)
    .multipleOf(0.01)
    .meta(
      about({
        title: "Junk mixed in",
        description:
          "Part of the least robust direction in a mixture with the most useful one, both of variance 1.",
        primary: true,
      }),
    ),
  direction: z
    .int()
    .min(0)
    .max(3071)
    .meta(
      about({
        title: "Direction shown",
        description: "Number of a singular direction, the most varied first; or click its point.",
        primary: true,
      }),
    ),
  pool: z
    .int()
    .min(1)
    .max(2)
    .meta(
      about({
        title: "Pixels averaged",
        description:
          "Side of the squares of pixels that are averaged first: 1 takes pixels as they are.",
        unit: "pixels",
      }),
    ),
  size: z
    .int()
    .min(400)
    .max(30000)
    .multipleOf(100)
    .meta(
      about({
        title: "Images",
        description: "Of all ten classes; half of those of the two classes find the directions.",
        unit: "images",
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
          "Amplitude of a faint pattern that tells the class, which is useful and fragile at once; strokes only.",
      }),
    ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  dataset: "strokes",
  first: 4,
  second: 9,
  fragileShare: 48,
  alpha: 0.34,
  direction: 3,
  pool: 2,
  size: 10000,
  texture: 0,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "Can a feature be useful and fragile at once?",
  summary:
    "Every singular direction of two classes of images is a feature whose usefulness and robustness can be written down. Each is a point below. Add up hundreds of fragile ones, or mix a useful one with junk, and see where the result lands.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: { params: { ...quick, size: 1000 }, seeds: [1] },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: { ...quick, pool: 1, size: 20000 }, seeds: [1, 2, 3] },
    full: {
      params: { ...quick, dataset: "cifar-10", first: 9, second: 6, size: 30000 },
      seeds: [1, 2, 3, 4, 5],
    },
  },
  claims,
  cost: (params) => ({
    macs: countMacs(params),
    downloadBytes: downloadBytes({ ...params, testSize: 0 }),
  }),
};
export default spec;
