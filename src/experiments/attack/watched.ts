import { unpackDrawing } from "#lab/drawing.ts";
import { normalisedDigit } from "#ml/digit-normalisation.ts";
import { type ImageSet, pictureSize } from "#ml/images.ts";

import { pad, type Params } from "./spec.ts";

export interface Watched {
  readonly pixels: Float32Array;
  /** Null where nobody but the hand that drew it knows. */
  readonly label: number | null;
}

/** The reader's drawing as networks trained on MNIST expect it; throws a sentence where nothing is drawn. */
export function drawnDigit({ drawing }: Pick<Params, "drawing">): Watched {
  const ink = unpackDrawing(drawing, pad);
  if (!ink.some(Boolean)) {
    throw new RangeError("the pad is empty; draw a digit, or choose a test image");
  }
  return { pixels: normalisedDigit(ink.map(Number)), label: null };
}

/** One image of a set. */
export function takenDigit(set: ImageSet, index: number): Watched {
  const size = pictureSize(set);
  return {
    pixels: set.pixels.slice(index * size, (index + 1) * size),
    label: set.labels[index] ?? null,
  };
}

/** Test images to have at hand: all of a file of MNIST, or as many strokes as are needed. */
export function imagesAtHand({ dataset, index, testSize }: Params): number {
  return dataset === "mnist" ? 5000 : Math.max(index + 1, 2 * testSize);
}
