import type { Control } from "./controls.ts";

/** How many seeds a reader runs; a setting of the demo, not of the experiment, so no parameter may have its name. */
export const runsControl = {
  kind: "number",
  name: "runs",
  title: "Seeds",
  description: "How many runs, with the chosen seed and those after it, for a mean and a spread.",
  min: 1,
  max: 5,
  step: 1,
} as const satisfies Control;

/** `count` seeds from `first` on; after the largest comes 0. */
export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (first + i) % 2 ** 32);
}

/** Seeds in words: `seed 4`, `seeds 1 and 3`, `seeds 1 to 3`. */
export function namedSeeds(seeds: readonly number[]): string {
  const [first = 0] = seeds;
  const last = seeds.at(-1) ?? first;
  if (seeds.length === 1) return `seed ${first}`;
  const isRow = seeds.length > 2 && seeds.every((seed, i) => seed === first + i);
  return isRow ? `seeds ${first} to ${last}` : `seeds ${seeds.slice(0, -1).join(", ")} and ${last}`;
}
