import { array, assert, integer, property, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";

import { firstPictures, loadImageData, ofClasses } from "#ml/image-data.ts";
import type { ImageSet } from "#ml/images.ts";
import { randomStreams } from "#ml/random.ts";

/** Pictures of 1 × 2 pixels of 3 channels whose first number is their place in the set. */
const sets = array(integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }).map(setOf);

describe("firstPictures", () => {
  it("are the first, with their labels, and never more than there are", () => {
    assert(
      property(sets, integer({ min: 1, max: 40 }), (set, count) => {
        const kept = Math.min(count, set.count);
        const first = firstPictures(set, count);
        expect(first.count).toBe(kept);
        expect([...first.labels]).toEqual([...set.labels].slice(0, kept));
        expect(placesOf(first)).toEqual(Array.from({ length: kept }, (_, i) => i));
        expect(first.pixels.buffer).toBe(set.pixels.buffer);
      }),
    );
  });
});

describe("ofClasses", () => {
  const someClasses = uniqueArray(integer({ min: 0, max: 9 }), { minLength: 1 });

  it("keeps exactly the pictures of those classes, in order, under their places as labels", () => {
    assert(
      property(sets, someClasses, (set, classes) => {
        const kept = ofClasses(set, classes);
        const labels = [...set.labels];
        const places = labels.flatMap((label, i) => (classes.includes(label) ? [i] : []));
        expect(placesOf(kept)).toEqual(places);
        expect([...kept.labels].map((label) => classes[label])).toEqual(
          places.map((place) => labels[place]),
        );
        expect(kept.count).toBe(places.length);
        expect(kept.pixels).toHaveLength(places.length * 6);
      }),
    );
  });
});

describe("loadImageData", () => {
  it("draws the same strokes under the same seed, a larger set beginning with a smaller one", async () => {
    const [small, large, other] = await Promise.all([strokes(1, 8), strokes(1, 20), strokes(2, 8)]);
    expect(firstPictures(large.training, 8)).toEqual(small.training);
    expect(large.test).toEqual(small.test);
    expect(other.training.pixels).not.toEqual(small.training.pixels);
    expect(firstPictures(small.training, 5).pixels).not.toEqual(small.test.pixels);
  });

  it("fetches both parts of another data set from the site", async () => {
    const asked: string[] = [];
    const manifest = {
      height: 1,
      width: 2,
      channels: 3,
      train: [shard(2, "train-00.bin")],
      test: [shard(1, "test-00.bin")],
    };
    const files: Readonly<Record<string, Uint8Array>> = {
      "data/cifar-10/manifest.json": new TextEncoder().encode(JSON.stringify(manifest)),
      "data/cifar-10/train-00.bin": Uint8Array.from([
        4,
        7,
        ...Array.from({ length: 12 }, () => 51),
      ]),
      "data/cifar-10/test-00.bin": Uint8Array.from([2, ...Array.from({ length: 6 }, () => 255)]),
    };
    const load = async (path: string): Promise<ArrayBuffer> => {
      asked.push(path);
      return Uint8Array.from(files[path] ?? []).buffer;
    };
    const { training, test } = await loadImageData(
      { dataset: "cifar-10", size: 2, testSize: 1 },
      { random: randomStreams(1), load },
    );
    expect([...training.labels, ...test.labels]).toEqual([4, 7, 2]);
    expect(training.pixels).toEqual(new Float32Array(12).fill(51 / 255));
    expect(test.channels).toBe(3);
    expect(new Set(asked)).toEqual(new Set(Object.keys(files)));
  });
});

function setOf(labels: readonly number[]): ImageSet {
  const pixels = Float32Array.from({ length: labels.length * 6 }, (_, i) => i / 6);
  return {
    count: labels.length,
    height: 1,
    width: 2,
    channels: 3,
    pixels,
    labels: Uint8Array.from(labels),
  };
}

function placesOf({ pixels, count }: ImageSet): number[] {
  return Array.from({ length: count }, (_, i) => pixels[i * 6] ?? Number.NaN);
}

function strokes(seed: number, size: number): ReturnType<typeof loadImageData> {
  const settings = { dataset: "strokes", size, testSize: 5 } as const;
  return loadImageData(settings, { random: randomStreams(seed), load: noFile });
}

function shard(count: number, file: string) {
  return { file, count, sha256: "0".repeat(64) };
}

function noFile(): Promise<never> {
  return Promise.reject(new Error("strokes need no file"));
}
