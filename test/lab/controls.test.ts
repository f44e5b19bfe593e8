import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

import { type Control, controls, privateNames, readParams } from "#lab/controls.ts";
import { drawingSchema } from "#lab/drawing.ts";
import type { SeededParams } from "#lab/experiment.ts";
import { about } from "#lab/parameters.ts";
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
        const changed = all.filter(({ name, kind }) => {
          const text = address[name] ?? null;
          if (text === null) return false;
          if (kind !== "number") return text.trim() !== String(params[name]);
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
      all.map((control) => [
        control.name,
        control.kind === "choice" ? fc.oneof(texts, fc.constantFrom(...control.options)) : texts,
      ]),
    ),
  );
}

describe("controls of other kinds", () => {
  const size = { width: 4, height: 2 };
  const params = z.strictObject({
    isOn: z.boolean().meta(about({ title: "On", description: "Or off." })),
    digit: drawingSchema(size).meta(
      about({ title: "Digit", description: "Drawn.", control: "drawing", ...size }),
    ),
    seed: z
      .int()
      .min(0)
      .max(9)
      .meta(about({ title: "Seed", description: "Fixes it." })),
  });
  const all = controls({ params });
  const defaults = { isOn: true, digit: "AA", seed: 1 };
  const read = (address: Readonly<Record<string, string>>) =>
    readParams(all, defaults, (name) => address[name] ?? null);

  it("are a check box for a boolean and a pad for a drawing", () => {
    expect(all.map(({ kind }) => kind)).toEqual(["check", "drawing", "number"]);
  });

  it("are read from an address, and what is no such value is corrected in words", () => {
    expect(read({ isOn: "false", digit: "_8" }).corrections).toEqual([
      "Digit: not a drawing of this size, the standard one is taken",
    ]);
    expect(read({ isOn: "false", digit: "_w" })).toEqual({
      params: { isOn: false, digit: "_w", seed: 1 },
      corrections: [],
    });
    expect(read({ isOn: "yes" })).toEqual({
      params: defaults,
      corrections: ["On: yes is not possible here, true is taken"],
    });
  });

  it("refuse a parameter that nothing shows, by name", () => {
    const text = z.strictObject({ seed: z.int(), motto: z.string() });
    expect(() => controls({ params: text })).toThrow("no control shows the parameter motto");
  });
});

describe("a line to type in", () => {
  const params = z.strictObject({
    secret: z
      .string()
      .regex(/^([0-9]{4})?$/)
      .meta(about({ title: "Secret", description: "A number.", control: "text", isPrivate: true })),
    motto: z
      .string()
      .regex(/^[a-z]*$/)
      .meta(about({ title: "Motto", description: "A word.", control: "text" })),
    seed: z
      .int()
      .min(0)
      .max(9)
      .meta(about({ title: "Seed", description: "Fixes it." })),
  });
  const defaults = { secret: "", motto: "yes", seed: 1 };
  const read = (typed: Readonly<Record<string, string>>) =>
    readParams(controls({ params }), defaults, (name) => typed[name] ?? null);

  it("takes what fits its pattern, leading zeros and emptiness included", () => {
    expect(read({ secret: "0042" })).toEqual({
      params: { ...defaults, secret: "0042" },
      corrections: [],
    });
    expect(read({ secret: "" }).corrections).toEqual([]);
  });

  it("takes the standard for anything else and says so without repeating it", () => {
    expect(read({ secret: "12345" })).toEqual({
      params: defaults,
      corrections: ["Secret: what was typed does not fit, the standard one is taken"],
    });
  });

  it("is told apart where it is private", () => {
    expect(privateNames({ params })).toEqual(["secret"]);
  });
});
