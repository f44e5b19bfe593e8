import { describe, expect, it } from "vitest";
import { z } from "zod";

import type { SeededParams } from "#lab/experiment.ts";
import { sameness } from "#lab/sameness.ts";

interface Sized extends SeededParams {
  readonly size: number;
}
const params: Sized = { seed: 1, size: 5 };
const other: Sized = { seed: 1, size: 6 };
const preset = (sized: Sized) => ({ params: sized, seeds: [1] });
const count = z.int().min(0).max(99);
const spec = {
  params: z.strictObject({ size: count, seed: count }),
  presets: {
    smoke: preset({ seed: 1, size: 1 }),
    quick: preset(params),
    standard: preset({ seed: 1, size: 9 }),
    full: preset({ seed: 1, size: 99 }),
  },
};
const digestOf = (seed: number): string => `${seed}`.repeat(64);
const runs = (...seeds: readonly number[]) =>
  seeds.map((seed) => ({
    seed,
    digest: digestOf(seed),
    outcome: {},
    cpuSeconds: 1,
    engine: "wasm-simd/4.22.0",
  }));
const recorded = { runs: runs(1, 2, 3) };

describe("what a reader is told of their numbers", () => {
  it.each([
    [[2], "Every number is that of the recorded run of seed 2."],
    [[1, 2], "Every number is that of the recorded runs of seeds 1 and 2."],
    [[1, 2, 3], "Every number is that of the recorded runs of seeds 1 to 3."],
    [[3, 4], "As the recorded run of seed 3; seed 4 is not recorded."],
    [[2, 3, 4, 5], "As the recorded runs of seeds 2 and 3; seeds 4 and 5 are not recorded."],
    [[4], "Seed 4 is not recorded."],
    [[4, 5, 6], "Seeds 4 to 6 are not recorded."],
  ])("names the seeds that were recorded among %j", (seeds, sentence) => {
    expect(sameness(spec, params, recorded, runs(...seeds))).toBe(sentence);
  });

  it("is not compared where they typed something of their own that is private", () => {
    const secret = z
      .string()
      .regex(/^[0-9]*$/)
      .meta({ title: "Secret", description: "A number.", control: "text", isPrivate: true });
    const typed = { ...params, secret: "4711" };
    const presets = { ...spec.presets, quick: preset({ ...params, secret: "" } as Sized) };
    const withoutSecret = { ...typed, secret: "" };
    const asking = { presets, params: z.strictObject({ size: count, seed: count, secret }) };
    expect(sameness(asking, typed, recorded, runs(1))).toBe(
      "The recorded runs beside it have these settings, but not what you typed.",
    );
    expect(sameness(asking, withoutSecret, recorded, runs(1))).toBe(
      "Every number is that of the recorded run of seed 1.",
    );
  });

  it("is not compared where another engine than the recorded runs' has rounded them", () => {
    const own = runs(1).map((run) => ({ ...run, engine: "webgl/4.22.0" }));
    expect(sameness(spec, params, recorded, own)).toBe(
      "Computed on webgl/4.22.0, which rounds otherwise than the recorded runs.",
    );
  });

  it("says of the seeds concerned that this engine rounds otherwise", () => {
    const own = runs(1, 2, 3).map((run) => (run.seed === 2 ? { ...run, digest: "else" } : run));
    expect(sameness(spec, params, recorded, own)).toBe(
      "Not the numbers recorded for seed 2: this engine rounds otherwise.",
    );
  });

  it("says that settings of the reader's own are recorded nowhere", () => {
    expect(sameness(spec, other, undefined, runs(1, 2))).toBe(
      "No recorded run has these settings.",
    );
  });
});
