import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { loadPacked } from "#ml/packed.ts";
import { nodeEngine, nodeRuntime } from "#runtime/node.ts";

import type { DataSource, IdxFile } from "../../scripts/data-sets.ts";
import { packDataSet, type PackSettings } from "../../scripts/data/pack.ts";

let folder: string;
const servers: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retort-data-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe("a data set fetched from the web", () => {
  it("stands packed under its name, and the engine’s reader reads it back", async () => {
    const toys = originals();
    const source = sourceOf(toys, [await publicSource(serving(toys))]);
    expect(await packDataSet("toys", source, settings())).toBe("made");
    const set = await loadPacked(await siteLoad(), "toys", "train", 12);
    expect([...set.labels]).toEqual([...trainLabels]);
    expect(set.pixels).toEqual(Float32Array.from(trainPixels, (pixel) => pixel / 255));
    expect(readdirSync(folder)).toEqual(["toys"]);
  });

  it("is left alone, and not fetched, where it is there and right", async () => {
    const toys = originals();
    const { requests, listener } = counting(serving(toys));
    const source = sourceOf(toys, [await publicSource(listener)]);
    await packDataSet("toys", source, settings());
    expect(requests.count).toBe(4);
    expect(await packDataSet("toys", source, settings())).toBe("was there");
    expect(requests.count).toBe(4);
  });

  it("is made again where a shard was damaged", async () => {
    const toys = originals();
    const source = sourceOf(toys, [await publicSource(serving(toys))]);
    await packDataSet("toys", source, settings());
    const shard = join(folder, "toys", "train-00.bin");
    const right = readFileSync(shard);
    writeFileSync(shard, right.subarray(1));
    expect(await packDataSet("toys", source, settings())).toBe("made");
    expect(readFileSync(shard)).toEqual(right);
  });

  it("comes from the next mirror when one fails in any way", async () => {
    const toys = originals();
    const mirrors = [
      "http://127.0.0.1:1/", // a port that fetch refuses to ask
      await publicSource(notFound),
      await publicSource(cutHalfway(toys)),
      await publicSource(serving(swapped(toys))),
      await publicSource(serving(toys)),
    ];
    expect(await packDataSet("toys", sourceOf(toys, mirrors), settings())).toBe("made");
  });

  it.each([
    ["is not there", () => notFound, /answered 404;/],
    ["breaks off half-way", cutHalfway, /broke off after \d+ of \d+ bytes;/],
    [
      "is not what was published",
      (toys: Files) => serving(swapped(toys)),
      /sent other bytes than were published, SHA-256 [0-9a-f]{64};/,
    ],
    ["refuses the connection", () => undefined, /could not be reached \(ECONNREFUSED\);/],
  ])("%s: one sentence says so, and nothing is left", async (_, listenerOf, reason) => {
    const toys = originals();
    const listener = listenerOf(toys);
    const mirror = await publicSource(listener ?? notFound);
    if (listener === undefined) await closed(servers.at(-1));
    const message = await failure(packDataSet("toys", sourceOf(toys, [mirror]), settings()));
    expect(message).toMatch(/^train-images-idx3-ubyte\.gz could not be fetched: [^\n]+$/);
    expect(message).toMatch(reason);
    expect(message).toContain("; put it into the folder named by RETORT_DATA");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves what stood there before when fetching it again fails", async () => {
    const toys = originals();
    const good = sourceOf(toys, [await publicSource(serving(toys))]);
    await packDataSet("toys", good, settings());
    rmSync(join(folder, "toys", "test-00.bin"));
    const before = readdirSync(join(folder, "toys"));
    const bad = sourceOf(toys, [await publicSource(notFound)]);
    await failure(packDataSet("toys", bad, settings()));
    expect(readdirSync(join(folder, "toys"))).toEqual(before);
    expect(readdirSync(folder)).toEqual(["toys"]);
  });

  it("leaves nothing when it is stopped in the middle of a file", async () => {
    const toys = originals();
    const stop = new AbortController();
    const source = sourceOf(toys, [await publicSource(hanging(toys))]);
    const onBytes = (): void => stop.abort();
    await failure(packDataSet("toys", source, { ...settings(), signal: stop.signal, onBytes }));
    expect(readdirSync(folder)).toEqual([]);
  });

  it("sweeps away what a killed process left under a temporary name, and nothing else", async () => {
    const gone = spawnSync(process.execPath, ["-e", ""]).pid;
    const left = [`.toys-${gone}.part`, `.toys-${process.ppid}.part`, ".toys-1x.part", ".others"];
    for (const name of left) mkdirSync(join(folder, name));
    const toys = originals();
    await packDataSet("toys", sourceOf(toys, [await publicSource(serving(toys))]), settings());
    expect(readdirSync(folder).toSorted()).toEqual([...left.slice(1), "toys"].toSorted());
  });
});

