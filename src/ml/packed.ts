import type { Runtime } from "#lab/runtime.ts";

import { classCount, type ImageSet } from "./images.ts";

/** What `npm run data` writes beside the shards, `public/data/<name>/manifest.json`. */
export interface Manifest {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly train: readonly Shard[];
  readonly test: readonly Shard[];
}

/** A file of `count` label bytes and then `count` pictures as bytes. */
export interface Shard {
  readonly file: string;
  readonly count: number;
  readonly sha256: string;
}

/** The first `count` pictures of a part of a packed data set, in the original's order; fetches only the shards it needs. */
export async function loadPacked(
  load: Runtime["load"],
  name: string,
  part: "train" | "test",
  count: number,
): Promise<ImageSet> {
  const manifest = readManifest(await load(`data/${name}/manifest.json`), name);
  const { height, width, channels } = manifest;
  const size = height * width * channels;
  const available = manifest[part].reduce((sum, shard) => sum + shard.count, 0);
  if (count > available) {
    throw new RangeError(`${name} has ${available} ${part} images, ${count} were asked for`);
  }
  const pixels = new Float32Array(count * size);
  const labels = new Uint8Array(count);
  let read = 0;
  for (const shard of manifest[part]) {
    if (read >= count) break;
    const bytes = new Uint8Array(await load(`data/${name}/${shard.file}`));
    if (bytes.length !== shard.count * (1 + size)) {
      throw new Error(`${shard.file} of ${name} is damaged; run npm run data -- ${name}`);
    }
    const taken = Math.min(shard.count, count - read);
    labels.set(bytes.subarray(0, taken), read);
    for (let i = 0; i < taken * size; i += 1) {
      pixels[read * size + i] = (bytes[shard.count + i] ?? 0) / 255;
    }
    read += taken;
  }
  if (labels.some((label) => label >= classCount)) {
    throw new Error(`${name} has a label past 9; run npm run data -- ${name}`);
  }
  return { count, height, width, channels, pixels, labels };
}

function readManifest(bytes: ArrayBuffer, name: string): Manifest {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
  } catch (cause) {
    throw new Error(`the manifest of ${name} cannot be read; run npm run data -- ${name}`, {
      cause,
    });
  }
}
