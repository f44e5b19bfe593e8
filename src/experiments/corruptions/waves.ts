import type { Random } from "#lab/runtime.ts";
import { fourierBasis } from "#ml/fourier.ts";
import { type ImageSet, pictureSize } from "#ml/images.ts";

/** A picture with `strength` times a wave of length 1 added to each of its channels, kept in 0 to 1. */
function withWave(picture: ArrayLike<number>, wave: Float32Array, strength: number): Float32Array {
  const channels = picture.length / wave.length;
  return Float32Array.from({ length: picture.length }, (_, i) => {
    const moved = (picture[i] ?? 0) + strength * (wave[Math.floor(i / channels)] ?? 0);
    return Math.min(1, Math.max(0, moved));
  });
}

/** The bytes of a picture under the wave of frequency (u, v), cycles down and across. */
export function waved(
  bytes: readonly number[],
  [height, width]: readonly [number, number, number],
  [u, v]: readonly [number, number],
  strength: number,
): number[] {
  const picture = bytes.map((byte) => byte / 255);
  const moved = withWave(picture, fourierBasis(height, width, u, v), strength);
  return Array.from(moved, (value) => Math.round(255 * value));
}

/** The set with the wave of frequency (u, v) on every picture, its sign drawn for each (Yin et al. 2019, § 3). */
export function underWave(
  set: ImageSet,
  [u, v]: readonly [number, number],
  strength: number,
  random: Random,
): ImageSet {
  const wave = fourierBasis(set.height, set.width, u, v);
  const size = pictureSize(set);
  const pixels = new Float32Array(set.pixels.length);
  for (let i = 0; i < set.count; i += 1) {
    const sign = random.uniform() < 0.5 ? -1 : 1;
    const picture = set.pixels.subarray(i * size, (i + 1) * size);
    pixels.set(withWave(picture, wave, sign * strength), i * size);
  }
  return { ...set, pixels };
}
