import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about } from "#lab/parameters.ts";

import { deepest, playerNames } from "./bots.ts";
import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { parseProgram } from "./parse.ts";

const player = z
  .int()
  .min(0)
  .max(playerNames.length - 1);

const paramsSchema = z.strictObject({
  program: z
    .string()
    .max(160)
    .regex(/^[^\n]*$/)
    .meta(
      about({
        title: "Your program",
        description:
          "It cooperates where this is true. Words: true, false, same (its text is mine), proves(…), in it they(me), they(CooperateBot), they(DefectBot); consistent; not, and, or, implies.",
        primary: true,
        control: "text",
        placeholder: "proves(they(me))",
      }),
    ),
  depth: z
    .int()
    .min(0)
    .max(deepest)
    .meta(
      about({
        title: "Search depth",
        description: "Levels of reasoning about each other that a search for proofs looks through.",
        unit: "levels",
        primary: true,
      }),
    ),
  opponents: z
    .int()
    .min(20)
    .max(1000)
    .multipleOf(20)
    .meta(
      about({
        title: "Strangers",
        description: "Random programs that every program of the table plays too.",
        unit: "programs",
        primary: true,
      }),
    ),
  row: player.meta(
    about({
      title: "Game: row",
      description: `The first program of the game that is told level by level, from 0: ${playerNames.join(", ")}.`,
    }),
  ),
  column: player.meta(
    about({ title: "Game: column", description: "The second program of that game." }),
  ),
  seed: z
    .int()
    .min(0)
    .max(4294967295)
    .meta(about({ title: "Seed", description: "Fixes which strangers come." })),
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  program: "not proves(not they(me))",
  depth: 4,
  opponents: 100,
  row: 3,
  column: 4,
  seed: 1,
};

const spec: Spec<Params, Outcome> = {
  version: 1,
  instant: true,
  engine: "none",
  title: "What do programs do to each other that have read each other?",
  summary:
    "A prisoner’s dilemma between programs, each of which is given the other’s text before it moves. Some are simple, some look for a proof of what the other will do. Write one of your own and see how it fares.",
  params: paramsSchema,
  outcome: outcomeSchema,
  refusals: ({ program }) => {
    const parsed = parseProgram(program);
    return parsed.kind === "problem" ? { program: parsed.problem } : {};
  },
  presets: {
    smoke: { params: { ...quick, opponents: 20 }, seeds: [1] },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: { ...quick, depth: deepest, opponents: 300 }, seeds: [1, 2, 3] },
    full: { params: { ...quick, depth: deepest, opponents: 1000 }, seeds: [1, 2, 3, 4, 5] },
  },
  claims,
  // A game takes some thousand looks at parts of programs.
  cost: ({ opponents }) => ({
    macs: 2e4 * (opponents * playerNames.length + 100),
    downloadBytes: 0,
  }),
};
export default spec;
