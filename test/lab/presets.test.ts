import { describe, expect, it } from "vitest";

import spec from "#experiments/wrong-labels/spec.ts";
import { estimate } from "#lab/estimate.ts";
import { presetNames } from "#lab/experiment.ts";
import { presetOf } from "#lab/presets.ts";

describe("the preset of given parameters", () => {
  it.each(presetNames)("is %s for its own, whatever the seed", (name) => {
    expect(presetOf(spec, { ...spec.presets[name].params, seed: 4711 })).toBe(name);
  });

  it("is none when one parameter differs", () => {
    expect(presetOf(spec, { ...spec.presets.quick.params, epsilon: 2.75 })).toBeUndefined();
  });
});

describe("the preset of a reader who predicts", () => {
  const guessing = { ...spec, predictions: ["epsilon"] };

  it("is the same whatever is predicted", () => {
    expect(presetOf(guessing, { ...spec.presets.quick.params, epsilon: 2.75 })).toBe("quick");
  });

  it("is none when something else differs", () => {
    const params = { ...spec.presets.quick.params, epsilon: 2.75, size: 300 };
    expect(presetOf(guessing, params)).toBeUndefined();
  });
});

describe("what a run will ask of a reader", () => {
  it("is told in seconds, from 100 s on in minutes, with the data fetched", () => {
    expect(estimate({ macs: 5e10, downloadBytes: 0 })).toBe("about 10 s");
    expect(estimate({ macs: 1, downloadBytes: 0 })).toBe("about 1 s");
    expect(estimate({ macs: 1.5e12, downloadBytes: 11_000_001 })).toBe("about 5 min, 12 MB");
  });

  it.each([
    [1, "1 KB"],
    [74_869, "75 KB"],
    [1_108_148, "1.2 MB"],
    [9_999_999, "10 MB"],
    [10_000_001, "11 MB"],
  ])("says of %d bytes that they are %s, never less than they are", (downloadBytes, words) => {
    expect(estimate({ macs: 5e10, downloadBytes })).toBe(`about 10 s, ${words}`);
  });
});
