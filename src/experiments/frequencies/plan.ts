import { architectures, macsOf } from "#ml/architectures.ts";
import { type ImageDataSet, imageShape } from "#ml/data-sets.ts";
import { classCount } from "#ml/images.ts";

import { passes } from "./outcome.ts";

export const batchSize = 100;

interface Sizes {
  readonly dataset: ImageDataSet;
  readonly network: "mlp" | "conv" | "conv-strided";
  readonly cutoff: number;
  readonly cutoffs: number;
  readonly size: number;
  readonly epochs: number;
}

/** Cutoffs that are tried, rising: evenly spaced up to the chosen one. */
export function cutoffsOf({ cutoff, cutoffs }: Pick<Sizes, "cutoff" | "cutoffs">): number[] {
  const spaced = Array.from({ length: cutoffs }, (_, i) =>
    Math.max(1, Math.round((cutoff * (i + 1)) / cutoffs)),
  );
  return [...new Set(spaced)];
}

/** Batches that one network learns. */
function lessonsOf({ size, epochs }: Pick<Sizes, "size" | "epochs">): number {
  return Math.ceil(size / batchSize) * epochs;
}

/** Batches learnt in the whole run: two networks a cutoff, and one that sees everything. */
export function countUnits(sizes: Sizes): number {
  return (1 + passes.length * cutoffsOf(sizes).length) * lessonsOf(sizes);
}

/** Multiply-adds of one unit: forward and backward are three forward passes. */
export function unitMacs({ dataset, network }: Pick<Sizes, "dataset" | "network">): number {
  return 3 * batchSize * macsOf(architectures[network], imageShape(dataset), classCount);
}
