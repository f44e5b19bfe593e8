import type { Runtime } from "#lab/runtime.ts";
import type { ImageSet } from "#ml/images.ts";
import { loadPacked } from "#ml/packed.ts";

/** Pictures of clothes, 28 × 28; their own labels are of no use here. */
export function loadClothes(count: number, { load }: Runtime): Promise<ImageSet> {
  return loadPacked(load, "fashion-mnist", "train", count);
}

/** The pictures with mean and standard deviation over all pixels brought to those of `model`; values may leave 0 to 1. */
export function normalisedLike(set: ImageSet, model: ImageSet): ImageSet {
  const [from, to] = [moments(set.pixels), moments(model.pixels)];
  const scale = to.deviation / from.deviation;
  return { ...set, pixels: set.pixels.map((value) => to.mean + scale * (value - from.mean)) };
}

function moments(values: Float32Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
