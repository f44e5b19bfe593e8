import { type ArchitectureName, architectures, macsOf } from "#ml/architectures.ts";
import { imageShape } from "#ml/data-sets.ts";
import { classCount } from "#ml/images.ts";

/** Images in a unit of work: one gradient of one network over one batch, in training or in attack. */
export const batchSize = 100;

interface Sizes {
  readonly size: number;
  readonly steps: number;
  readonly ensemble: number;
  readonly epochs: number;
  readonly network: ArchitectureName;
}

/** Networks trained: the target, the ensemble, the fresh one and two pupils. */
const otherNetworks = 4;

/** Units of a run: a step of the ensemble-aware attack asks the target and every network of the ensemble for a gradient. */
export function countUnits({ size, steps, ensemble, epochs }: Sizes): number {
  const batches = Math.ceil(size / batchSize);
  return batches * (epochs * (ensemble + otherNetworks) + steps * (ensemble + 2));
}

/** Multiply-adds of one unit: forward and backward are three forward passes. */
export function unitMacs({ network }: Pick<Sizes, "network">): number {
  return 3 * batchSize * macsOf(architectures[network], imageShape("mnist"), classCount);
}