describe("a data set taken from the local folder", () => {
  it("needs no web, and says of a wrong file which one it is", async () => {
    const toys = originals();
    const local = join(folder, "mirror");
    mkdirSync(join(local, "toys"), { recursive: true });
    for (const [name, bytes] of toys) writeFileSync(join(local, "toys", name), bytes);
    const source = sourceOf(toys, []);
    expect(await packDataSet("toys", source, { ...settings(), local })).toBe("made");

    rmSync(join(folder, "toys"), { recursive: true });
    const wrong = join(local, "toys", "t10k-labels-idx1-ubyte.gz");
    writeFileSync(wrong, "not these");
    const message = await failure(packDataSet("toys", source, { ...settings(), local }));
    expect(message).toContain(`${wrong} has the SHA-256 `);
    expect(message).toContain("; replace it, or remove it to have it fetched");
    expect(readdirSync(folder)).toEqual(["mirror"]);
  });

  it("says where it cannot be written", async () => {
    const blocked = join(folder, "file");
    writeFileSync(blocked, "");
    const toys = originals();
    const target = join(blocked, "data");
    const message = await failure(
      packDataSet("toys", sourceOf(toys, []), { ...settings(), folder: target }),
    );
    expect(message).toContain(`${target} cannot be written: `);
  });
});

describe("shards", () => {
  it.each([
    [
      [10_001, 28, 28],
      [5000, 5000, 1],
    ],
    [
      [9, 1000, 1000],
      [3, 3, 3],
    ],
  ])("of pictures %j hold 5,000 of them and at most 4 MB", async (shape, counts) => {
    const [count = 0, height = 0, width = 0] = shape;
    const images = idx(shape, new Uint8Array(count * height * width));
    const labels = idx([count], new Uint8Array(count));
    const toys = filesOf([images, labels, images, labels]);
    const source = sourceOf(toys, [await publicSource(serving(toys))]);
    await packDataSet("toys", source, settings());
    const shards = readdirSync(join(folder, "toys")).filter((file) => file.startsWith("train"));
    const sizes = shards.map((file) => statSync(join(folder, "toys", file)).size);
    expect(sizes).toEqual(counts.map((n) => n * (1 + height * width)));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4 * 1024 * 1024);
  });
});

