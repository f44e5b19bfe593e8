import { expect, it } from "vitest";

import { runExperiment } from "#runtime/node.ts";

import { outcomeSchema } from "./outcome.ts";
import { furtherTeachings } from "./plan.ts";
import spec, { type Params } from "./spec.ts";

it("trains the rest of the grid, each combination once and the same way as on its own", async () => {
  const smoke = spec.presets.smoke.params;
  const params: Params = { ...smoke, trainings: "sweep", epochs: 1 };
  const snapshots: number[] = [];
  const whole = await runExperiment("unintended-memorization", params, {
    onSnapshot: ({ done, total }) => snapshots.push(done / total),
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
