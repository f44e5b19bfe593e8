import { architectures, macsOf } from "#ml/architectures.ts";
import { classCount } from "#ml/images.ts";

/** Images in a batch of a set that is matched, and of a training. */
export const batchSize = 50;

/** L2 radii at which pupils are attacked, after the clean test images. */
export const epsilons = [0.25, 0.5, 0.75, 1] as const;

/** How far all matching steps lead together, L2; two digits are about 10 apart, and paths wind. */
const path = 22.5;

/** Pictures shown of the watched image on its way, the start and the end among them. */
const frames = 6;

interface Sizes {
  readonly matchSteps: number;
  readonly size: number;
  readonly epochs: number;
  readonly testSize: number;
  readonly attackSteps: number;
  readonly network: "mlp" | "conv";
}

/** Length of a matching step, L2, counted from 0: falling evenly towards 0, so that the walk comes to rest. */
export function stepSize(step: number, matchSteps: number): number {
  return ((2 * path) / (matchSteps + 1)) * (1 - step / matchSteps);
}

/** Steps after which the watched image is shown, the start at 0. */
export function frameSteps(matchSteps: number): number[] {
  const steps = Array.from({ length: frames }, (_, i) =>
    Math.round((matchSteps * i) / (frames - 1)),
  );
  return [...new Set(steps)];
}

/** Units of one set, of one training and of one pupil's exam: gradients of one batch. */
export function units({ matchSteps, size, epochs, testSize, attackSteps }: Sizes): {
  readonly matching: number;
  readonly training: number;
  readonly exam: number;
} {
  const batches = Math.ceil(size / batchSize);
  return {
    matching: batches * matchSteps,
    training: batches * epochs,
    exam: Math.ceil(testSize / 100) * attackSteps * epsilons.length,
  };
}

/** Units of a run; a step of the watched images counts as one. */
export function countUnits(sizes: Sizes): number {
  const { matching, training, exam } = units(sizes);
  const perNetwork = sizes.size === 0 ? 0 : matching + training + exam;
  return sizes.matchSteps + 2 * perNetwork;
}

/** Multiply-adds of a run: forward and backward are three forward passes. */
export function countMacs(sizes: Sizes): number {
  const source = 3 * macsOf(architectures.conv, [28, 28, 1], classCount);
  const pupil = 3 * macsOf(architectures[sizes.network], [28, 28, 1], classCount);
  const { matching, training, exam } = units(sizes);
  const watched = 2 * sizes.matchSteps;
  return (
    source * (watched + 2 * batchSize * matching) + pupil * 2 * (batchSize * training + 100 * exam)
  );
}
