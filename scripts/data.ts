/** `npm run data -- <name>`: packs a data set for the browser into public/data/<name>, from RETORT_DATA or by download. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

import { type IdxArray, readIdx } from "#ml/idx.ts";
import type { Manifest, Shard } from "#ml/packed.ts";

import { type DataSource, dataSources, type IdxFile } from "./data-sets.ts";

/** Pictures in a shard: 5,000 of 28 × 28 are 3.9 MB. */
const shardImages = 5000;

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(names: readonly string[]): Promise<void> {
  const known = Object.keys(dataSources).join(", ");
  if (names.length === 0)
    throw new Error(`which data set? npm run data -- <name>; there are ${known}`);
  for (const name of names) {
    const source = dataSources[name];
    if (source === undefined) throw new Error(`there is no data set "${name}"; there are ${known}`);
    await pack(name, source);
  }
}

async function pack(name: string, source: DataSource): Promise<void> {
  const folder = join("public", "data", name);
  if (await isWhole(folder)) {
    console.log(`${folder} is there and right`);
    return;
  }
  const made = `${folder}.${process.pid}.part`;
  try {
    await mkdir(made, { recursive: true });
    const part = async (prefix: "train" | "t10k", as: string): Promise<Packed> =>
      writeShards(
        made,
        as,
        await original(name, source, `${prefix}-images-idx3-ubyte.gz`),
        await original(name, source, `${prefix}-labels-idx1-ubyte.gz`),
      );
    const train = await part("train", "train");
    const test = await part("t10k", "test");
    const manifest: Manifest = {
      height: train.height,
      width: train.width,
      channels: 1,
      train: train.shards,
      test: test.shards,
    };
    await writeFile(join(made, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(made, folder);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  console.log(`${folder}: ${source.title}`);
}

/** Whether every shard that the manifest names is there with the right sum. */
async function isWhole(folder: string): Promise<boolean> {
  try {
    const manifest: Manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
    const right = await Promise.all(
      [...manifest.train, ...manifest.test].map(
        async ({ file, sha256: sum }) => sha256(await readFile(join(folder, file))) === sum,
      ),
    );
    return right.every(Boolean);
  } catch {
    return false;
  }
}

async function original(name: string, source: DataSource, file: IdxFile): Promise<IdxArray> {
  const mirror = process.env["RETORT_DATA"];
  const local = mirror === undefined ? undefined : resolve(mirror, name, file);
  const bytes =
    local !== undefined && existsSync(local) ? await readFile(local) : await download(source, file);
  const sum = sha256(bytes);
  const expected = source.files[file];
  if (sum !== expected) {
    throw new Error(
      `${file} of ${name} has the SHA-256 ${sum}, ${expected} was expected; remove it and try again`,
    );
  }
  return readIdx(gunzipSync(bytes), file);
}

async function download({ mirrors }: DataSource, file: string): Promise<Uint8Array> {
  const refusals: string[] = [];
  for (const mirror of mirrors) {
    try {
      console.log(`fetching ${mirror}${file}`);
      const response = await fetch(mirror + file);
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      refusals.push(`${mirror} answered ${response.status}`);
    } catch (error) {
      refusals.push(
        `${mirror} could not be reached (${error instanceof Error ? error.message : "no reason given"})`,
      );
    }
  }
  throw new Error(
    `${file} could not be fetched: ${refusals.join("; ")}; put it into the folder named by RETORT_DATA`,
  );
}

interface Packed {
  readonly height: number;
  readonly width: number;
  readonly shards: readonly Shard[];
}

async function writeShards(
  folder: string,
  part: string,
  images: IdxArray,
  labels: IdxArray,
): Promise<Packed> {
  const [count = 0, height = 0, width = 0] = images.shape;
  if (labels.shape[0] !== count) {
    throw new Error(`${part}: ${count} images but ${labels.shape[0]} labels`);
  }
  const size = height * width;
  const shards: Shard[] = [];
  for (let start = 0; start < count; start += shardImages) {
    const end = Math.min(count, start + shardImages);
    const bytes = Buffer.concat([
      labels.data.subarray(start, end),
      images.data.subarray(start * size, end * size),
    ]);
    const file = `${part}-${String(shards.length).padStart(2, "0")}.bin`;
    await writeFile(join(folder, file), bytes);
    shards.push({ file, count: end - start, sha256: sha256(bytes) });
  }
  console.log(`${part}: ${count} images in ${shards.length} files`);
  return { height, width, shards };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
