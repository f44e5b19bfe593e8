import { privateNames } from "./controls.ts";
import { type PresetName, presetNames, type SeededParams, type Spec } from "./experiment.ts";

/** Parameters as a form, an address or a result file holds them. */
export type PlainParams = Readonly<Record<string, unknown>>;

/** The preset with these parameters, whatever their seed, what the reader predicts, what they look at and what is private. */
export function presetOf(spec: ComparedSpec, params: PlainParams): PresetName | undefined {
  const ignored = [...(spec.predictions ?? []), ...(spec.views ?? []), ...privateNames(spec)];
  return presetNames.find((name) => isSameSetting(spec.presets[name].params, params, ignored));
}

/** What tells whether a reader's parameters are a preset's. */
export type ComparedSpec = Pick<
  Spec<SeededParams, unknown>,
  "presets" | "predictions" | "views" | "params"
>;

/** Whether a private parameter has another value than in the preset that these parameters are otherwise. */
export function isPrivateOwn(spec: ComparedSpec, params: PlainParams): boolean {
  const preset = presetOf(spec, params);
  if (preset === undefined) return false;
  const standard: PlainParams = { ...spec.presets[preset].params };
  return privateNames(spec).some((name) => params[name] !== standard[name]);
}

function isSameSetting(a: SeededParams, b: PlainParams, ignored: readonly string[]): boolean {
  const { seed: _, ...setting } = a;
  return Object.entries(setting).every(
    ([name, value]) => ignored.includes(name) || b[name] === value,
  );
}
