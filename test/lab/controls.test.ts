import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { type Control, controls, readParams } from "#lab/controls.ts";
import type { SeededParams } from "#lab/experiment.ts";
import { type Experiment, experimentIds, findExperiment } from "#runtime/experiments.ts";

/** What an address may hold for a parameter: nothing, nonsense, numbers near and far, in several spellings. */
const texts = fc.option(
  fc.oneof(
    fc.string(),
    fc.constantFrom("", " ", "NaN", "Infinity", "-0", "1e400", "0x10", "3.0", "1e3", "+5", "det"),
    fc.double({ noNaN: true }).map(String),
    fc.integer({ min: -10, max: 30_000 }).map(String),
    fc.integer({ min: -10, max: 600 }).map((hundredths) => (hundredths / 100).toFixed(2)),
  ),
  { nil: null },
);

describe.each(experimentIds())("the parameters of %s, read from an address", (id) => {
  const state: { spec?: Experiment["spec"] } = {};
  beforeAll(async () => {
    state.spec = (await findExperiment(id)).spec;
  });
  const given = () => {
    if (state.spec === undefined) throw new Error(`${id} could not be loaded`);
    const defaults = state.spec.presets.quick.params as SeededParams & Record<string, number>;
    return { spec: state.spec, defaults, all: controls(state.spec) };
  };

  it("are always some that the experiment accepts", () => {
    const { spec, defaults, all } = given();
    fc.assert(
      fc.property(addresses(all), (address) => {
        const { params } = readParams(all, defaults, (name) => address[name] ?? null);
        expect(spec.params.safeParse(params)).toMatchObject({ success: true });
      }),
      { numRuns: 500 },
    );
  });

  it("are read back unchanged, without a correction, once they are written out", () => {
    const { defaults, all } = given();
    fc.assert(
      fc.property(addresses(all), (address) => {
        const { params } = readParams(all, defaults, (name) => address[name] ?? null);
        const again = readParams(all, defaults, (name) => String(params[name]));
        expect(again).toEqual({ params, corrections: [] });
      }),
    );
  });

  it("are corrected in words exactly where they are not what was given", () => {
    const { defaults, all } = given();
    fc.assert(
      fc.property(addresses(all), (address) => {
        const { params, corrections } = readParams(all, defaults, (name) => address[name] ?? null);
        const changed = all.filter(({ name, options }) => {
          const text = address[name] ?? null;
          if (text === null) return false;
          if (options !== undefined) return text.trim() !== params[name];
          return text.trim() === "" || Number(text) !== params[name];
        });
        expect(corrections).toHaveLength(changed.length);
        for (const { name, title } of changed) {
          expect(
            corrections.some((words) => words.startsWith(`${title}: `)),
            name,
          ).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are the standard ones where the address says nothing", () => {
    const { defaults, all } = given();
    expect(readParams(all, defaults, () => null)).toEqual({ params: defaults, corrections: [] });
  });
});

/** Texts for all controls at once, now and then one of a control's own choices. */
function addresses(all: readonly Control[]) {
  return fc.record(
    Object.fromEntries(
      all.map(({ name, options }) => [
        name,
        options === undefined ? texts : fc.oneof(texts, fc.constantFrom(...options)),
      ]),
    ),
  );
}
