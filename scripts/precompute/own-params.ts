import { controls, readParams } from "../../src/lab/controls.ts";
import type { SeededParams } from "../../src/lab/experiment.ts";
import type { AnySpec } from "./workplace.ts";

/** The parameters of a preset with some of another value, each given as `name=value`; throws one sentence for a name or a value that there is not. */
export function ownParams(
  spec: AnySpec,
  preset: SeededParams,
  given: readonly string[],
): SeededParams {
  if (given.length === 0) return preset;
  const all = controls(spec);
  const texts = new Map(given.map(split));
  for (const name of texts.keys()) {
    if (name === "seed") throw new Error("--set seed is not possible; name seeds with --seeds");
    if (all.some((control) => control.name === name)) continue;
    const names = all.flatMap((control) => (control.name === "seed" ? [] : [control.name]));
    throw new Error(`there is no parameter "${name}"; there are: ${names.join(", ")}`);
  }
  const standard = Object.fromEntries(readable(preset));
  const { params, corrections } = readParams(all, standard, (name) => texts.get(name) ?? null);
  const [correction] = corrections;
  // A form takes the nearest value; here nobody would see it.
  if (correction !== undefined) throw new Error(`--set: ${correction.replace(/, .*$/, "")}`);
  return spec.params.parse({ ...preset, ...params });
}

function split(word: string): [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(word) ?? [];
  if (name === undefined || value === undefined) {
    throw new Error(`--set ${word} is not of the form name=value`);
  }
  return [name, value];
}

function readable(preset: SeededParams): [string, string | number | boolean][] {
  return Object.entries(preset).flatMap(([name, value]): [string, string | number | boolean][] =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? [[name, value]]
      : [],
  );
}
