/** The pad that each class is drawn on: a pixel is a point. */
export const pad = { width: 28, height: 28 };

/** Cells of a map for each pixel of the pad, across and up. */
export const cellsAPixel = 3;
export const map = { width: cellsAPixel * pad.width, height: cellsAPixel * pad.height };

/** Units of the hidden layer of teacher and pupils. */
export const networkWidth = 16;

interface Sizes {
  readonly shuffles: number;
  readonly pupilSteps: number;
  readonly lessons: number;
}

/** Units of a run: the teacher, the pupil, and each pupil of shuffled mistakes. */
export function countUnits({ shuffles }: Pick<Sizes, "shuffles">): number {
  return 2 + shuffles;
}

/** Multiply-adds of a run: a step takes about ten a weight of the hidden layer and point, with 200 points drawn and 40 mistaken. */
export function countMacs({ shuffles, pupilSteps, lessons }: Sizes): number {
  return 10 * networkWidth * (200 * lessons + 40 * pupilSteps * (1 + shuffles));
}
