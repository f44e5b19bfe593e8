import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { beforeAll, describe, expect, it } from "vitest";

import { kernelsVersion } from "#kernels/version.ts";
import { type Result, resultSchema } from "#lab/result.ts";
import { digest } from "#runtime/digest.ts";
import { type Experiment, experimentIds, findExperiment } from "#runtime/experiments.ts";
import { runExperiment } from "#runtime/node.ts";

const resultsFolder = fileURLToPath(new URL("../../public/results/", import.meta.url));

it("has results of known experiments only", () => {
  const folders = existsSync(resultsFolder) ? readdirSync(resultsFolder) : [];
  expect(experimentIds()).toEqual(expect.arrayContaining(folders));
});

describe.each(experimentIds())("the smoke result of %s", (id) => {
  it("comes out again, to the last bit", async () => {
    const [committed] = readResult(`${resultsFolder}${id}/smoke.json`).runs;
    const { spec } = await findExperiment(id);
    const now = await runExperiment(id, { ...spec.presets.smoke.params, seed: committed?.seed });
    expect(now.digest).toBe(committed?.digest);
  });
});

describe.each(committedResults())("the $preset result of $id", ({ id, preset, path }) => {
  const state: { experiment?: Experiment } = {};
  const spec = (): Experiment["spec"] => {
    if (state.experiment === undefined) throw new Error(`the experiment ${id} could not be loaded`);
    return state.experiment.spec;
  };
  beforeAll(async () => {
    state.experiment = await findExperiment(id);
  });

  it("is of today's version, kernels, parameters and seeds", () => {
    const result = readResult(path);
    const today = spec().presets[result.preset];
    expect(result).toMatchObject({
      experiment: id,
      preset,
      version: spec().version,
      params: today.params,
      provenance: { kernels: kernelsVersion },
    });
    expect(result.runs.map(({ seed }) => seed)).toEqual(today.seeds);
  });

  it("holds outcomes of the promised shape, as they were digested", () => {
    for (const { outcome, digest: recorded } of readResult(path).runs) {
      expect(spec().outcome.parse(outcome)).toEqual(outcome);
      expect(digest(outcome)).toBe(recorded);
    }
  });

  it("is no larger than 200 KB", () => {
    expect(statSync(path).size).toBeLessThanOrEqual(200 * 1024);
  });

  // A smoke run is too small to bear anything out.
  it.skipIf(preset === "smoke")(
    "bears out every claim, or the README says which one it does not",
    () => {
      const readme = readFileSync(
        new URL(`../../src/experiments/${id}/README.md`, import.meta.url),
        "utf8",
      );
      const outcomes = readResult(path).runs.map(({ outcome }) => outcome);
      const unsaid = spec()
        .claims.map((claim) => ({ claim: claim.id, ...claim.check(outcomes) }))
        .filter(
          ({ claim, verdict }) => verdict !== "holds" && !admits(readme, preset, claim, verdict),
        );
      expect(unsaid).toEqual([]);
    },
  );
});

/** Whether one line of a README names the claim and the preset in code quotes, and the verdict. */
function admits(readme: string, preset: string, claim: string, verdict: string): boolean {
  return readme
    .split("\n")
    .some((line) =>
      [`\`${claim}\``, `\`${preset}\``, verdict].every((part) => line.includes(part)),
    );
}

function committedResults(): { id: string; preset: string; path: string }[] {
  return experimentIds().flatMap((id) => {
    const folder = `${resultsFolder}${id}/`;
    const files = existsSync(folder) ? readdirSync(folder) : [];
    return files
      .filter((file) => file.endsWith(".json"))
      .map((file) => ({ id, preset: file.replace(/\.json$/, ""), path: folder + file }));
  });
}

function readResult(path: string): Result {
  return resultSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}
