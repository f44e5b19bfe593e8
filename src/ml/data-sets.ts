/** What a page may know of the data sets without loading one. */
import type { ImageShape } from "./architectures.ts";
import { classCount } from "./images.ts";

/** Data sets by the names that parameters take; all have ten classes. */
export const imageDataSets = ["strokes", "mnist", "fashion-mnist", "cifar-10"] as const;
export type ImageDataSet = (typeof imageDataSets)[number];

export interface ImageDataSettings {
  readonly dataset: ImageDataSet;
  /** Training images, the first of the data set. */
  readonly size: number;
  readonly testSize: number;
  /** Amplitude of the planted texture of strokes. */
  readonly texture?: number;
}

const digitNames = Array.from({ length: classCount }, (_, digit) => `${digit}`);

/** What the classes are called, in the order of their labels. */
export const classNames: Readonly<Record<ImageDataSet, readonly string[]>> = {
  strokes: digitNames,
  mnist: digitNames,
  "fashion-mnist": [
    "T-shirt",
    "trousers",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "trainer",
    "bag",
    "boot",
  ],
  "cifar-10": ["aeroplane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "lorry"],
};

/** The shape of an image of a data set. */
export function imageShape(dataset: ImageDataSet): ImageShape {
  return dataset === "cifar-10" ? [32, 32, 3] : [28, 28, 1];
}

/** Images in a file of a packed data set, as `npm run data` cuts it: at most 5,000, in at most 4 MB. */
export function imagesOfShard(pictureBytes: number): number {
  return Math.min(5000, Math.floor(4e6 / (1 + pictureBytes)));
}

/** Bytes that `loadImageData` fetches at most. */
export function downloadBytes({ dataset, size, testSize }: ImageDataSettings): number {
  if (dataset === "strokes") return 0;
  const pictureBytes = imageShape(dataset).reduce((product, length) => product * length, 1);
  const shard = imagesOfShard(pictureBytes);
  const shards = Math.ceil(size / shard) + Math.ceil(testSize / shard);
  return shards * shard * (pictureBytes + 1);
}
