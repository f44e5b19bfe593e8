import type { Random } from "#lab/runtime.ts";
import { type ImageSet, pictureSize } from "#ml/images.ts";
import { type Matrix, matrix, row } from "#ml/matrix.ts";

/** Pictures of two classes as rows, with the mean of the first half taken away. */
export interface Half {
  readonly pictures: Matrix;
  /** y: 1 for the first class, −1 for the second. */
  readonly sides: Float64Array;
}

/** Averages squares of `side` × `side` pixels; sides that it does not divide lose the rest. */
export function pooled(set: ImageSet, side: number): ImageSet {
  if (side === 1) return set;
  const [height, width] = [Math.floor(set.height / side), Math.floor(set.width / side)];
  const { channels } = set;
  const pixels = new Float32Array(set.count * height * width * channels);
  let to = 0;
  for (let i = 0; i < set.count; i += 1) {
    const start = i * pictureSize(set);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        for (let channel = 0; channel < channels; channel += 1) {
          let sum = 0;
          for (let dy = 0; dy < side; dy += 1) {
            for (let dx = 0; dx < side; dx += 1) {
              const at = ((y * side + dy) * set.width + x * side + dx) * channels + channel;
              sum += set.pixels[start + at] ?? 0;
            }
          }
          pixels[to] = sum / (side * side);
          to += 1;
        }
      }
    }
  }
  return { ...set, height, width, pixels };
}

/** Two halves drawn at random, of pictures labelled 0 and 1: one finds the directions, the other measures them. */
export function halves(set: ImageSet, random: Random): readonly [first: Half, second: Half] {
  const order = random.permutation(set.count);
  const middle = Math.floor(set.count / 2);
  const size = pictureSize(set);
  const half = (indices: Int32Array): Half => {
    const pictures = matrix(indices.length, size);
    indices.forEach((from, to) => {
      row(pictures, to).set(set.pixels.subarray(from * size, (from + 1) * size));
    });
    return {
      pictures,
      sides: Float64Array.from(indices, (i) => (set.labels[i] === 0 ? 1 : -1)),
    };
  };
  const [first, second] = [half(order.subarray(0, middle)), half(order.subarray(middle))];
  const mean = meanRow(first.pictures);
  for (const { pictures } of [first, second]) {
    for (let i = 0; i < pictures.rows; i += 1) {
      const picture = row(pictures, i);
      mean.forEach((value, k) => (picture[k] = (picture[k] ?? 0) - value));
    }
  }
  return [first, second];
}

function meanRow(pictures: Matrix): Float64Array {
  const mean = new Float64Array(pictures.columns);
  for (let i = 0; i < pictures.rows; i += 1) {
    row(pictures, i).forEach((value, k) => (mean[k] = (mean[k] ?? 0) + value));
  }
  return mean.map((value) => value / pictures.rows);
}

/** Mean picture of the first class less that of the second. */
export function difference({ pictures, sides }: Half): Float64Array {
  const found = new Float64Array(pictures.columns);
  const counts = [1, -1].map((side) => sides.filter((other) => other === side).length);
  const [first = 1, second = 1] = counts.map((count) => Math.max(1, count));
  for (let i = 0; i < pictures.rows; i += 1) {
    const weight = sides[i] === 1 ? 1 / first : -1 / second;
    row(pictures, i).forEach((value, k) => (found[k] = (found[k] ?? 0) + weight * value));
  }
  return found;
}
