import { z } from "zod";

import type { Claim } from "#lab/claim.ts";
import type { Spec } from "#lab/experiment.ts";
import { about, seedParameter } from "#lab/parameters.ts";

const paramsSchema = z.strictObject({
  accuracy: z
    .number()
    .min(0.5)
    .max(0.99)
    .multipleOf(0.01)
    .meta(
      about({
        title: "True accuracy",
        description: "Share of all images that the classifier gets right.",
        primary: true,
      }),
    ),
  images: z
    .int()
    .min(160)
    .max(16000)
    .multipleOf(16)
    .meta(
      about({
        title: "Largest test set",
        description: "Tests of a half, a quarter, an eighth and a sixteenth of it are held too.",
        unit: "images",
        primary: true,
      }),
    ),
  tests: z
    .int()
    .min(20)
    .max(5000)
    .multipleOf(10)
    .meta(
      about({
        title: "Tests",
        description: "Fresh test sets drawn at each size.",
        unit: "tests",
      }),
    ),
  seed: seedParameter,
});
export type Params = z.infer<typeof paramsSchema>;

const outcomeSchema = z.strictObject({
  /** Smallest test set first. */
  sizes: z.array(
    z.strictObject({
      /** Images in a test set. */
      images: z.int(),
      /** Tests held so far. */
      tests: z.int(),
      /** Tests whose 95 % interval held the true accuracy. */
      covered: z.int(),
    }),
  ),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** The sizes of test set tried, smallest first. */
export function testSizes({ images }: Pick<Params, "images">): number[] {
  return [16, 8, 4, 2, 1].map((part) => images / part);
}

/** Images drawn in the whole run: its units of work. */
export function countDraws(params: Params): number {
  return testSizes(params).reduce((sum, images) => sum + images * params.tests, 0);
}

const coverage: Claim<Outcome> = {
  id: "coverage",
  sentence:
    "On a large enough test set, the usual 95 % interval holds the true accuracy in about 95 tests of 100.",
  published: {
    figure: "95 % by design; less on small test sets",
    source: "Brown, Cai and DasGupta 2001, § 2",
    url: "https://doi.org/10.1214/ss/1009213286",
  },
  check: (outcomes) => {
    const largest = outcomes.flatMap(({ sizes }) => sizes.at(-1) ?? []);
    const tests = largest.reduce((sum, size) => sum + size.tests, 0);
    const covered = largest.reduce((sum, size) => sum + size.covered, 0);
    if (tests < 200) {
      return { verdict: "unclear", evidence: `only ${tests} tests at the largest size, of 200` };
    }
    return {
      verdict: Math.abs(covered / tests - 0.95) <= 0.025 ? "holds" : "fails",
      evidence: `${((100 * covered) / tests).toFixed(1)} % of ${tests} tests at the largest size`,
    };
  },
};

const quick: Params = { accuracy: 0.9, images: 1600, tests: 1000, seed: 1 };

const spec: Spec<Params, Outcome> = {
  version: 1,
  title: "How far can an accuracy be trusted that was measured on few images?",
  summary:
    "A classifier of known accuracy sits many tests, each on fresh images. Every test gives the usual 95 % interval; watch how often it holds the truth as the test sets grow.",
  params: paramsSchema,
  outcome: outcomeSchema,
  presets: {
    smoke: { params: { ...quick, images: 320, tests: 100 }, seeds: [1] },
    quick: { params: quick, seeds: [1, 2, 3] },
    standard: { params: { ...quick, images: 4000, tests: 2000 }, seeds: [1] },
    full: { params: { ...quick, images: 8000, tests: 2000 }, seeds: [1, 2, 3, 4, 5] },
  },
  claims: [coverage],
  // A draw is ten rounds of the generator.
  cost: (params) => ({ macs: 10 * countDraws(params), downloadBytes: 0 }),
};
export default spec;
