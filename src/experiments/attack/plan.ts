import { architectures, macsOf } from "#ml/architectures.ts";
import { classCount } from "#ml/images.ts";

/** Images in a batch of the study over a set. */
export const batchSize = 20;

/** How the smallest epsilon is sought: PGD of so many steps, its radius halved so often below the largest. */
export const bisection = { steps: 10, halvings: 7, largest: { l2: 5, linf: 0.5 } } as const;

interface Sizes {
  readonly method: "pgd" | "fgsm";
  readonly steps: number;
  readonly testSize: number;
}

/** Steps of the attack that is watched; FGSM has one. */
export function watchedSteps({ method, steps }: Pick<Sizes, "method" | "steps">): number {
  return method === "fgsm" ? 1 : steps;
}

/** Radii that one search tries, and its steps. */
export const searchRounds = bisection.halvings + 1;
const searchSteps = bisection.steps * searchRounds;

/** Units of one batch of the set: a search for either network, one attack at the standard one's radius, one for gradients. */
const batchUnits = 2 * searchSteps + bisection.steps + 1;

/** Units of a run, each a gradient: of one image for both networks, or of one batch for one of them. */
export function countUnits(sizes: Sizes): number {
  return (
    1 + watchedSteps(sizes) + 4 * searchSteps + Math.ceil(sizes.testSize / batchSize) * batchUnits
  );
}

/** Multiply-adds of a run: forward and backward are three forward passes. */
export function countMacs(sizes: Sizes): number {
  const pass = 3 * macsOf(architectures.conv, [28, 28, 1], classCount);
  const single = 2 * classCount + 2 * watchedSteps(sizes) + 4 * searchSteps;
  return pass * (single + sizes.testSize * batchUnits);
}
