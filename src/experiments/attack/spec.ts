import { z } from "zod";

import { drawingSchema } from "#lab/drawing.ts";
import type { Spec } from "#lab/experiment.ts";
import { about } from "#lab/parameters.ts";
import { downloadBytes } from "#ml/data-sets.ts";
import robust from "#models/mnist-robust/manifest.json" with { type: "json" };
import standard from "#models/mnist-standard/manifest.json" with { type: "json" };

import { claims } from "./claims.ts";
import { type Outcome, outcomeSchema } from "./outcome.ts";
import { countMacs } from "./plan.ts";

export const pad = { width: 28, height: 28 };

const place = (title: string, direction: string): z.ZodInt =>
  z
    .int()
    .min(0)
    .max(27)
    .meta(
      about({
        title,
        description: `The pixel whose slopes are shown, counted from the ${direction}; a click on a picture sets it.`,
      }),
    );

const paramsSchema = z.strictObject({
  drawing: drawingSchema(pad).meta(
    about({
      title: "Digit",
      description: "Draw one; it is scaled, centred and softened like the digits of MNIST.",
      primary: true,
      control: "drawing",
      ...pad,
    }),
  ),
  image: z.enum(["drawn", "taken"]).meta(
    about({
      title: "Which digit",
      description: "The one drawn, or a test image that the networks have never seen.",
      primary: true,
      choices: { drawn: "The drawn one", taken: "A test image" },
    }),
  ),
  index: z
    .int()
    .min(0)
    .max(999)
    .meta(
      about({
        title: "Number of the test image",
        description:
          "Which test image is taken, where one is; on strokes its last figure is the digit.",
        primary: true,
      }),
    ),
  norm: z.enum(["l2", "linf"]).meta(
    about({
      title: "Measure of change",
      description:
        "L2 is the length of the change over all pixels; L∞ the largest change of any one.",
      primary: true,
      choices: { l2: "L2", linf: "L∞" },
    }),
  ),
  epsilon: z
    .number()
    .min(0.1)
    .max(5)
    .multipleOf(0.1)
    .meta(
      about({
        title: "Epsilon in L2",
        description:
          "How long the change may be, where L2 measures it; two digits are about 10 apart.",
        primary: true,
      }),
    ),
  epsilonLinf: z
    .number()
    .min(0.01)
    .max(0.5)
    .multipleOf(0.01)
    .meta(
      about({
        title: "Epsilon in L∞",
        description: "How far a pixel may move, where L∞ measures it; its whole range is 1.",
        primary: true,
      }),
    ),
  method: z.enum(["pgd", "fgsm"]).meta(
    about({
      title: "Attack",
      description: "Many small steps kept within epsilon, or a single one as long as epsilon.",
      primary: true,
      choices: { pgd: "PGD: many steps", fgsm: "FGSM: one step" },
    }),
  ),
  target: z.enum(["any", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]).meta(
    about({
      title: "Towards",
      description: "Away from the network’s own first answer to any other, or towards this digit.",
      primary: true,
      choices: { any: "any other" },
    }),
  ),
  steps: z
    .int()
    .min(1)
    .max(40)
    .meta(
      about({
        title: "Attack steps",
        description: "Gradient steps of the attack that is watched.",
      }),
    ),
  column: place("Column of the pixel", "left"),
  row: place("Row of the pixel", "top"),
  dataset: z.enum(["strokes", "mnist"]).meta(
    about({
      title: "Test images",
      description:
        "Where test images come from: strokes are drawn on the spot and prepared like MNIST; MNIST is fetched from this site.",
      choices: { strokes: "Strokes (built in)", mnist: "MNIST" },
      needsData: ["mnist"],
    }),
  ),
  testSize: z
    .int()
    .min(0)
    .max(1000)
    .multipleOf(10)
    .meta(
      about({
        title: "Test images attacked",
        description: "How many of them the smallest epsilon is sought for, beside the one digit.",
        unit: "images",
      }),
    ),
  seed: z
    .int()
    .min(0)
    .max(4294967295)
    .meta(
      about({
        title: "Seed",
        description: "Chooses the test images; the networks are always the same.",
      }),
    ),
});
export type Params = z.infer<typeof paramsSchema>;

/** A three in one hand. */
const three =
  "AAAAAAAAAAAAAAAAAAAABgAAA_wAAPngAAwGAAAAYAAABgAAAGAAAAwAAAeAAAD4AAAPgAAAHAAAAMAAAAwAAADAADAMAAOBwAAfeAAAfwAAAIAAAAAAAAAAAAAAAAAAAAA";

const quick: Params = {
  drawing: three,
  image: "drawn",
  index: 3,
  norm: "l2",
  epsilon: 1.5,
  epsilonLinf: 0.15,
  method: "pgd",
  target: "any",
  steps: 12,
  column: 14,
  row: 13,
  dataset: "strokes",
  testSize: 60,
  seed: 1,
};

const mnist: Params = { ...quick, dataset: "mnist", steps: 20 };

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "How small a change makes a network misread your digit?",
  summary:
    "Draw a digit. Two networks of the same size read it: one trained as usual, one trained under attack. Both are then attacked step by step; watch what each attack has to change, and click a pixel to see how every answer hangs on it.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: { params: { ...quick, steps: 3, testSize: 10 }, seeds: [1] },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: { ...mnist, testSize: 600 }, seeds: [1, 2, 3] },
    full: { params: { ...mnist, testSize: 300 }, seeds: [1, 2, 3, 4, 5] },
  },
  claims,
  cost: (params) => ({
    macs: countMacs(params),
    downloadBytes:
      standard.weights.bytes +
      robust.weights.bytes +
      (params.image === "taken" || params.testSize > 0
        ? downloadBytes({ dataset: params.dataset, size: 0, testSize: 1000 })
        : 0),
  }),
};
export default spec;
