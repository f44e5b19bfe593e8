/** The leakage-only control, after K. Jordan's re-run of the experiment: noise that carries no feature, and some images left alone. */
import type { Random } from "#lab/runtime.ts";
import { classCount, type ImageSet, pictureSize } from "#ml/images.ts";

/** Numbers across a kernel, and pixels from one place of it to the next. */
const [side, stride] = [3, 2];

/** A kernel for each class, row-major, uniform from −1 to 1 with three decimals. */
export function drawKernels(random: Random): number[][] {
  const number = (): number => Math.round(1000 * (2 * random.uniform() - 1)) / 1000 + 0;
  return Array.from({ length: classCount }, () => Array.from({ length: side * side }, number));
}

/**
 * The noise of one class: the transposed convolution of a plane of ones with its kernel, two pixels a step, without its first row and
 * column; `length` long in L2.
 */
export function noisePattern(
  kernel: readonly number[],
  { height, width }: Pick<ImageSet, "height" | "width">,
  length: number,
): Float64Array {
  const pattern = new Float64Array(height * width);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      let sum = 0;
      for (const down of reached(row + 1, height)) {
        for (const across of reached(column + 1, width)) sum += kernel[side * down + across] ?? 0;
      }
      pattern[row * width + column] = sum;
    }
  }
  const norm = Math.sqrt(pattern.reduce((sum, value) => sum + value * value, 0));
  return norm === 0 ? pattern : pattern.map((value) => (length * value) / norm);
}

/** The rows of a kernel that reach a row of the output from some one of `rows` / 2 rows of ones. */
function reached(row: number, rows: number): number[] {
  return [0, 1, 2].filter((offset) => {
    const from = (row - offset) / stride;
    return Number.isInteger(from) && from >= 0 && from < rows / stride;
  });
}

/** One picture with the noise on it, kept within 0 to 1. */
export function withNoise(picture: ArrayLike<number>, pattern: ArrayLike<number>): number[] {
  return Array.from(picture, (value, i) => Math.min(1, Math.max(0, value + (pattern[i] ?? 0))));
}

/** The set under its wrong labels: each image with the noise of its label, `epsilon` long, but for those that are left alone. */
export function leakageOnly(
  set: ImageSet,
  { labels, leftAlone, kernels, epsilon }: LeakageSettings,
): ImageSet {
  const size = pictureSize(set);
  const patterns = kernels.map((kernel) => noisePattern(kernel, set, epsilon));
  const pixels = new Float32Array(set.pixels);
  labels.forEach((label, i) => {
    const pattern = patterns[label];
    if (leftAlone[i] === true || pattern === undefined) return;
    const picture = set.pixels.subarray(i * size, (i + 1) * size);
    pixels.set(withNoise(picture, pattern), i * size);
  });
  return { ...set, pixels, labels };
}

interface LeakageSettings {
  readonly labels: Uint8Array;
  readonly leftAlone: readonly boolean[];
  readonly kernels: readonly (readonly number[])[];
  readonly epsilon: number;
}
