import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { type IdxArray, readIdx } from "#ml/idx.ts";
import { type Manifest, readManifest, type Shard } from "#ml/packed.ts";

import type { DataSource, IdxFile } from "../data-sets.ts";
import { download, type DownloadSettings, sha256 } from "./download.ts";

export interface PackSettings extends Pick<DownloadSettings, "signal" | "onBytes"> {
  /** Holds one folder a data set, `public/data`. */
  readonly folder: string;
  /** A folder with the original files in one folder a data set, asked before the web. */
  readonly local: string | undefined;
}

/** Pictures in a shard: 5,000 of 28 × 28 are 3.9 MB. */
const shardImages = 5000;

/** Most bytes of a shard, for larger pictures. */
const shardBytes = 4_000_000;

/**
 * Packs a data set for the browser: `<folder>/<name>/manifest.json` and shards. What is there and right is left alone. Under the
 * data set's name stands the whole set or what stood there before; throws one sentence.
 */
export async function packDataSet(
  name: string,
  source: DataSource,
  settings: PackSettings,
): Promise<"made" | "was there"> {
  const target = join(settings.folder, name);
  if (await isWhole(target, name)) return "was there";
  // Hidden, so that a site built meanwhile offers nothing half-made.
  const made = join(settings.folder, `.${name}-${process.pid}.part`);
  await writing(settings.folder, async () => {
    await mkdir(settings.folder, { recursive: true });
    await removeLeftovers(settings.folder, name);
    await mkdir(made);
  });
  try {
    const part = async (prefix: "train" | "t10k", as: string): Promise<Packed> => {
      const images = await original(name, source, `${prefix}-images-idx3-ubyte.gz`, settings);
      const labels = await original(name, source, `${prefix}-labels-idx1-ubyte.gz`, settings);
      return writing(made, () => writeShards(made, as, images, labels));
    };
    const train = await part("train", "train");
    const test = await part("t10k", "test");
    const manifest: Manifest = {
      height: train.height,
      width: train.width,
      channels: 1,
      train: train.shards,
      test: test.shards,
    };
    settings.signal.throwIfAborted();
    await writing(target, async () => {
      await writeFile(join(made, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
      await rm(target, { recursive: true, force: true });
      await rename(made, target);
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return "made";
}

/** Whether every shard that the manifest names is there with the right sum. */
async function isWhole(folder: string, name: string): Promise<boolean> {
  try {
    const manifest = readManifest(await readFile(join(folder, "manifest.json")), name);
    for (const shard of [...manifest.train, ...manifest.test]) {
      if (sha256(await readFile(join(folder, shard.file))) !== shard.sha256) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** Removes what a killed process left under a temporary name. */
async function removeLeftovers(folder: string, name: string): Promise<void> {
  for (const file of readdirSync(folder)) {
    const [, process = ""] = new RegExp(`^\\.${name}-(\\d+)\\.part$`).exec(file) ?? [];
    if (process !== "" && !isRunning(Number(process))) {
      await rm(join(folder, file), { recursive: true, force: true });
    }
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

async function original(
  name: string,
  source: DataSource,
  file: IdxFile,
  { local, signal, onBytes }: PackSettings,
): Promise<IdxArray> {
  const expected = source.files[file];
  const path = local === undefined ? undefined : join(local, name, file);
  if (path === undefined || !existsSync(path)) {
    const bytes = await download(file, expected, { mirrors: source.mirrors, signal, onBytes });
    return readIdx(gunzipSync(bytes), file);
  }
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Error(`${path} cannot be read: ${reason(error)}`, { cause: error });
  });
  const sum = sha256(bytes);
  if (sum !== expected) {
    throw new Error(
      `${path} has the SHA-256 ${sum}, ${expected} was expected; replace it, or remove it to have it fetched`,
    );
  }
  return readIdx(gunzipSync(bytes), file);
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
  const most = Math.min(shardImages, Math.floor(shardBytes / (1 + size)));
  const shards: Shard[] = [];
  for (let start = 0; start < count; start += most) {
    const end = Math.min(count, start + most);
    const bytes = Buffer.concat([
      labels.data.subarray(start, end),
      images.data.subarray(start * size, end * size),
    ]);
    const file = `${part}-${String(shards.length).padStart(2, "0")}.bin`;
    await writeFile(join(folder, file), bytes);
    shards.push({ file, count: end - start, sha256: sha256(bytes) });
  }
  return { height, width, shards };
}

/** Does what writes to `place`; says so where the disk refuses. */
async function writing<Value>(place: string, write: () => Promise<Value>): Promise<Value> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new Error(`${place} cannot be written: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
