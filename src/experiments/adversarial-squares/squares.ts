import type { Random } from "#lab/runtime.ts";

/** Half the range of the noise on each pixel. */
const pixelNoise = 0.1;

/** One-coloured pictures, black −1 to white +1, with faint noise on every pixel and labels that are sometimes wrong. */
export interface Squares {
  readonly count: number;
  /** Pixels in a picture. */
  readonly size: number;
  /** `[count, size]`, row-major, −1 − noise to 1 + noise. */
  readonly pixels: Float32Array;
  /** What each picture really shows, −1 or 1; the best rule goes by nothing else. */
  readonly colours: Int8Array;
  /** What it is said to show. */
  readonly labels: Int8Array;
}

/**
 * Nakkiran's squares: x = (y·1 + u)·η with y = ±1, u uniform within ±`noise` on each pixel and η = −1 with probability `labelNoise`. The
 * colour is yη, the label y. The same stream gives the same pictures, but for their sign, at any label noise.
 */
export function drawSquares(
  { count, size, labelNoise, noise = pixelNoise }: Settings,
  random: Random,
): Squares {
  const pixels = new Float32Array(count * size);
  const colours = new Int8Array(count);
  const labels = new Int8Array(count);
  for (let i = 0; i < count; i += 1) {
    const label = random.integer(2) === 0 ? -1 : 1;
    const flip = random.uniform() < labelNoise ? -1 : 1;
    for (let p = 0; p < size; p += 1) {
      pixels[i * size + p] = (label + noise * (2 * random.uniform() - 1)) * flip;
    }
    labels[i] = label;
    colours[i] = label * flip;
  }
  return { count, size, pixels, colours, labels };
}

interface Settings {
  readonly count: number;
  readonly size: number;
  /** Share of labels that say the opposite of the colour, 0 to 0.5. */
  readonly labelNoise: number;
  readonly noise?: number;
}

/** The first `count` pictures; nothing is copied. */
export function firstOf(squares: Squares, count: number): Squares {
  return {
    count,
    size: squares.size,
    pixels: squares.pixels.subarray(0, count * squares.size),
    colours: squares.colours.subarray(0, count),
    labels: squares.labels.subarray(0, count),
  };
}
