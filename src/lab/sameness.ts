import { isReproducible } from "./engines.ts";
import type { SeededParams } from "./experiment.ts";
import { type ComparedSpec, isPrivateOwn, presetOf } from "./presets.ts";
import type { Result } from "./result.ts";
import { namedSeeds } from "./seeds.ts";

/** Whether a reader's runs gave the recorded numbers, seed by seed, in a sentence. */
export function sameness(
  spec: ComparedSpec,
  params: SeededParams,
  recorded: Pick<Result, "runs"> | undefined,
  runs: readonly { readonly seed: number; readonly digest: string; readonly engine: string }[],
): string {
  const foreign = runs.find(({ engine }) => !isReproducible(engine));
  if (foreign !== undefined) {
    return `Computed on ${foreign.engine}, which rounds otherwise than the recorded runs.`;
  }
  if (isPrivateOwn(spec, { ...params })) {
    return "The recorded runs beside it have these settings, but not what you typed.";
  }
  const known = new Map(recorded?.runs.map(({ seed, digest }) => [seed, digest]));
  const seeds = runs.map(({ seed }) => seed);
  const twins = runs.filter(({ seed }) => known.has(seed));
  const unrecorded = seeds.filter((seed) => !known.has(seed));
  const lack = `${namedSeeds(unrecorded)} ${unrecorded.length === 1 ? "is" : "are"} not recorded`;
  if (twins.length === 0) {
    return presetOf(spec, { ...params }) === undefined
      ? "No recorded run has these settings."
      : `S${lack.slice(1)}.`;
  }
  const different = twins.filter(({ seed, digest }) => known.get(seed) !== digest);
  if (different.length > 0) {
    const names = namedSeeds(different.map(({ seed }) => seed));
    return `Not the numbers recorded for ${names}: this engine rounds otherwise.`;
  }
  const own = `the recorded ${twins.length === 1 ? "run" : "runs"} of ${namedSeeds(twins.map(({ seed }) => seed))}`;
  return unrecorded.length === 0 ? `Every number is that of ${own}.` : `As ${own}; ${lack}.`;
}
