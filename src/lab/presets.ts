import { type PresetName, presetNames, type SeededParams, type Spec } from "./experiment.ts";

/** Parameters as a form, an address or a result file holds them. */
export type PlainParams = Readonly<Record<string, unknown>>;

/** The preset with these parameters, whatever their seed. */
export function presetOf(
  { presets }: Pick<Spec<SeededParams, unknown>, "presets">,
  params: PlainParams,
): PresetName | undefined {
  return presetNames.find((name) => isSameSetting(presets[name].params, params));
}

function isSameSetting(a: SeededParams, b: PlainParams): boolean {
  const { seed: _, ...setting } = a;
  return Object.entries(setting).every(([name, value]) => b[name] === value);
}
