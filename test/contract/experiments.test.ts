/// <reference types="vite/client" />
import { readFileSync } from "node:fs";

import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

import type { Judgement } from "#lab/claim.ts";
import { engineControl } from "#lab/engines.ts";
import { type Draw, presetNames, type SeededParams, type Snapshot } from "#lab/experiment.ts";
import { runsControl } from "#lab/seeds.ts";
import type { Checkpoint } from "#runtime/checkpoints.ts";
import { canonicalJson } from "#runtime/digest.ts";
import type { Engine } from "#runtime/engine.ts";
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

/** Tensors by which an experiment may grow while it runs, where it keeps more and more weights; with the reason. */
const growth: Readonly<Record<string, number>> = {};

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

  it("leaves no tensor behind when stopped after any unit of any phase", async () => {
    const engine = await nodeEngine();
    const before = engine.tf.memory().numTensors;
    const stopped = async (afterSnapshots: number): Promise<void> => {
      let seen = 0;
      for await (const _ of experiment().run(smoke(), nodeRuntime(engine, smoke().seed))) {
        seen += 1;
        if (seen >= afterSnapshots) break;
      }
      expect(engine.tf.memory().numTensors, `after ${seen} snapshots`).toBe(before);
    };
    const { first, count } = await phasesOf(experiment(), engine);
    // Where a phase begins something is made that it must also free.
    for (const snapshots of first) await stopped(snapshots);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: count }), stopped), { numRuns: 8 });
  });

  it("gives the same digest when it is begun again after any of its stages", async () => {
    const checkpoints: Checkpoint[] = [];
    const keep = (checkpoint: Checkpoint): number => checkpoints.push(checkpoint);
    await runExperiment(id, smoke(), { onCheckpoint: keep });
    // As they are on the other side of a message.
    const kept = structuredClone(checkpoints);
    for (let after = 1; after <= kept.length; after += 1) {
      const again = await runExperiment(id, smoke(), { checkpoints: kept.slice(0, after) });
      expect(again.digest, `after ${kept[after - 1]?.stage}`).toBe(given(state.first).digest);
      expect(again.tensorsLeft).toBe(0);
    }
  });

  it("holds as many tensors in the second half of each phase as in the first", async () => {
    const { tensors } = await phasesOf(experiment(), await nodeEngine());
    for (const [phase, counts] of tensors) {
      // Within a pass the count may swing; a leak of one a unit shows from eight units on.
      if (counts.length < 8) continue;
      const half = counts.length / 2;
      const [early, late] = [Math.max(...counts.slice(0, half)), Math.max(...counts.slice(half))];
      expect(late, phase).toBeLessThanOrEqual(early + (growth[id] ?? 0));
    }
  });

  it("holds as many tensors over 50 units of the quick preset as after its first ten", async () => {
    const engine = await nodeEngine();
    const { params } = experiment().spec.presets.quick;
    const before = engine.tf.memory().numTensors;
    const counts: number[] = [];
    for await (const _ of experiment().run(params, nodeRuntime(engine, params.seed))) {
      counts.push(engine.tf.memory().numTensors - before);
      if (counts.length === 60) break;
    }
    const warm = Math.max(...counts.slice(0, 10));
    expect(Math.max(...counts.slice(10))).toBeLessThanOrEqual(warm + (growth[id] ?? 0));
  });

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
    expectSoundFigures([...draw([outcome], smoke())]);
    expectSoundFigures([...draw([outcome, outcome], smoke())]);
    expectSoundFigures([...draw([given(state.middle)], smoke())]);
  });

  it("gives the same digest whatever a reader predicts or looks at", async () => {
    const { spec } = experiment();
    const idle = [...(spec.predictions ?? []), ...(spec.views ?? [])];
    const least = Object.entries(parameterSchemas(experiment())).flatMap(([name, { minimum }]) =>
      idle.includes(name) ? [[name, minimum] as const] : [],
    );
    expect(least.map(([name]) => name).toSorted()).toEqual(idle.toSorted());
    if (least.length === 0) return;
    const bold = await runExperiment(id, { ...smoke(), ...Object.fromEntries(least) });
    expect(bold.digest).toBe(given(state.first).digest);
  });

  it("has presets that it accepts itself, with different seeds", () => {
    for (const name of presetNames) {
      const { params, seeds } = experiment().spec.presets[name];
      expect(checkParams(experiment().spec, params)).toEqual(params);
      expect(seeds.length).toBeGreaterThan(0);
      expect(new Set(seeds).size).toBe(seeds.length);
    }
  });

  it("has presets that a run can use", () => {
    const { presets, refusals } = experiment().spec;
    for (const name of presetNames) expect(refusals?.(presets[name].params) ?? {}).toEqual({});
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
    expect(names).not.toContain(engineControl.name);
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

/** A whole smoke run: how many snapshots it gives, which of them begin a phase, and the tensors held at each, by phase. */
async function phasesOf({ spec, run }: Experiment, engine: Engine) {
  const { params } = spec.presets.smoke;
  const before = engine.tf.memory().numTensors;
  const tensors = new Map<string, number[]>();
  const first: number[] = [];
  let count = 0;
  for await (const { phase } of run(params, nodeRuntime(engine, params.seed))) {
    count += 1;
    // Counts within a phase change its words.
    const name = phase.replaceAll(/\d+/g, "n");
    if (!tensors.has(name)) first.push(count);
    tensors.set(name, [...(tensors.get(name) ?? []), engine.tf.memory().numTensors - before]);
  }
  return { count, first, tensors };
}

const parameterSchema = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  enum: z.array(z.unknown()).optional(),
  pattern: z.string().optional(),
  maxLength: z.number().optional(),
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
      ...(schema.pattern === undefined ? [] : [[field, "nothing of\nthe kind"] as const]),
      ...(schema.maxLength === undefined
        ? []
        : [[field, "a".repeat(schema.maxLength + 1)] as const]),
      ...(schema.enum === undefined ? [] : [[field, "nothing of the kind"] as const]),
    ],
  );
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("an earlier step of this suite failed");
  return value;
}
