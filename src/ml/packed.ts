import { z } from "zod";

import type { Runtime } from "#lab/runtime.ts";

import { classCount, type ImageSet } from "./images.ts";

const length = z.int().min(1);

/** A file of `count` label bytes and then `count` pictures as bytes; it stands beside the manifest. */
const shardSchema = z.object({
  file: z.string().regex(/^[a-z0-9-]+\.bin$/),
  count: length,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Shard = Readonly<z.infer<typeof shardSchema>>;

/** What `npm run data` writes beside the shards, `public/data/<name>/manifest.json`. */
const manifestSchema = z.object({
  height: length,
  width: length,
  channels: length,
  train: z.array(shardSchema).min(1).readonly(),
  test: z.array(shardSchema).readonly(),
});
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** The first `count` pictures of a part of a packed data set, in the original's order; fetches only the shards it needs. */
export async function loadPacked(
  load: Runtime["load"],
  name: string,
  part: "train" | "test",
  count: number,
): Promise<ImageSet> {
  const manifest = readManifest(await load(`data/${name}/manifest.json`), name);
  const { height, width, channels } = manifest;
  const pictureBytes = height * width * channels;
  const available = manifest[part].reduce((sum, shard) => sum + shard.count, 0);
  if (count > available) {
    throw new RangeError(`${name} has ${available} ${part} images, ${count} were asked for`);
  }
  const pixels = new Float32Array(count * pictureBytes);
  const labels = new Uint8Array(count);
  let read = 0;
  for (const shard of manifest[part]) {
    if (read >= count) break;
    const bytes = new Uint8Array(await load(`data/${name}/${shard.file}`));
    if (bytes.length !== shard.count * (1 + pictureBytes)) {
      throw new Error(`${shard.file} of ${name} is damaged; run npm run data -- ${name}`);
    }
    const taken = Math.min(shard.count, count - read);
    labels.set(bytes.subarray(0, taken), read);
    for (let i = 0; i < taken * pictureBytes; i += 1) {
      pixels[read * pictureBytes + i] = (bytes[shard.count + i] ?? 0) / 255;
    }
    read += taken;
  }
  if (labels.some((label) => label >= classCount)) {
    throw new Error(`${name} has a label past 9; run npm run data -- ${name}`);
  }
  return { count, height, width, channels, pixels, labels };
}

/** Reads the text of a manifest; throws a sentence that names the data set where it is not one. */
export function readManifest(bytes: ArrayBuffer | Uint8Array, name: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new Error(`the manifest of ${name} cannot be read; run npm run data -- ${name}`, {
      cause,
    });
  }
}
