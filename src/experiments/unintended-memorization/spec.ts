import { z } from "zod";

import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";
import { textBytes, textDataSets } from "#ml/text-data.ts";

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countUnits, unitMacs } from "./plan.ts";

export const paramsSchema = z.strictObject({
  secret: z
    .string()
    .regex(/^([0-9]{4,6})?$/)
    .meta(
      about({
        title: "Your secret number",
        description: "4 to 6 digits. It never leaves this page. Left empty, one is drawn.",
        control: "text",
        placeholder: "drawn for you",
        isNumeric: true,
        isPrivate: true,
        primary: true,
      }),
    ),
  insertions: z
    .int()
    .min(1)
    .max(32)
    .meta(
      about({
        title: "Insertions",
        description: "How often the sentence with the secret stands in the training text.",
        unit: "times",
        primary: true,
      }),
    ),
  epochs: z
    .int()
    .min(1)
    .max(40)
    .meta(
      about({
        title: "Epochs",
        description: "Passes over the training text; fewer is stopping early.",
        unit: "passes",
        primary: true,
      }),
    ),
  text: z.enum(textDataSets).meta(
    about({
      title: "Text",
      description:
        "What the model learns to predict. The newsletter has numbers of its own; Shakespeare has none, which makes a number stand out.",
      choices: { newsletter: "This newsletter", shakespeare: "Shakespeare" },
      needsData: ["shakespeare"],
    }),
  ),
  trainings: z.enum(["pair", "defences", "sweep"]).meta(
    about({
      title: "Trainings",
      description:
        "Each training begins afresh: with the secret and without it; then with dropout and with noise; then every count of insertions with every size and every noise, and other secrets.",
      primary: true,
      choices: {
        pair: "With and without the secret",
        defences: "… and with two defences",
        sweep: "… and the whole grid",
      },
    }),
  ),
  digits: z
    .int()
    .min(4)
    .max(6)
    .meta(
      about({
        title: "Digits",
        description: "Of a secret that is drawn; a typed one has its own.",
        unit: "digits",
      }),
    ),
  size: z
    .int()
    .min(10000)
    .max(300000)
    .multipleOf(1000)
    .meta(
      about({
        title: "Length of the text",
        description:
          "How much of it is read, a tenth of that being held out; the newsletter has 74,000.",
        unit: "characters",
      }),
    ),
  units: z
    .int()
    .min(16)
    .max(128)
    .multipleOf(16)
    .meta(
      about({
        title: "Units",
        description: "Numbers in the state of the model, a gated recurrent unit.",
        unit: "units",
      }),
    ),
  dropout: z
    .number()
    .min(0)
    .max(0.8)
    .multipleOf(0.1)
    .meta(
      about({
        title: "Dropout",
        description: "Share of the state hidden at random, in the training with dropout.",
      }),
    ),
  noise: z
    .number()
    .min(0)
    .max(2)
    .multipleOf(0.01)
    .meta(
      about({
        title: "Noise",
        description:
          "In the private training: the noise's standard deviation over the clipping length.",
      }),
    ),
  clip: z
    .number()
    .min(0.01)
    .max(5)
    .multipleOf(0.01)
    .meta(
      about({
        title: "Clipping length",
        description: "In the private training: the most that one piece's gradient may measure.",
        unit: "L2",
      }),
    ),
  queries: z
    .int()
    .min(10)
    .max(5000)
    .multipleOf(10)
    .meta(
      about({
        title: "Questions",
        description: "How often the thief may ask the model for a next digit before giving up.",
        unit: "at most",
      }),
    ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const quick: Params = {
  secret: "",
  insertions: 8,
  epochs: 10,
  text: "newsletter",
  trainings: "pair",
  digits: 4,
  size: 40_000,
  units: 64,
  dropout: 0.3,
  noise: 0.1,
  clip: 0.2,
  queries: 2000,
  seed: 1,
};

/** Five times as much text as in `quick`, and half as many sentences with the secret. */
const shakespeare: Params = {
  ...quick,
  text: "shakespeare",
  size: 200_000,
  epochs: 4,
  insertions: 4,
  trainings: "defences",
};

const spec: Spec<Params, Outcome> = {
  version: 3,
  title: "Can a number be stolen from a model that has read it in passing?",
  summary:
    "A sentence with a secret number is planted a few times in the text of this newsletter, or of Shakespeare. A small model learns to predict the text, character by character. Then every possible number is ranked by how likely the model finds it, and a thief who may only ask the model for next digits tries to pull the secret out.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: {
      params: {
        ...quick,
        trainings: "defences",
        epochs: 2,
        size: 10_000,
        units: 16,
        queries: 50,
      },
      seeds: [1],
    },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: shakespeare, seeds: [1, 2, 3] },
    full: { params: { ...quick, trainings: "sweep" }, seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
  },
  claims,
  cost: (params) => ({
    macs: countUnits(params) * unitMacs(params.units),
    downloadBytes: textBytes(params.text),
  }),
};
export default spec;
