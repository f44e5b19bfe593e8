import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Snapshot } from "#lab/experiment.ts";
import type { Runtime } from "#lab/runtime.ts";
import { type Checkpoint, enginesOf, stages } from "#runtime/checkpoints.ts";

/** Carries out `work` on a keeper with these checkpoints, and tells what came of it. */
async function carriedOut<Result>(
  work: (stage: Runtime["stage"]) => AsyncGenerator<unknown, Result>,
  kept: readonly Checkpoint[] = [],
) {
  const made: Checkpoint[] = [];
  const stage = stages({ kept, engine: "wasm", onCheckpoint: (one) => made.push(one) });
  const run = work(stage);
  let units = 0;
  let step = await run.next();
  while (step.done !== true) {
    units += 1;
    step = await run.next();
  }
  return { result: step.value, units, made };
}

/** Stages of so many units, each of which adds to a sum what it has drawn from the one before. */
const summing = (lengths: readonly number[]) =>
  async function* run(stage: Runtime["stage"]): AsyncGenerator<Snapshot<unknown>, Float32Array> {
    let sums = Float32Array.of(1);
    for (const [i, length] of lengths.entries()) {
      sums = yield* stage(`stage ${i}`, async function* () {
        const own = Float32Array.from(sums);
        for (let unit = 0; unit < length; unit += 1) {
          own[0] = Math.fround((own[0] ?? 0) * 1.1 + unit);
          yield { phase: "", done: unit, total: length, outcome: null };
        }
        return own;
      });
      // A run may write into what it was given.
      sums[0] = Math.fround((sums[0] ?? 0) + i);
    }
    return sums;
  };

describe("a run in stages", () => {
  it("begun again after any of them gives what it gives undisturbed, without their units", async () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.nat(), async (units, at) => {
        const whole = await carriedOut(summing(units));
        expect(whole.made.map(({ stage }) => stage)).toEqual(units.map((_, i) => `stage ${i}`));
        const after = at % (units.length + 1);
        const kept = structuredClone(whole.made.slice(0, after));
        // Twice: the checkpoints serve again when the second beginning fails too.
        for (let time = 0; time < 2; time += 1) {
          const again = await carriedOut(summing(units), kept);
          expect(again.result).toEqual(whole.result);
          expect(again.units).toBe(units.slice(after).reduce((sum, count) => sum + count, 0));
          expect(again.made).toEqual(whole.made.slice(after));
        }
      }),
    );
  });

  it("that stops within one keeps no checkpoint of it, and closes its work", async () => {
    const made: Checkpoint[] = [];
    const stage = stages({ kept: [], engine: "wasm", onCheckpoint: (one) => made.push(one) });
    let isClosed = false;
    const run = stage("source network", async function* () {
      try {
        yield 1;
        yield 2;
      } finally {
        isClosed = true;
      }
    });
    await run.next();
    await run.return(undefined);
    expect(isClosed).toBe(true);
    expect(made).toEqual([]);
  });

  it("hands what a reader did on to the work of the stage", async () => {
    const stage = stages({ kept: [], engine: "wasm", onCheckpoint: () => {} });
    const run = stage("asked", async function* (): AsyncGenerator<string, string, string> {
      return yield "what now?";
    });
    await run.next();
    expect(await run.next("left")).toEqual({ done: true, value: "left" });
  });

  it.each([
    [
      "a tensor",
      new (class Tensor {
        readonly size = 1;
      })(),
      'what the stage "s" returns.inner is a Tensor; a checkpoint holds plain data',
    ],
    ["a function", () => {}, 'what the stage "s" returns.inner is a function'],
    ["NaN", Float32Array.of(0, NaN), 'what the stage "s" returns.inner[1] is NaN'],
  ])("refuses %s as what a stage returns", async (_, inner, message) => {
    const run = (stage: Runtime["stage"]): AsyncGenerator =>
      stage("s", async function* () {
        yield 1;
        return { inner };
      });
    await expect(carriedOut(run)).rejects.toThrow(message);
  });

  it("refuses a second stage of the same name", async () => {
    await expect(carriedOut(namedTwice)).rejects.toThrow('two stages named "pupil"');
  });
});

it("names the engines of a run in the order of their work, each once", () => {
  expect(enginesOf([], "wasm")).toBe("wasm");
  expect(enginesOf([made("webgl"), made("webgl")], "wasm")).toBe("webgl, then wasm");
  expect(enginesOf([made("wasm")], "wasm")).toBe("wasm");
});

const made = (engine: string): Checkpoint => ({ stage: "", engine, value: null });

async function* nothing(): AsyncGenerator<unknown, null> {
  yield 1;
  return null;
}

async function* namedTwice(stage: Runtime["stage"]): AsyncGenerator {
  yield* stage("pupil", nothing);
  yield* stage("pupil", nothing);
}
