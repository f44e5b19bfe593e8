import type { Tensor1D, Tensor4D, Tf } from "#lab/tf.ts";

/** Labelled pictures in memory: `pixels` is `[count, height, width, channels]` row-major, 0 to 1; `labels` are 0 to 9. */
export interface ImageSet {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: Float32Array;
  readonly labels: Uint8Array;
}

export const classCount = 10;

/** Numbers in one picture of the set. */
export function pictureSize(set: ImageSet): number {
  return set.height * set.width * set.channels;
}

/** The pictures at `indices` as a tensor `[indices.length, height, width, channels]`; the caller disposes it. */
export function pictures(tf: Tf, set: ImageSet, indices: ArrayLike<number>): Tensor4D {
  const size = pictureSize(set);
  const values = new Float32Array(indices.length * size);
  for (let i = 0; i < indices.length; i += 1) {
    const start = (indices[i] ?? 0) * size;
    values.set(set.pixels.subarray(start, start + size), i * size);
  }
  return tf.tensor4d(values, [indices.length, set.height, set.width, set.channels]);
}

/** The numbers of `labels` at `indices` as an int32 tensor; the caller disposes it. */
export function labelsAt(tf: Tf, labels: Uint8Array, indices: ArrayLike<number>): Tensor1D {
  const values = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i += 1) values[i] = labels[indices[i] ?? 0] ?? 0;
  return tf.tensor1d(values, "int32");
}

/** The same pictures under other labels; nothing is copied. */
export function relabelled(set: ImageSet, labels: Uint8Array): ImageSet {
  if (labels.length !== set.count) {
    throw new RangeError(`${labels.length} labels for ${set.count} images`);
  }
  return { ...set, labels };
}

/** Consecutive ranges of `size` indices that cover 0 to count−1; the last may be shorter. */
export function batches(count: number, size: number): Int32Array[] {
  const found: Int32Array[] = [];
  for (let start = 0; start < count; start += size) {
    const length = Math.min(size, count - start);
    found.push(Int32Array.from({ length }, (_, i) => start + i));
  }
  return found;
}
