import { expect, it } from "vitest";

import type { Checkpoint } from "#runtime/checkpoints.ts";
import { nodeEngine, nodeRuntime, runExperiment } from "#runtime/node.ts";

import { outcomeSchema } from "./outcome.ts";
import { furtherTeachings } from "./plan.ts";
import run from "./run.ts";
import spec, { type Params } from "./spec.ts";

const smoke = spec.presets.smoke.params;
const params: Params = { ...smoke, trainings: "sweep", epochs: 1 };

it("trains the rest of the grid, each combination once and the same way as on its own", async () => {
  const checkpoints: Checkpoint[] = [];
  const snapshots: number[] = [];
  const whole = await runExperiment("unintended-memorization", params, {
    onSnapshot: ({ done, total }) => snapshots.push(done / total),
    onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
  });
  const { others } = outcomeSchema.parse(whole.outcome);
  const planned = furtherTeachings(params).map(({ insertions, units, noise }) => ({
    insertions,
    units,
    noise,
  }));
  expect(others).toMatchObject(planned);
  for (const { rank, heldOutLoss } of others) {
    expect(rank).toHaveLength(1);
    expect(heldOutLoss).toHaveLength(1);
  }
  expect(snapshots.at(-1)).toBe(1);
  expect(whole.tensorsLeft).toBe(0);

  // Begun again with but its last two trainings to make.
  const again = await runExperiment("unintended-memorization", params, {
    checkpoints: structuredClone(checkpoints.slice(0, -2)),
  });
  expect(again.digest).toBe(whole.digest);

  // One insertion planted by name is the grid's own training with one insertion.
  const alone = await runExperiment("unintended-memorization", {
    ...params,
    trainings: "pair",
    insertions: 1,
  });
  const [planted] = outcomeSchema.parse(alone.outcome).trainings;
  const once = others.find(
    ({ insertions, units, noise }) => insertions === 1 && units === smoke.units && noise === null,
  );
  expect(once?.rank).toEqual(planted?.passes.rank);
  expect(once?.heldOutLoss[0]).toBeCloseTo(planted?.passes.heldOutLoss[0] ?? Number.NaN, 3);
}, 60_000);

it("leaves no tensor behind when stopped in the middle of the grid", async () => {
  const engine = await nodeEngine();
  const before = engine.tf.memory().numTensors;
  const phases: string[] = [];
  for await (const { phase } of run(params, nodeRuntime(engine, params.seed))) {
    phases.push(phase);
    if (phase.startsWith("training with 1×, 16 units, no noise")) break;
  }
  expect(phases.at(-1)).toBe("training with 1×, 16 units, no noise, pass 1 of 1");
  expect(engine.tf.memory().numTensors).toBe(before);
}, 60_000);
