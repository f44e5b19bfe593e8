import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countMacs, settingsNames } from "./plan.ts";

const quirk = (title: string, description: string): z.ZodBoolean =>
  z.boolean().meta(about({ title, description }));

const paramsSchema = z.strictObject({
  world: z.enum(["both", "coexistence", "sharing"]).meta(
    about({
      title: "World",
      description: "Where the learner lives: with another that it may hurt, or with coins for two.",
      primary: true,
      choices: { both: "Both", coexistence: "Coexistence", sharing: "Sharing" },
    }),
  ),
  beta: z
    .number()
    .min(0)
    .max(1)
    .multipleOf(0.1)
    .meta(
      about({
        title: "Selfishness β",
        description:
          "Weight of its own value; the rest weighs what the other’s place would be worth to it. 1 is selfish.",
        primary: true,
      }),
    ),
  policy: z.enum(["learnt", "shipped", "exact"]).meta(
    about({
      title: "Who plays",
      description:
        "A network trained here and now, one that was trained ahead, or a planner that knows the rules, sees the whole board and makes no mistake.",
      primary: true,
      choices: { learnt: "Train mine", shipped: "Shipped network", exact: "Exact optimum" },
    }),
  ),
  settings: z.enum(settingsNames).meta(
    about({
      title: "Settings",
      description:
        "How a network is trained: in a minute, or as the authors’ programme does it, with 128 hidden units, an update at every move and a million moves until it hardly explores any more. That takes hours.",
      choices: { small: "Small and quick", published: "As published" },
    }),
  ),
  steps: z
    .int()
    .min(400)
    .max(50_000_000)
    .multipleOf(400)
    .meta(
      about({
        title: "Steps of training",
        description: "Moves in the world from which a learner learns, where one is trained.",
        unit: "moves",
        primary: true,
      }),
    ),
  betas: z
    .int()
    .min(0)
    .max(11)
    .meta(
      about({
        title: "Values of β",
        description:
          "So many more players, their β evenly spaced from 0 to 1, beside those with 1, the chosen one, and 0.",
        unit: "players",
      }),
    ),
  hidden: z
    .int()
    .min(8)
    .max(128)
    .multipleOf(8)
    .meta(
      about({
        title: "Hidden units",
        description: "In each of the network’s two hidden layers, with the small settings.",
        unit: "units",
      }),
    ),
  episodes: z
    .int()
    .min(4)
    .max(500)
    .meta(
      about({
        title: "Games at the end",
        description: "Episodes that a finished player plays; the scores are their means.",
        unit: "games",
      }),
    ),
  noise: z
    .number()
    .min(0)
    .max(0.2)
    .multipleOf(0.01)
    .meta(
      about({
        title: "Slips",
        description:
          "Share of moves in those games that are made at random; the exact planner reckons with them.",
      }),
    ),
  byteCoins: quirk(
    "Quirk: bytes",
    "The original feeds windows as bytes, so that a coin’s −1 becomes 255, the brightest thing there is.",
  ),
  unmaskedEnd: quirk(
    "Quirk: care beyond the end",
    "In the original the other’s value still counts after the learner’s own death, its own no more.",
  ),
  unlearntDeath: quirk(
    "Quirk: death unlearnt",
    "In the original a dead other is worth what the network makes of an empty window, which it never learns; here nothing. The exact planner has no such network.",
  ),
  resetView: quirk(
    "Quirk: early reset",
    "The original shows the next episode’s first board as the last of this one; it matters only with care beyond the end.",
  ),
  fourActions: quirk(
    "Quirk: four actions",
    "The original’s worlds announce four actions, its learner uses five; with this it may not stay where it is.",
  ),
  firstTies: quirk(
    "Quirk: first of ties",
    "Of equally good actions the original takes the first on its list; here any of them.",
  ),
  keep: z.boolean().meta(
    about({
      title: "Keep the networks",
      description:
        "The result holds the networks, rounded to 16 bits, so that they can be shipped.",
    }),
  ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const longer: Params = {
  world: "both",
  beta: 0.5,
  policy: "learnt",
  settings: "small",
  steps: 40_000,
  betas: 0,
  hidden: 32,
  episodes: 100,
  noise: 0,
  byteCoins: false,
  unmaskedEnd: false,
  unlearntDeath: false,
  resetView: false,
  fourActions: false,
  firstTies: false,
  keep: false,
  seed: 1,
};
/** A fifth shorter, for a reader who waits. */
const quick: Params = { ...longer, steps: 32_000 };

const spec: Spec<Params, Outcome> = {
  version: 2,
  title: "How selfish must a learner be before it starts killing?",
  summary:
    "A learner gets to know two small worlds. In one it can hurt another that wanders about; in the other both collect coins, each worth less than the one before. How much it cares what the other’s place would be worth is for you to set. Watch it play beside a selfish one.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: { params: { ...quick, steps: 400, hidden: 8, episodes: 4 }, seeds: [1] },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: { ...longer, betas: 11, keep: true }, seeds: [1] },
    full: { params: { ...longer, betas: 11 }, seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
  },
  claims,
  cost: (params) => ({
    macs: countMacs(params),
    downloadBytes: params.policy === "shipped" ? 150_000 : 0,
  }),
};
export default spec;
