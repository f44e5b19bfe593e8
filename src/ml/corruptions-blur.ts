/** Blurs `[height, width, channels]` in place by a Gaussian of standard deviation `sigma` pixels, cut off at four of them; edge pixels go on outside. */
export function gaussianBlur(
  {
    pixels,
    height,
    width,
    channels,
  }: {
    readonly pixels: Float32Array;
    readonly height: number;
    readonly width: number;
    readonly channels: number;
  },
  sigma: number,
): void {
  const kernel = gaussianKernel(sigma);
  const rowStride = width * channels;
  const along = Float64Array.from(pixels);
  for (let start = 0; start < pixels.length; start += rowStride) {
    for (let c = 0; c < channels; c += 1) blurLine(along, start + c, channels, width, kernel);
  }
  for (let start = 0; start < rowStride; start += 1) {
    blurLine(along, start, rowStride, height, kernel);
  }
  for (const [i, value] of along.entries()) pixels[i] = Math.min(1, Math.max(0, value));
}

/** One side of the kernel, the centre first; the whole sums to 1. */
function gaussianKernel(sigma: number): number[] {
  const radius = Math.floor(4 * sigma + 0.5);
  // Rounded, so that the last bit of an engine's exponential never shows.
  const half = Array.from({ length: radius + 1 }, (_, i) => {
    const value = Math.exp((-i * i) / (2 * sigma * sigma));
    return Math.round(value * 1e12) / 1e12;
  });
  const sum = half.reduce((all, value, i) => all + (i === 0 ? value : 2 * value), 0);
  return half.map((value) => value / sum);
}

function blurLine(
  values: Float64Array,
  start: number,
  stride: number,
  length: number,
  kernel: readonly number[],
): void {
  const line = Float64Array.from({ length }, (_, i) => values[start + i * stride] ?? 0);
  const at = (i: number): number => line[Math.min(length - 1, Math.max(0, i))] ?? 0;
  for (let i = 0; i < length; i += 1) {
    let sum = at(i) * (kernel[0] ?? 0);
    for (let j = 1; j < kernel.length; j += 1) sum += (at(i - j) + at(i + j)) * (kernel[j] ?? 0);
    values[start + i * stride] = sum;
  }
}
