/** Corruptions against SciPy and Pillow (`corruptions.py` made the numbers), and against what chance must give. */
import { describe, expect, it } from "vitest";

import { heightMap, mapSide } from "#ml/corruptions-fog.ts";
import { corrupted, type Corruption, corruptionNames, severities } from "#ml/corruptions.ts";
import type { ImageSet } from "#ml/images.ts";
import { randomStreams } from "#ml/random.ts";
import { digest } from "#runtime/digest.ts";

import native from "./corruptions.json" with { type: "json" };

const sizes = [
  [28, 28, 1],
  [32, 32, 3],
] as const;

const stream = (name = "corruption") => randomStreams(1)(name);

describe.each(sizes)("of %d×%d×%d pictures", (height, width, channels) => {
  const set = pictureSet(height, width, channels, 2);
  const size = height * width * channels;
  const key = `${height}x${width}x${channels}` as keyof typeof native;

  describe.each(["contrast", "blur", "brightness", "pixelate"] as const)("%s", (name) => {
    it.each(severities)("of severity %d is what NumPy, SciPy and Pillow make of it", (severity) => {
      const truth = native[key][name][severity - 1];
      if (truth === undefined) throw new Error(`nothing for severity ${severity}`);
      const { pixels } = corrupted(set, name, severity, stream());
      for (const picture of [pixels.subarray(0, size), pixels.subarray(size)]) {
        // Pillow computes in 32 bits as the result is stored.
        expect(mean(picture)).toBeCloseTo(truth.mean, 5);
        expect(mean(picture.map((value) => value * value))).toBeCloseTo(truth.square, 5);
        for (const [i, value] of truth.values.entries()) {
          expect(picture[97 * i], `pixel ${97 * i}`).toBeCloseTo(value, 5);
        }
      }
    });
  });

  it.each([
    [1, 0.04],
    [2, 0.06],
    [3, 0.08],
    [4, 0.09],
    [5, 0.1],
  ] as const)("noise of severity %d has a standard deviation of %d", (severity, sigma) => {
    const grey = { ...set, pixels: new Float32Array(set.pixels.length).fill(0.5) };
    const { pixels } = corrupted(grey, "gaussian-noise", severity, stream());
    expect(Math.abs(mean(pixels) - 0.5)).toBeLessThan((4 * sigma) / Math.sqrt(pixels.length));
    const variance = mean(pixels.map((value) => (value - 0.5) ** 2));
    // The standard error of a standard deviation is σ / √(2n); n is at least 1,568.
    expect(Math.abs(Math.sqrt(variance) / sigma - 1)).toBeLessThan(4 / Math.sqrt(2 * 1568));
  });

  it("fog adds its height map to all channels alike and keeps the brightest value", () => {
    const first = { ...set, count: 1, pixels: set.pixels.slice(0, size) };
    const { pixels } = corrupted(first, "fog", 3, stream());
    const map = heightMap(2.5, stream());
    const most = Math.max(...first.pixels);
    for (const [i, value] of first.pixels.entries()) {
      const place = Math.floor(i / channels);
      const hill = map[Math.floor(place / width) * mapSide + (place % width)] ?? Number.NaN;
      const scaled = ((value + 0.75 * hill) * most) / (most + 0.75);
      expect(pixels[i]).toBeCloseTo(Math.min(1, Math.max(0, scaled)), 6);
    }
  });

  it.each(corruptionNames)(
    "%s keeps pixels in 0 to 1, labels, and the set it was given",
    (name) => {
      const before = digest([...set.pixels]);
      for (const severity of severities) {
        const found = corrupted(set, name, severity, stream());
        expect(found.pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(found.labels).toBe(set.labels);
        expect(found.pixels).not.toEqual(set.pixels);
      }
      expect(digest([...set.pixels])).toBe(before);
    },
  );

  it.each(corruptionNames)("%s changes a picture more the higher its severity", (name) => {
    const distances = severities.map((severity) => {
      const { pixels } = corrupted(set, name, severity, stream());
      return Math.sqrt(mean(pixels.map((value, i) => (value - (set.pixels[i] ?? 0)) ** 2)));
    });
    // Pixelating follows a grid that may fit by chance: its severities are compared first with last.
    if (name === "pixelate") expect(distances[4]).toBeGreaterThan(distances[0] ?? 0);
    else expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });
});

it.each<Corruption>(["gaussian-noise", "fog"])(
  "%s is the same for the same stream and another for each picture and stream",
  (name) => {
    const set = pictureSet(28, 28, 1, 2);
    const made = (of: string) => corrupted(set, name, 2, stream(of)).pixels;
    expect(made("a")).toEqual(made("a"));
    expect(made("a")).not.toEqual(made("b"));
    expect(made("a").subarray(0, 784)).not.toEqual(made("a").subarray(784));
  },
);

it("a corruption of a picture larger than the fog is refused in words", () => {
  expect(() => corrupted(pictureSet(40, 40, 1, 1), "fog", 1, stream())).toThrow(
    "fog covers 32×32 pixels, not 40×40",
  );
});

describe("a height map", () => {
  it("runs from 0 to 1 and has no seam: it lies on a torus", () => {
    const map = heightMap(3, stream());
    expect(Math.min(...map)).toBe(0);
    expect(Math.max(...map)).toBe(1);
    const step = (from: number, to: number): number => Math.abs((map[from] ?? 0) - (map[to] ?? 0));
    const rows = Array.from({ length: mapSide }, (_, row) => row * mapSide);
    const across = mean(rows.map((row) => step(row + mapSide - 1, row)));
    const within = mean(rows.map((row) => step(row + 14, row + 15)));
    expect(across).toBeLessThan(3 * within);
  });

  it("is the smoother the faster its rises decay", () => {
    expect(roughness(3)).toBeLessThan(roughness(2));
    expect(roughness(2)).toBeLessThan(roughness(1.5));
  });
});

/** Pictures of numbers from integers alone, all alike, as in `corruptions.py`. */
function pictureSet(height: number, width: number, channels: number, count: number): ImageSet {
  const size = height * width * channels;
  const pixels = Float32Array.from(
    { length: count * size },
    (_, at) => (((at % size) ** 2 * 31 + (at % size) * 7919) % 2003) / 2002,
  );
  return { count, height, width, channels, pixels, labels: new Uint8Array(count) };
}

/** Mean step from one height to its neighbour. */
function roughness(decay: number): number {
  const map = heightMap(decay, stream());
  return mean(map.map((value, i) => Math.abs(value - (map[i ^ 1] ?? 0))));
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
