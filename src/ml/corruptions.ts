/**
 * Corruptions of Hendrycks and Dietterich 2019 in five severities, on typed arrays. The strengths are those of their 32×32 set, CIFAR-10-C;
 * 28×28 images get the same numbers: lengths (blur, fog's hills) are in pixels, and pixelating is by a share of the side.
 * Every operation is exactly rounded, so that all engines give the same bits.
 */
import type { Random } from "#lab/runtime.ts";

import { gaussianBlur } from "./corruptions-blur.ts";
import { heightMap, mapSide } from "./corruptions-fog.ts";
import { type ImageSet, pictureSize } from "./images.ts";

export const corruptionNames = [
  "gaussian-noise",
  "contrast",
  "blur",
  "fog",
  "brightness",
  "pixelate",
] as const;
export type Corruption = (typeof corruptionNames)[number];

export const severities = [1, 2, 3, 4, 5] as const;
export type Severity = (typeof severities)[number];

/** One picture in place: row-major `[height, width, channels]`, 0 to 1. */
interface Picture {
  readonly pixels: Float32Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The set with every picture corrupted; labels are shared. `random` is drawn from for noise and fog only. */
export function corrupted(
  set: ImageSet,
  name: Corruption,
  severity: Severity,
  random: Random,
): ImageSet {
  const pixels = set.pixels.slice();
  const size = pictureSize(set);
  const { height, width, channels } = set;
  for (let i = 0; i < set.count; i += 1) {
    const one = pixels.subarray(i * size, (i + 1) * size);
    corrupt({ pixels: one, height, width, channels }, name, severity - 1, random);
  }
  return { ...set, pixels };
}

function corrupt(picture: Picture, name: Corruption, level: number, random: Random): void {
  switch (name) {
    case "gaussian-noise":
      return addNoise(picture, strength([0.04, 0.06, 0.08, 0.09, 0.1], level), random);
    case "contrast":
      return lowerContrast(picture, strength([0.75, 0.5, 0.4, 0.3, 0.15], level));
    case "blur":
      return gaussianBlur(picture, strength([0.4, 0.6, 0.7, 0.8, 1], level));
    case "fog":
      return addFog(
        picture,
        strength([0.2, 0.5, 0.75, 1, 1.5], level),
        heightMap(strength([3, 3, 2.5, 2, 1.75], level), random),
      );
    case "brightness":
      return brighten(picture, strength([0.05, 0.1, 0.15, 0.2, 0.3], level));
    case "pixelate":
      return pixelate(picture, strength([0.95, 0.9, 0.85, 0.75, 0.65], level));
  }
}

function strength(strengths: readonly number[], level: number): number {
  const found = strengths[level];
  if (found === undefined) throw new RangeError(`severity ${level + 1} is not one of 1 to 5`);
  return found;
}

/** Normal noise of standard deviation `sigma` on every number. */
function addNoise({ pixels }: Picture, sigma: number, random: Random): void {
  for (const [i, value] of pixels.entries()) pixels[i] = clipped(value + sigma * random.normal());
}

/** Distances from each channel's mean shrink to `factor`. */
function lowerContrast({ pixels, channels }: Picture, factor: number): void {
  for (let channel = 0; channel < channels; channel += 1) {
    let sum = 0;
    for (let i = channel; i < pixels.length; i += channels) sum += pixels[i] ?? 0;
    const mean = (sum * channels) / pixels.length;
    for (let i = channel; i < pixels.length; i += channels) {
      pixels[i] = clipped(((pixels[i] ?? 0) - mean) * factor + mean);
    }
  }
}

/** A height map from 0 to 1 laid over all channels, then the range scaled back to the picture's own maximum. */
function addFog(
  { pixels, height, width, channels }: Picture,
  amount: number,
  map: Float64Array,
): void {
  if (height > mapSide || width > mapSide) {
    throw new RangeError(`fog covers ${mapSide}×${mapSide} pixels, not ${height}×${width}`);
  }
  const most = pixels.reduce((a, b) => Math.max(a, b), 0);
  for (const [i, value] of pixels.entries()) {
    const place = Math.floor(i / channels);
    const hill = map[Math.floor(place / width) * mapSide + (place % width)] ?? 0;
    pixels[i] = clipped(((value + amount * hill) * most) / (most + amount));
  }
}

/** The value (largest channel) of each pixel's colour goes up by `amount`, its hue and saturation stay. */
function brighten({ pixels, channels }: Picture, amount: number): void {
  for (let i = 0; i < pixels.length; i += channels) {
    const pixel = pixels.subarray(i, i + channels);
    const value = pixel.reduce((a, b) => Math.max(a, b), 0);
    const brighter = Math.min(1, value + amount);
    // Black has no hue, so it turns grey.
    for (const [c, part] of pixel.entries()) {
      pixel[c] = value === 0 ? brighter : clipped((part / value) * brighter);
    }
  }
}

/** Shrunk to `share` of the side, each pixel the mean of those with their centre in it, and enlarged again to the nearest pixel. */
function pixelate({ pixels, height, width, channels }: Picture, share: number): void {
  const rows = Math.floor(height * share);
  const columns = Math.floor(width * share);
  const original = pixels.slice();
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const inside = [...centresIn(row, rows, height)].flatMap((y) =>
        [...centresIn(column, columns, width)].map((x) => y * width + x),
      );
      const covered = [...cellsOf(row, rows, height)].flatMap((y) =>
        [...cellsOf(column, columns, width)].map((x) => y * width + x),
      );
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (const place of inside) sum += original[place * channels + channel] ?? 0;
        for (const place of covered) pixels[place * channels + channel] = sum / inside.length;
      }
    }
  }
}

/** Of `length` pixels those with their centre in part `part` of `parts` equal ones; a centre on the border belongs to the part before. */
function* centresIn(part: number, parts: number, length: number): Generator<number> {
  const scale = length / parts;
  for (let i = 0; i < length; i += 1) {
    const offset = (i + 0.5) / scale - part;
    if (offset > 0 && offset <= 1) yield i;
  }
}

/** Of `length` pixels those whose nearest of `parts` pixels, laid over the same side, is `part`. */
function* cellsOf(part: number, parts: number, length: number): Generator<number> {
  for (let i = 0; i < length; i += 1) {
    if (Math.floor(((i + 0.5) * parts) / length) === part) yield i;
  }
}

function clipped(value: number): number {
  return Math.min(1, Math.max(0, value));
}
