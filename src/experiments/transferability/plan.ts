import { type ArchitectureName, architectures, macsOf } from "#ml/architectures.ts";
import { imageShape } from "#ml/data-sets.ts";
import { classCount } from "#ml/images.ts";

/** Images in a batch. */
export const batchSize = 100;

const five = ["mlp", "linear", "mlp-deep", "conv-narrow", "mlp-narrow"] as const;

/** Sets of architectures to compare, in the order in which their points appear. */
export const casts = {
  five,
  seven: [...five, "conv-strided", "conv"],
  eight: [...five, "conv-strided", "conv", "residual"],
} as const satisfies Readonly<Record<string, readonly ArchitectureName[]>>;
type Cast = keyof typeof casts;

interface Sizes {
  readonly source: ArchitectureName;
  readonly cast: Cast;
  readonly size: number;
  readonly testSize: number;
  readonly steps: number;
  readonly epochs: number;
}

/** Multiply-adds in a unit of work. */
const unitMacs = 1e7;

/** Units of one gradient of an architecture over one batch: forward and backward are three forward passes. */
export function gradientUnits(name: ArchitectureName): number {
  const macs = 3 * batchSize * macsOf(architectures[name], imageShape("mnist"), classCount);
  return Math.max(1, Math.round(macs / unitMacs));
}

/** Units of a run: the source trained, two sets attacked, two networks trained of every architecture. */
export function countUnits({ source, cast, size, testSize, steps, epochs }: Sizes): number {
  const [batches, testBatches] = [size, testSize].map((count) => Math.ceil(count / batchSize));
  const lessons = (batches ?? 0) * epochs;
  const attacks = ((batches ?? 0) + (testBatches ?? 0)) * steps;
  const own = gradientUnits(source) * (lessons + attacks);
  return casts[cast].reduce((sum, name) => sum + 2 * lessons * gradientUnits(name), own);
}

/** Multiply-adds of a run. */
export function countMacs(sizes: Sizes): number {
  return countUnits(sizes) * unitMacs;
}
