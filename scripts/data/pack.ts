import { readdirSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { imagesOfShard } from "#ml/data-sets.ts";
import { readTextManifest, type TextManifest } from "#ml/packed-text.ts";
import { type Manifest, readManifest, type Shard } from "#ml/packed.ts";

import type { DataSource, PictureSource } from "../data-sets.ts";
import { batchPictures } from "./batches.ts";
import { sha256 } from "./download.ts";
import { idxPictures } from "./idx-pictures.ts";
import type { OriginalSettings, PictureBytes } from "./originals.ts";
import { textOf } from "./text.ts";

export interface PackSettings extends OriginalSettings {
  /** Holds one folder a data set, `public/data`. */
  readonly folder: string;
}

/**
 * Packs a data set for the browser: `<folder>/<name>/manifest.json` and shards, or one text. What is there and right is left alone. Under the
 * data set's name stands the whole set or what stood there before; throws one sentence.
 */
export async function packDataSet(
  name: string,
  source: DataSource,
  settings: PackSettings,
): Promise<"made" | "was there"> {
  const target = join(settings.folder, name);
  if (await isWhole(target, name, source)) return "was there";
  // Hidden, so that a site built meanwhile offers nothing half-made.
  const made = join(settings.folder, `.${name}-${process.pid}.part`);
  await writing(settings.folder, async () => {
    await mkdir(settings.folder, { recursive: true });
    await removeLeftovers(settings.folder, name);
    await mkdir(made);
  });
  try {
    const manifest =
      source.kind === "text"
        ? await writeText(made, await textOf(source, settings))
        : await writePictures(made, await picturesOf(name, source, settings));
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

interface Pictures {
  readonly train: PictureBytes;
  readonly test: PictureBytes;
}

function picturesOf(
  name: string,
  source: PictureSource,
  settings: OriginalSettings,
): Promise<Pictures> {
  switch (source.kind) {
    case "idx":
      return idxPictures(name, source, settings);
    case "batches":
      return batchPictures(name, source, settings);
  }
}

/** Whether every file that the manifest names is there with the right sum. */
async function isWhole(folder: string, name: string, { kind }: DataSource): Promise<boolean> {
  try {
    const bytes = await readFile(join(folder, "manifest.json"));
    for (const shard of filesOf(bytes)) {
      if (sha256(await readFile(join(folder, shard.file))) !== shard.sha256) return false;
    }
    return true;
  } catch {
    return false;
  }

  function filesOf(bytes: Uint8Array): readonly Pick<Shard, "file" | "sha256">[] {
    if (kind === "text") return [readTextManifest(bytes, name)];
    const { train, test } = readManifest(bytes, name);
    return [...train, ...test];
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

function writePictures(folder: string, { train, test }: Pictures): Promise<Manifest> {
  const { height, width, channels } = train;
  return writing(folder, async () => ({
    height,
    width,
    channels,
    train: await writeShards(folder, "train", train),
    test: await writeShards(folder, "test", test),
  }));
}

function writeText(folder: string, text: string): Promise<TextManifest> {
  return writing(folder, async () => {
    const bytes = Buffer.from(text);
    const file = "text.txt";
    await writeFile(join(folder, file), bytes);
    return { file, characters: text.length, sha256: sha256(bytes) };
  });
}

async function writeShards(
  folder: string,
  part: string,
  { count, height, width, channels, pixels, labels }: PictureBytes,
): Promise<Shard[]> {
  const size = height * width * channels;
  const most = imagesOfShard(size);
  const shards: Shard[] = [];
  for (let start = 0; start < count; start += most) {
    const end = Math.min(count, start + most);
    const bytes = Buffer.concat([
      labels.subarray(start, end),
      pixels.subarray(start * size, end * size),
    ]);
    const file = `${part}-${String(shards.length).padStart(2, "0")}.bin`;
    await writeFile(join(folder, file), bytes);
    shards.push({ file, count: end - start, sha256: sha256(bytes) });
  }
  return shards;
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
