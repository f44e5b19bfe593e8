import { gunzipSync } from "node:zlib";

import type { BatchSource } from "../data-sets.ts";
import {
  expectSum,
  localPath,
  original,
  type OriginalSettings,
  type PictureBytes,
  readLocal,
} from "./originals.ts";
import { fileInTar } from "./tar.ts";

const channels = 3;

/**
 * The pictures of a data set published as CIFAR-10 is. Where the local folder has the test batch and the first training batches as single
 * gzip files, those are the whole set; otherwise the archive has all.
 */
export async function batchPictures(
  name: string,
  source: BatchSource,
  settings: OriginalSettings,
): Promise<{ readonly train: PictureBytes; readonly test: PictureBytes }> {
  const { training, test, archive, mirrors, side } = source;
  const single = singleFiles(name, source, settings.local);
  const isWhole = localPath(name, archive.file, settings.local) !== undefined;
  if (single !== undefined && !isWhole) {
    return {
      train: pictures(await Promise.all(single.training.map(unpacked)), side),
      test: pictures(await Promise.all(single.test.map(unpacked)), side),
    };
  }
  const tar = gunzipSync(await original(name, archive.file, archive.sha256, mirrors, settings));
  const inTar = ([file, sum]: [string, string]): Uint8Array => {
    const bytes = fileInTar(tar, file);
    if (bytes === undefined) throw new Error(`${archive.file} has no ${file}`);
    expectSum(`${file} of ${archive.file}`, bytes, sum);
    return bytes;
  };
  return {
    train: pictures(Object.entries(training).map(inTar), side),
    test: pictures(Object.entries(test).map(inTar), side),
  };
}

interface SingleFile {
  readonly path: string;
  readonly sum: string;
}

/** The test batch and the training batches up to the first that the local folder has not; undefined without either. */
function singleFiles(
  name: string,
  { training, test }: BatchSource,
  local: string | undefined,
): { readonly training: readonly SingleFile[]; readonly test: readonly SingleFile[] } | undefined {
  const there = (files: Readonly<Record<string, string>>): SingleFile[] => {
    const found: SingleFile[] = [];
    for (const [file, sum] of Object.entries(files)) {
      const path = localPath(name, `${file}.gz`, local);
      if (path === undefined) break;
      found.push({ path, sum });
    }
    return found;
  };
  const [forTraining, forTest] = [there(training), there(test)];
  if (forTraining.length === 0 || forTest.length === 0) return undefined;
  return { training: forTraining, test: forTest };
}

/** A batch from a gzip file of its own; how it was compressed is free, so the sum is of what comes out. */
async function unpacked({ path, sum }: SingleFile): Promise<Uint8Array> {
  const packed = await readLocal(path);
  let bytes: Uint8Array;
  try {
    bytes = gunzipSync(packed);
  } catch (cause) {
    throw new Error(`${path} is no whole gzip file; replace it, or remove it to have it fetched`, {
      cause,
    });
  }
  expectSum(path, bytes, sum);
  return bytes;
}

/** Records of a label and three planes, red, green and blue → pictures whose pixels have their three channels side by side. */
function pictures(batches: readonly Uint8Array[], side: number): PictureBytes {
  const area = side * side;
  const length = 1 + channels * area;
  const records = Buffer.concat(batches);
  const count = records.length / length;
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * channels * area);
  for (let i = 0; i < count; i += 1) {
    labels[i] = records[i * length] ?? 0;
    for (let channel = 0; channel < channels; channel += 1) {
      const from = i * length + 1 + channel * area;
      const to = i * channels * area + channel;
      for (let pixel = 0; pixel < area; pixel += 1) {
        pixels[to + pixel * channels] = records[from + pixel] ?? 0;
      }
    }
  }
  return { count, height: side, width: side, channels, pixels, labels };
}