describe("npm run data", () => {
  it.each([[[]], [["no-such-set"]], [["constructor"]], [["mnist", "no-such-set"]]])(
    "says of %j what there is, and changes nothing",
    (args) => {
      const { status, stderr } = command(args, folder);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^[^\n]+; there are mnist \([^\n]+, fashion-mnist \([^\n]+\n$/);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("fails in one sentence with a wrong file, and leaves nothing", () => {
    mkdirSync(join(folder, "mnist"));
    writeFileSync(join(folder, "mnist", "train-images-idx3-ubyte.gz"), "not these");
    const { status, stderr } = command(["mnist"], folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^[^\n]+train-images-idx3-ubyte\.gz has the SHA-256 [^\n]+\n$/);
    expect(readdirSync(join(folder, "public", "data"))).toEqual([]);
  });

  const real = process.env["RETORT_DATA"];
  it.skipIf(real === undefined)("packs the real MNIST: 60,000 and 10,000 images", async () => {
    const { status, stdout } = command(["mnist"], resolve(real ?? ""));
    expect(stdout).toContain(join("public", "data", "mnist"));
    expect(status).toBe(0);
    const load = await siteLoad(join(folder, "public"));
    const { labels } = await loadPacked(load, "mnist", "train", 60_000);
    const counts = Array.from({ length: 10 }, (_, k) => labels.filter((l) => l === k).length);
    // As the data set's authors count them.
    expect(counts).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect((await loadPacked(load, "mnist", "test", 10_000)).labels.slice(0, 5)).toEqual(
      Uint8Array.from([7, 2, 1, 0, 4]),
    );
  });
});

type Files = ReadonlyMap<IdxFile, Buffer>;

const trainLabels = Uint8Array.from({ length: 12 }, (_, i) => (i * 3) % 10);
const trainPixels = Uint8Array.from({ length: 12 * 6 }, (_, i) => (i * 41) % 256);

/** Twelve training and two test pictures of 2 × 3 pixels, as their publisher would give them out. */
function originals(): Files {
  return filesOf([
    idx([12, 2, 3], trainPixels),
    idx([12], trainLabels),
    idx([2, 2, 3], trainPixels.subarray(0, 12)),
    idx([2], Uint8Array.from([1, 0])),
  ]);
}

function filesOf([a, b, c, d]: [Uint8Array, Uint8Array, Uint8Array, Uint8Array]): Files {
  return new Map<IdxFile, Buffer>([
    ["train-images-idx3-ubyte.gz", gzipSync(a)],
    ["train-labels-idx1-ubyte.gz", gzipSync(b)],
    ["t10k-images-idx3-ubyte.gz", gzipSync(c)],
    ["t10k-labels-idx1-ubyte.gz", gzipSync(d)],
  ]);
}

function idx(shape: readonly number[], data: Uint8Array): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  for (const [i, length] of shape.entries()) header.writeUInt32BE(length, 4 + 4 * i);
  return Buffer.concat([header, data]);
}

function sourceOf(files: Files, mirrors: readonly string[]): DataSource {
  const sums = [...files].map(([name, bytes]) => [
    name,
    createHash("sha256").update(bytes).digest("hex"),
  ]);
  return {
    kind: "idx",
    title: "Toys",
    mirrors,
    files: Object.fromEntries(sums) as Record<IdxFile, string>,
  };
}

function settings(): PackSettings {
  return { folder, local: undefined, signal: new AbortController().signal, onBytes: () => {} };
}

/** `Runtime.load` of a site whose public files stand in a folder; by default the data sets stand in the test's own. */
async function siteLoad(files?: string): Promise<(path: string) => Promise<ArrayBuffer>> {
  const { load } = nodeRuntime(await nodeEngine(), 1, { folder: files ?? folder });
  return (path) => load(files === undefined ? path.replace(/^data\//, "") : path);
}

/** Starts a server that stands for a public source; gives its address. */
async function publicSource(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function closed(server: Server | undefined): Promise<void> {
  server?.close();
  if (server !== undefined) await once(server, "close");
}

function asked(files: Files, url: string | undefined): Buffer {
  return files.get((url ?? "").slice(1) as IdxFile) ?? Buffer.alloc(0);
}

function serving(files: Files): RequestListener {
  return ({ url }, response) => void response.end(asked(files, url));
}

/** Every file under the name of another. */
function swapped(files: Files): Files {
  const bytes = [...files.values()].toReversed();
  return new Map([...files.keys()].map((name, i) => [name, bytes[i] ?? Buffer.alloc(0)]));
}

const notFound: RequestListener = (_, response) => void response.writeHead(404).end("no");

function sendHalf(files: Files, ...[request, response]: Parameters<RequestListener>): void {
  const bytes = asked(files, request.url);
  response.writeHead(200, { "content-length": bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2));
}

function cutHalfway(files: Files): RequestListener {
  return (request, response) => {
    sendHalf(files, request, response);
    setTimeout(() => response.destroy(), 50);
  };
}

function hanging(files: Files): RequestListener {
  return (request, response) => sendHalf(files, request, response);
}

function counting(listener: RequestListener) {
  const requests = { count: 0 };
  const counted: RequestListener = (request, response) => {
    requests.count += 1;
    listener(request, response);
  };
  return { requests, listener: counted };
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("it did not fail");
}

/** Runs the command in the test's folder, with `local` as RETORT_DATA. */
function command(args: readonly string[], local: string) {
  return spawnSync(process.execPath, [resolve("scripts/data.ts"), ...args], {
    cwd: folder,
    env: { ...process.env, RETORT_DATA: local },
    encoding: "utf8",
  });
}
