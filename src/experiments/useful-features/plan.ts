import { type ImageDataSet, imageShape } from "#ml/data-sets.ts";
import { classCount } from "#ml/images.ts";

/** Units of a run: thousandths of the whole. */
export const totalUnits = 1000;

/** Where each part of the work ends, in units. */
export const ends = { images: 100, moments: 200, directions: 700, responses: 900 } as const;

interface Sizes {
  readonly dataset: ImageDataSet;
  readonly size: number;
  readonly pool: number;
}

/** Numbers in a picture after pooling. */
function dimensions({ dataset, pool }: Pick<Sizes, "dataset" | "pool">): number {
  const [height, width, channels] = imageShape(dataset);
  return Math.floor(height / pool) * Math.floor(width / pool) * channels;
}

/** What a multiply-add costs outside the kernels that estimates are made for. */
const plainFactor = 4;

/** Multiply-adds of a run: second moments, the decomposition (about 9 n³) and the responses of both halves. */
export function countMacs(sizes: Sizes): number {
  const n = dimensions(sizes);
  const pictures = (2 * sizes.size) / classCount;
  return plainFactor * ((pictures * n * n) / 4 + 9 * n ** 3 + pictures * n * n);
}
