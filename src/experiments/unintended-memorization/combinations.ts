/** The grid: every count of insertions with every size of model and every noise. */
import type { Params } from "./spec.ts";

/** A training as far as the grid tells it from others. */
export interface Combination {
  /** Sentences with the secret in the training text. */
  readonly insertions: number;
  readonly units: number;
  /** Noise multiplier of DP-SGD; null without it. */
  readonly noise: number | null;
}

type Middle = Pick<Params, "insertions" | "units" | "noise">;

/** How many times the noise of the private training the strongest has. */
const moreNoise = 5;

/** What the grid's trainings have of each thing, from the least on; as few as there are different ones. */
export function variedValues({ insertions, units, noise }: Middle): {
  readonly insertions: readonly number[];
  readonly units: readonly number[];
  readonly noise: readonly (number | null)[];
} {
  return {
    insertions: [...new Set([1, Math.ceil(insertions / 2), insertions])],
    units: [units / 2, units, 2 * units],
    // Noise is given in hundredths, which five times as much is not to the last bit.
    noise: [null, ...new Set([noise, Math.round(100 * moreNoise * noise) / 100])],
  };
}

/** The whole grid: without noise first, then the fewest insertions and the smallest model. */
export function combinations(middle: Middle): Combination[] {
  const varied = variedValues(middle);
  return varied.noise.flatMap((noise) =>
    varied.insertions.flatMap((insertions) =>
      varied.units.map((units) => ({ insertions, units, noise })),
    ),
  );
}

/** Whether two trainings are in the same place of the grid. */
export function isSame(one: Combination, other: Combination): boolean {
  return (
    one.insertions === other.insertions && one.units === other.units && one.noise === other.noise
  );
}
