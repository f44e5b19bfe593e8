import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { loadPacked, type Manifest } from "#ml/packed.ts";

describe("loadPacked", () => {
  it("gives the first pictures and labels in their order, however they are cut into shards", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom<[number, number, number]>([2, 3, 1], [1, 1, 3]),
        async (counts, part, shape) => {
          const { load } = site(counts, shape);
          const total = counts.reduce((a, b) => a + b);
          const count = Math.round(part * total);
          const set = await loadPacked(load, "toys", "train", count);
          const size = shape[0] * shape[1] * shape[2];
          expect(set).toMatchObject({
            count,
            height: shape[0],
            width: shape[1],
            channels: shape[2],
          });
          expect([...set.labels]).toEqual(Array.from({ length: count }, (_, i) => labelOf(i)));
          expect(set.pixels).toEqual(
            Float32Array.from({ length: count * size }, (_, i) => pixelOf(i) / 255),
          );
        },
      ),
    );
  });

  it("fetches no shard that it does not need, and nothing outside the data set’s folder", async () => {
    const { load, fetched } = site([5, 5, 5], [1, 1, 1]);
    await loadPacked(load, "toys", "train", 6);
    expect(fetched).toEqual([
      "data/toys/manifest.json",
      "data/toys/train-0.bin",
      "data/toys/train-1.bin",
    ]);
  });

  it("says how many pictures there are when more are asked for", async () => {
    const { load } = site([5, 2], [1, 1, 1]);
    await expect(loadPacked(load, "toys", "train", 8)).rejects.toThrow(
      "toys has 7 train images, 8 were asked for",
    );
  });

  it("names a shard of the wrong length, and a label that is none", async () => {
    const { load, files } = site([3], [1, 1, 1]);
    files.set("data/toys/train-0.bin", new Uint8Array(5));
    await expect(loadPacked(load, "toys", "train", 1)).rejects.toThrow(
      "train-0.bin of toys is damaged; run npm run data -- toys",
    );
    files.set("data/toys/train-0.bin", Uint8Array.from([10, 0, 0, 0, 0, 0]));
    await expect(loadPacked(load, "toys", "train", 1)).rejects.toThrow(
      "toys has a label past 9; run npm run data -- toys",
    );
  });

  it("refuses any manifest that is not one, in one sentence that names the data set", async () => {
    const sound = site([3], [1, 1, 1]).manifest;
    const damaged = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .tuple(fc.constantFrom(...(Object.keys(sound) as (keyof Manifest)[])), fc.jsonValue())
        .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(sound[key]))
        .filter(([key, value]) => !(key === "test" && JSON.stringify(value) === "[]"))
        .filter(([, value]) => !(Number.isInteger(value) && Number(value) > 0))
        .map(([key, value]) => JSON.stringify({ ...sound, [key]: value })),
      fc
        .constantFrom("../../secret.bin", "/etc/passwd", "a/b.bin", "https://example.org/x.bin", "")
        .map((file) => JSON.stringify({ ...sound, train: [{ ...sound.train[0], file }] })),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (text) => {
        const load = (): Promise<ArrayBuffer> =>
          Promise.resolve(new TextEncoder().encode(text).buffer);
        await expect(loadPacked(load, "toys", "train", 1)).rejects.toThrow(
          /^the manifest of toys cannot be read; run npm run data -- toys$/,
        );
      }),
      { numRuns: 500 },
    );
  });
});

/** A site with the data set `toys` in shards of the given counts. */
function site(counts: readonly number[], [height, width, channels]: [number, number, number]) {
  const size = height * width * channels;
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const train = counts.map((count, shard) => {
    const first = counts.slice(0, shard).reduce((a, b) => a + b, 0);
    const labels = Array.from({ length: count }, (_, i) => labelOf(first + i));
    const pixels = Array.from({ length: count * size }, (_, i) => pixelOf(first * size + i));
    const file = `train-${shard}.bin`;
    files.set(`data/toys/${file}`, Uint8Array.from([...labels, ...pixels]));
    return { file, count, sha256: "0".repeat(64) };
  });
  const manifest: Manifest = { height, width, channels, train, test: [] };
  files.set("data/toys/manifest.json", new TextEncoder().encode(JSON.stringify(manifest)));
  const fetched: string[] = [];
  const load = (path: string): Promise<ArrayBuffer> => {
    fetched.push(path);
    const bytes = files.get(path);
    return bytes === undefined
      ? Promise.reject(new Error(`this site has no ${path}`))
      : Promise.resolve(bytes.slice().buffer);
  };
  return { load, fetched, files, manifest };
}

function labelOf(image: number): number {
  return (image * 7) % 10;
}

function pixelOf(place: number): number {
  return (place * 37) % 256;
}
