/** Data sets published in batches of colour pictures, as CIFAR-10 is. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ImageSet } from "#ml/images.ts";
import { loadPacked } from "#ml/packed.ts";

import type { BatchSource } from "../../scripts/data-sets.ts";
import { packDataSet } from "../../scripts/data/pack.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retort-cifar-"));
  mkdirSync(join(folder, "local", "toys"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Three training batches of two pictures of 2 × 2 pixels; picture p has label p and, in plane c, the bytes 40 p + 10 c + 0 … 3. */
const training: Files = {
  "data_batch_1.bin": batch(0, 1),
  "data_batch_2.bin": batch(2, 3),
  "data_batch_3.bin": batch(4, 5),
};
const test: Files = { "test_batch.bin": batch(5) };

describe("batches from the local folder", () => {
  it("become pictures whose pixels have their channels side by side", async () => {
    keepLocally({ ...training, ...test });
    expect(await packed(sourceOf())).toBe("made");
    const { pixels, labels, channels } = await loaded("train", 6);
    expect(channels).toBe(3);
    expect([...labels]).toEqual([0, 1, 2, 3, 4, 5]);
    const second = [...pixels.subarray(12, 24)].map((value) => Math.round(value * 255));
    expect(second).toEqual([40, 50, 60, 41, 51, 61, 42, 52, 62, 43, 53, 63]);
    expect([...(await loaded("test", 1)).labels]).toEqual([5]);
    expect(readdirSync(join(folder, "packed"))).toEqual(["toys"]);
  });

  it("are taken up to the first that is missing", async () => {
    keepLocally({ "data_batch_1.bin": batch(0, 1), "data_batch_3.bin": batch(4, 5), ...test });
    await packed(sourceOf());
    expect([...(await loaded("train", 2)).labels]).toEqual([0, 1]);
    await expect(loaded("train", 3)).rejects.toThrow("toys has 2 train images, 3 were asked for");
  });

  it.each([
    ["another batch", gzipSync(batch(7, 8)), " has the SHA-256 "],
    ["half a gzip file", gzipSync(batch(2, 3)).subarray(0, 20), " is no whole gzip file; "],
  ])(
    "with %s in the place of one: one sentence names it, and nothing is left",
    async (_, bytes, reason) => {
      keepLocally({ ...training, ...test });
      const path = join(folder, "local", "toys", "data_batch_2.bin.gz");
      writeFileSync(path, bytes);
      const message = await failure(packed(sourceOf()));
      expect(message).toMatch(/^[^\n]+; replace it, or remove it to have it fetched$/);
      expect(message).toContain(path + reason);
      expect(readdirSync(join(folder, "packed"))).toEqual([]);
    },
  );
});

describe("the archive", () => {
  it("is fetched where the test batch is missing, and gives all batches", async () => {
    keepLocally(training);
    const archive = tarOf({ ...training, ...test });
    const { mirror, close } = await publicSource(archive);
    expect(await packed(sourceOf(archive, [mirror]))).toBe("made");
    close();
    expect([...(await loaded("train", 6)).labels]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...(await loaded("test", 1)).labels]).toEqual([5]);
  });

  it("in the local folder goes before single batches", async () => {
    keepLocally({ "data_batch_1.bin": batch(0, 1), ...test });
    const archive = tarOf({ ...training, ...test });
    writeFileSync(join(folder, "local", "toys", "toys.tar.gz"), archive);
    await packed(sourceOf(archive));
    expect([...(await loaded("train", 6)).labels]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each([
    ["lacks a batch", { ...training }, "toys.tar.gz has no test_batch.bin"],
    [
      "has another batch",
      { ...training, "test_batch.bin": batch(1) },
      "test_batch.bin of toys.tar.gz has the SHA-256 ",
    ],
  ])("that %s is told in one sentence, and nothing is left", async (_, files, reason) => {
    const archive = tarOf(files);
    writeFileSync(join(folder, "local", "toys", "toys.tar.gz"), archive);
    const message = await failure(packed(sourceOf(archive)));
    expect(message).toContain(reason);
    expect(message).not.toContain("\n");
    expect(readdirSync(join(folder, "packed"))).toEqual([]);
  });
});

const real = process.env["RETORT_DATA"];
it.skipIf(real === undefined)(
  "npm run data packs the real CIFAR-10, and says how much of it",
  async () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [resolve("scripts/data.ts"), "cifar-10"],
      { cwd: folder, env: { ...process.env, RETORT_DATA: resolve(real ?? "") }, encoding: "utf8" },
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/cifar-10: CIFAR-10 .+, [1-5]0,000 training and 10,000 test images\n$/);
    const count = Number(/, (\d+),000 training/.exec(stdout)?.[1]) * 1000;
    const site = join(folder, "public", "data");
    const { labels, pixels } = await loaded("train", count, "cifar-10", site);
    // The first picture, a frog, begins with this pixel in every copy of the data set.
    expect([labels[0], ...pixels.subarray(0, 3).map((value) => Math.round(value * 255))]).toEqual([
      6, 59, 62, 63,
    ]);
    const ofTest = (await loaded("test", 10_000, "cifar-10", site)).labels;
    const counts = Array.from({ length: 10 }, (_, k) => ofTest.filter((l) => l === k).length);
    expect(counts).toEqual(Array.from({ length: 10 }, () => 1000));
  },
);

type Files = Readonly<Record<string, Uint8Array>>;

function batch(...numbers: readonly number[]): Uint8Array {
  return Uint8Array.from(
    numbers.flatMap((p) => [
      p,
      ...[0, 1, 2].flatMap((c) => [0, 1, 2, 3].map((pixel) => 40 * p + 10 * c + pixel)),
    ]),
  );
}

function keepLocally(files: Files): void {
  for (const [file, bytes] of Object.entries(files)) {
    writeFileSync(join(folder, "local", "toys", `${file}.gz`), gzipSync(bytes));
  }
}

/** A gzipped tar file as the tar program of the machine makes it, all files in one folder. */
function tarOf(files: Files): Buffer {
  const inside = join(folder, "tar", "batches");
  mkdirSync(inside, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(inside, file), bytes);
  const { status } = spawnSync("tar", ["-czf", "../toys.tar.gz", "batches"], {
    cwd: join(folder, "tar"),
  });
  expect(status).toBe(0);
  return readFileSync(join(folder, "toys.tar.gz"));
}

function sourceOf(archive: Buffer = Buffer.alloc(0), mirrors: readonly string[] = []): BatchSource {
  const sums = (files: Files): Record<string, string> =>
    Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, sha256(bytes)]));
  return {
    kind: "batches",
    title: "Toys",
    mirrors,
    side: 2,
    archive: { file: "toys.tar.gz", sha256: sha256(archive) },
    training: sums(training),
    test: sums(test),
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function packed(source: BatchSource): ReturnType<typeof packDataSet> {
  return packDataSet("toys", source, {
    folder: join(folder, "packed"),
    local: join(folder, "local"),
    signal: new AbortController().signal,
    onBytes: () => {},
  });
}

function loaded(
  part: "train" | "test",
  count: number,
  name = "toys",
  site = join(folder, "packed"),
): Promise<ImageSet> {
  const load = async (path: string): Promise<ArrayBuffer> =>
    Uint8Array.from(readFileSync(join(site, path.replace(/^data\//, "")))).buffer;
  return loadPacked(load, name, part, count);
}

async function publicSource(archive: Buffer) {
  const server = createServer((_, response) => void response.end(archive));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { mirror: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("it did not fail");
}
