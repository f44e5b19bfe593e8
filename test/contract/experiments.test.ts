/// <reference types="vite/client" />
import { readFileSync } from "node:fs";

import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

import type { Judgement } from "#lab/claim.ts";
import { type Draw, presetNames, type SeededParams, type Snapshot } from "#lab/experiment.ts";
import { runsControl } from "#lab/seeds.ts";
import { canonicalJson } from "#runtime/digest.ts";
import {
  checkParams,
  type Experiment,
  experimentIds,
  findExperiment,
} from "#runtime/experiments.ts";
import { type Completed, nodeEngine, nodeRuntime, runExperiment } from "#runtime/node.ts";

import { expectSoundFigures } from "./figures.ts";

const drawings = import.meta.glob<Draw<SeededParams, unknown>>(
  "../../src/experiments/*/figure.ts",
  {
    import: "default",
  },
);

describe.each(experimentIds())("%s", (id) => {
  const state: {
    experiment?: Experiment;
    first?: Completed;
    second?: Completed;
    middle?: unknown;
  } = {};
  const experiment = (): Experiment => given(state.experiment);
  const smoke = (): SeededParams => experiment().spec.presets.smoke.params;

  beforeAll(async () => {
    state.experiment = await findExperiment(id);
    state.first = await runExperiment(id, smoke());
    state.second = await runExperiment(id, smoke());
  });

  it("gives the same digest twice", () => {
    expect(given(state.second).digest).toBe(given(state.first).digest);
  });

  it("gives plain JSON of the shape that its spec promises", () => {
    const { outcome } = given(state.first);
    expect(experiment().spec.outcome.parse(outcome)).toEqual(outcome);
    expect(JSON.parse(canonicalJson(outcome))).toEqual(outcome);
  });

  it("leaves no tensor behind at its end", () => {
    expect(given(state.first).tensorsLeft).toBe(0);
    expect(given(state.second).tensorsLeft).toBe(0);
  });

  it.each([0, 0.25, 0.5, 0.75])(
    "leaves no tensor behind when stopped at %d of the way",
    async (part) => {
      const engine = await nodeEngine();
      const before = engine.tf.memory().numTensors;
      const run = experiment().run(smoke(), nodeRuntime(engine, smoke().seed));
      for await (const snapshot of run) {
        if (snapshot.done >= part * snapshot.total) break;
      }
      expect(engine.tf.memory().numTensors).toBe(before);
    },
  );

  it("counts its work up to what it planned, with words for each phase", async () => {
    const engine = await nodeEngine();
    const seen: Pick<Snapshot<unknown>, "phase" | "done" | "total">[] = [];
    for await (const snapshot of experiment().run(smoke(), nodeRuntime(engine, smoke().seed))) {
      const { phase, done, total } = snapshot;
      seen.push({ phase, done, total });
      if (done >= total / 2) state.middle ??= structuredClone(snapshot.outcome);
    }
    const counts = seen.map(({ done }) => done);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(seen.map(({ total }) => total)).size).toBe(1);
    expect(counts.at(-1)).toBe(seen.at(-1)?.total);
    expect(seen.every(({ phase }) => phase.trim() !== "")).toBe(true);
  });

  it("draws whole outcomes, several together and half-way ones, each picture told in words", async () => {
    const draw = await given(drawings[`../../src/experiments/${id}/figure.ts`])();
    const { outcome } = given(state.first);
    expectSoundFigures(draw([outcome], smoke()));
    expectSoundFigures(draw([outcome, outcome], smoke()));
    expectSoundFigures(draw([given(state.middle)], smoke()));
  });

  it("has presets that it accepts itself, with different seeds", () => {
    for (const name of presetNames) {
      const { params, seeds } = experiment().spec.presets[name];
      expect(checkParams(experiment().spec, params)).toEqual(params);
      expect(seeds.length).toBeGreaterThan(0);
      expect(new Set(seeds).size).toBe(seeds.length);
    }
  });

  it("refuses each parameter beyond its range, and names it", () => {
    const cases = outOfRange(experiment());
    expect(cases.length).toBeGreaterThan(0);
    for (const [field, value] of cases) {
      expect(() => checkParams(experiment().spec, { ...smoke(), [field]: value })).toThrow(
        `${field}:`,
      );
    }
  });

  it("names and explains every parameter", () => {
    for (const [field, { title, description }] of Object.entries(parameterSchemas(experiment()))) {
      expect(title, `title of ${field}`).toBeTruthy();
      expect(description, `description of ${field}`).toBeTruthy();
    }
  });

  it("gives no parameter a name that addresses of demos use for themselves", () => {
    const names = Object.keys(parameterSchemas(experiment()));
    expect(names).not.toContain("demo");
    expect(names).not.toContain(runsControl.name);
  });

  it("judges any outcomes, none and half a run included, without throwing", () => {
    const { claims } = experiment().spec;
    expect(new Set(claims.map((claim) => claim.id)).size).toBe(claims.length);
    const { outcome } = given(state.first);
    for (const outcomes of [[], [outcome], [outcome, outcome], [given(state.middle)]]) {
      for (const claim of claims) {
        const judgement: Judgement = claim.check(outcomes);
        expect(["holds", "fails", "unclear"]).toContain(judgement.verdict);
        expect(judgement.evidence).toBeTruthy();
      }
    }
  });

  it("says what a run costs before it starts", () => {
    for (const name of presetNames) {
      const { macs, downloadBytes } = experiment().spec.cost(
        experiment().spec.presets[name].params,
      );
      expect(macs).toBeGreaterThan(0);
      expect(downloadBytes).toBeGreaterThanOrEqual(0);
    }
  });

  it("has a README", () => {
    const readme = readFileSync(
      new URL(`../../src/experiments/${id}/README.md`, import.meta.url),
      "utf8",
    );
    expect(readme.length).toBeGreaterThan(500);
  });
});

const parameterSchema = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  enum: z.array(z.unknown()).optional(),
});

/** The parameters as JSON Schema tells them. */
function parameterSchemas({ spec }: Experiment): Record<string, z.infer<typeof parameterSchema>> {
  const { properties } = z.toJSONSchema(spec.params);
  return z.record(z.string(), parameterSchema).parse(properties);
}

/** Field and value, just beyond each end of every range and outside every list. */
function outOfRange(experiment: Experiment): (readonly [string, unknown])[] {
  return Object.entries(parameterSchemas(experiment)).flatMap(
    ([field, { minimum, maximum, ...schema }]) => [
      ...(minimum === undefined ? [] : [[field, minimum - 1] as const]),
      ...(maximum === undefined ? [] : [[field, maximum + 1] as const]),
      ...(schema.enum === undefined ? [] : [[field, "nothing of the kind"] as const]),
    ],
  );
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("an earlier step of this suite failed");
  return value;
}
