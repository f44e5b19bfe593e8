import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about } from "#lab/parameters.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { depths, mapErrors, treeSize } from "./plan.ts";

const paramsSchema = z.strictObject({
  error: z
    .number()
    .min(0)
    .max(0.3)
    .multipleOf(0.01)
    .meta(
      about({
        title: "Judge’s error",
        description: "How often a judge takes the wrong of two answers, on average over questions.",
        unit: "share",
        primary: true,
      }),
    ),
  depth: z
    .int()
    .min(2)
    .max(6)
    .meta(
      about({
        title: "Depth",
        description:
          "Levels of questions, the one at the top included, by which claims are judged.",
        unit: "levels",
        primary: true,
      }),
    ),
  branching: z
    .int()
    .min(1)
    .max(4)
    .meta(
      about({
        title: "Branching",
        description: "Questions that a judge asks, or could ask, at every level.",
        unit: "questions",
        primary: true,
      }),
    ),
  weakShare: z
    .number()
    .min(0.3)
    .max(1)
    .multipleOf(0.1)
    .meta(
      about({
        title: "Weak questions",
        description:
          "Share of the questions at which judges err at all; they err there so much more often that the mean stays.",
        unit: "share",
        primary: true,
      }),
    ),
  debates: z
    .int()
    .min(100)
    .max(20000)
    .multipleOf(100)
    .meta(
      about({
        title: "Debates",
        description: "Played by chance for each point, to hold against the closed form.",
        unit: "debates",
      }),
    ),
  seed: z
    .int()
    .min(0)
    .max(4294967295)
    .meta(
      about({ title: "Seed", description: "Fixes every judge’s slips and every weak question." }),
    ),
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = { error: 0.1, depth: 4, branching: 3, weakShare: 0.5, debates: 300, seed: 1 };

const spec: Spec<Params, Outcome> = {
  version: 1,
  instant: true,
  engine: "none",
  title: "How right is a tree of judges, if each of them errs now and then?",
  summary:
    "The honest expert wins if the judges are right at every question that was played. What an expert grants is not played, so granting keeps trees thin; what the malicious expert contests is for them to choose. Raise the error, deepen the tree, and see which of the two matters.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: { params: { ...quick, debates: 100 }, seeds: [1] },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: { ...quick, debates: 3000 }, seeds: [1, 2, 3] },
    full: { params: { ...quick, debates: 20000 }, seeds: [1, 2, 3, 4, 5] },
  },
  claims,
  // A question costs a random number, some 40 operations; a tree is cut off at its first wrong answer except where all of it counts.
  cost: ({ debates, branching }) => ({
    macs:
      40 *
      debates *
      depths.reduce(
        (sum, depth) => sum + 2 * treeSize(depth, branching) + 20 * mapErrors.length,
        0,
      ),
    downloadBytes: 0,
  }),
};
export default spec;
