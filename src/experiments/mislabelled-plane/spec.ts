import { z } from "zod";

import { drawingSchema } from "#lab/drawing.ts";
import type { Spec } from "#lab/experiment.ts";
import { about } from "#lab/parameters.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countMacs, pad } from "./plan.ts";

const drawn = (title: string, mark: string): z.ZodString =>
  drawingSchema(pad).meta(
    about({
      title,
      description: `Draw where its points lie: each pixel is one, shown as ${mark}.`,
      primary: true,
      control: "drawing",
      ...pad,
    }),
  );

const paramsSchema = z.strictObject({
  first: drawn("First class", "a blue plus"),
  second: drawn("Second class", "an orange cross"),
  lessons: z
    .int()
    .min(1)
    .max(400)
    .meta(
      about({
        title: "How long the teacher studies",
        description: "Steps, each on all points. A longer study leaves fewer mistakes.",
        unit: "steps",
        primary: true,
      }),
    ),
  pupilSteps: z
    .int()
    .min(10)
    .max(1000)
    .multipleOf(10)
    .meta(
      about({
        title: "How long each pupil studies",
        description: "Steps, each on all mistakes.",
        unit: "steps",
      }),
    ),
  shuffles: z
    .int()
    .min(1)
    .max(50)
    .meta(
      about({
        title: "Shuffles",
        description:
          "How often the mistakes’ labels are dealt out anew; one time alone may hit or miss.",
        unit: "pupils",
      }),
    ),
  seed: z
    .int()
    .min(0)
    .max(4294967295)
    .meta(
      about({
        title: "Seed",
        description: "Fixes the first weights and the shuffles, not the points.",
      }),
    ),
});
export type Params = z.infer<typeof paramsSchema>;

/** Two arcs that reach into each other. */
const arcs = {
  first:
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAfgAAH_gAB__gAHw-AA8A8ADgBwAeAHgBwAOAHAA4AcADgBwAOAHAA4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  second:
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAMADgA4AOADgA4AOADgA4AOADgA4APAHgAeA8AB8HwAD_-AAH_wAAH8AAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
};

const quick: Params = { ...arcs, lessons: 30, pupilSteps: 300, shuffles: 10, seed: 1 };

const spec: Spec<Params, Outcome> = {
  version: 1,
  instant: true,
  engine: "none",
  title: "Can you draw two classes that mistakes do not teach?",
  summary:
    "Draw two classes of points. A teacher studies them for a short while; what it still gets wrong, under its wrong answers, is all that a pupil ever sees. Then both are asked about every point.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: { params: { ...quick, lessons: 20, pupilSteps: 50, shuffles: 2 }, seeds: [1] },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: { ...quick, shuffles: 30 }, seeds: [1, 2, 3, 4, 5] },
    full: {
      params: { ...quick, shuffles: 50 },
      seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    },
  },
  claims,
  cost: (params) => ({ macs: countMacs(params), downloadBytes: 0 }),
};
export default spec;
