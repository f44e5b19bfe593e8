import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about } from "#lab/parameters.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { doseEpsilons, epsilonStep, largestEpsilon, stretchRatios } from "./plan.ts";

const paramsSchema = z.strictObject({
  epsilon: z
    .number()
    .min(0)
    .max(largestEpsilon)
    .multipleOf(epsilonStep)
    .meta(
      about({
        title: "Epsilon",
        description: "How far the adversary may move a sample, root mean square.",
        unit: "L2",
        primary: true,
      }),
    ),
  meanX: z
    .number()
    .min(-4)
    .max(4)
    .multipleOf(0.25)
    .meta(
      about({
        title: "Mean, across",
        description: "First coordinate of the centre of class +1; class −1 is its mirror image.",
        primary: true,
      }),
    ),
  meanY: z
    .number()
    .min(-4)
    .max(4)
    .multipleOf(0.25)
    .meta(
      about({
        title: "Mean, up",
        description: "Second coordinate of the centre of class +1.",
        primary: true,
      }),
    ),
  axisX: z
    .number()
    .min(0.5)
    .max(4)
    .multipleOf(0.25)
    .meta(
      about({
        title: "First axis, across",
        description: "Where the first axis of the classes’ ellipse ends, one deviation out.",
        primary: true,
      }),
    ),
  axisY: z
    .number()
    .min(-4)
    .max(4)
    .multipleOf(0.25)
    .meta(
      about({
        title: "First axis, up",
        description: "Its other coordinate; not 0 turns the ellipse.",
        primary: true,
      }),
    ),
  deviation: z
    .number()
    .min(0.25)
    .max(4)
    .multipleOf(0.25)
    .meta(
      about({
        title: "Spread on the second axis",
        description: "Standard deviation of each class at a right angle to its first axis.",
        primary: true,
      }),
    ),
  samples: z
    .int()
    .min(100)
    .max(20000)
    .multipleOf(100)
    .meta(
      about({
        title: "Samples",
        description: "Draws on which a learner is trained against the adversary.",
        unit: "samples",
      }),
    ),
  doses: z
    .int()
    .min(1)
    .max(10)
    .meta(
      about({
        title: "Doses",
        description: "Learners trained at evenly spaced epsilons up to the chosen one.",
        unit: "learners",
      }),
    ),
  seed: z
    .int()
    .min(0)
    .max(4294967295)
    .meta(
      about({
        title: "Seed",
        description: "Fixes the samples; the curves are exact and need none.",
      }),
    ),
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  epsilon: 2,
  meanX: 2,
  meanY: 1,
  axisX: 3,
  axisY: 0,
  deviation: 0.5,
  samples: 300,
  doses: 4,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  instant: true,
  engine: "none",
  title: "What does an adversary do to a classifier’s idea of the data?",
  summary:
    "Two classes, each a stretched cloud of points. A learner estimates centre and shape of the clouds, and from these its boundary. Let an adversary move the points while it learns, and see the shape it believes in grow round and its boundary turn.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: { params: { ...quick, samples: 200, doses: 1 }, seeds: [1] },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: { ...quick, samples: 5000, doses: 8 }, seeds: [1, 2, 3] },
    full: { params: { ...quick, samples: 10000, doses: 10 }, seeds: [1, 2, 3, 4, 5] },
  },
  claims,
  // A training takes some 100 rounds and a moved sample about 100 operations; a climb to theorem 1's worst place about 200.
  cost: (params) => ({
    macs:
      1e6 +
      params.samples * (2e4 * doseEpsilons(params).length + 400 * stretchRatios(params).length),
    downloadBytes: 0,
  }),
};
export default spec;
