import type { Runtime } from "#lab/runtime.ts";
import { loadImageData, ofClasses } from "#ml/image-data.ts";
import { classCount, type ImageSet, pictureSize } from "#ml/images.ts";
import { drawStrokes } from "#ml/strokes.ts";

import type { Params } from "./spec.ts";

/** Strokes drawn between two points where a run may pause. */
const chunk = 10 * classCount;

/** The pictures of the two classes, labelled 0 and 1; tells the share that is there. */
export async function* loadPair(
  { dataset, size, texture, first, second }: Params,
  runtime: Runtime,
): AsyncGenerator<number, ImageSet, void> {
  const classes = [first, second];
  if (dataset !== "strokes") {
    const { training } = await loadImageData({ dataset, size, testSize: 0 }, runtime);
    return ofClasses(training, classes);
  }
  const hand = runtime.random("training images");
  const drawn: ImageSet[] = [];
  for (let count = 0; count < size; count += chunk) {
    const patterns = runtime.random("texture");
    const set = drawStrokes({ count: Math.min(chunk, size - count), texture }, { hand, patterns });
    drawn.push(ofClasses(set, classes));
    yield count / size;
  }
  return joined(drawn);
}

function joined(sets: readonly ImageSet[]): ImageSet {
  const [first] = sets;
  if (first === undefined) throw new RangeError("there are no pictures to join");
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const pixels = new Float32Array(count * pictureSize(first));
  const labels = new Uint8Array(count);
  let to = 0;
  for (const set of sets) {
    pixels.set(set.pixels, to * pictureSize(first));
    labels.set(set.labels, to);
    to += set.count;
  }
  return { ...first, count, pixels, labels };
}
