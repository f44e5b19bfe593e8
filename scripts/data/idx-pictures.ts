import { gunzipSync } from "node:zlib";

import { type IdxArray, readIdx } from "#ml/idx.ts";

import type { IdxFile, IdxSource } from "../data-sets.ts";
import { original, type OriginalSettings, type PictureBytes } from "./originals.ts";

/** The pictures of a data set published as MNIST is. */
export async function idxPictures(
  name: string,
  { files, mirrors }: IdxSource,
  settings: OriginalSettings,
): Promise<{ readonly train: PictureBytes; readonly test: PictureBytes }> {
  const read = async (file: IdxFile): Promise<IdxArray> =>
    readIdx(gunzipSync(await original(name, file, files[file], mirrors, settings)), file);
  const part = async (prefix: "train" | "t10k"): Promise<PictureBytes> => {
    const images = await read(`${prefix}-images-idx3-ubyte.gz`);
    const labels = await read(`${prefix}-labels-idx1-ubyte.gz`);
    const [count = 0, height = 0, width = 0] = images.shape;
    if (labels.shape[0] !== count) {
      throw new Error(`${prefix} of ${name}: ${count} images but ${labels.shape[0]} labels`);
    }
    return { count, height, width, channels: 1, pixels: images.data, labels: labels.data };
  };
  return { train: await part("train"), test: await part("t10k") };
}
