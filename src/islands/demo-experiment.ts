import type { Draw, SeededParams, Spec } from "#lab/experiment.ts";
import { presetOf } from "#lab/presets.ts";
import type { Result } from "#lab/result.ts";

type AnySpec = Spec<SeededParams, unknown>;
type AnyDraw = Draw<SeededParams, unknown>;

const specs = import.meta.glob<AnySpec>("../experiments/*/spec.ts", { import: "default" });
const draws = import.meta.glob<AnyDraw>("../experiments/*/figure.ts", { import: "default" });

export async function loadSpec(id: string): Promise<AnySpec> {
  return found(id, specs[`../experiments/${id}/spec.ts`])();
}

export async function loadDraw(id: string): Promise<AnyDraw> {
  return found(id, draws[`../experiments/${id}/figure.ts`])();
}

/** The site's recorded result of the same parameters, whatever their seed; undefined when there is none or it cannot be had now. */
export async function loadRecorded(
  id: string,
  spec: AnySpec,
  params: SeededParams,
  root: string,
): Promise<Result | undefined> {
  const preset = presetOf(spec, { ...params });
  if (preset === undefined) return undefined;
  try {
    const response = await fetch(new URL(`results/${id}/${preset}.json`, root));
    // Written by this project's precompute and checked by its tests.
    return response.ok ? ((await response.json()) as Result) : undefined;
  } catch {
    return undefined;
  }
}

function found<T>(id: string, value: T | undefined): T {
  if (value === undefined) throw new Error(`this site has no experiment ${id}`);
  return value;
}
