import { architectures, macsOf } from "#ml/architectures.ts";
import { imageShape } from "#ml/data-sets.ts";
import { classCount } from "#ml/images.ts";

/** Images in a batch, the unit of work. */
export const batchSize = 100;

/** Exams that a pupil sits on its way. */
export const exams = 8;

/** Batches that the teacher of digits studies before it is shown clothes. */
const clothesLessons = 300;

interface Sizes {
  readonly lessons: number;
  readonly teachers: number;
  readonly pupilBatches: number;
  readonly clothes: "none" | "fashion-mnist";
  readonly network: "mlp" | "conv";
}

/** How long each teacher studies, batches: evenly spaced, rising, the last is `lessons`. */
export function lessonsOf({ lessons, teachers }: Sizes): number[] {
  const spaced = Array.from({ length: teachers }, (_, i) =>
    Math.max(1, Math.round((lessons * (i + 1)) / teachers)),
  );
  return [...new Set(spaced)];
}

/** Batches of the teacher that is shown clothes; 0 where there is none. */
export function clothesLessonsOf({ clothes }: Sizes): number {
  return clothes !== "none" ? clothesLessons : 0;
}

/** Batches of a whole run: every teacher, and for each a pupil and its control; clothes are studied twice and once more shuffled. */
export function countUnits(sizes: Sizes): number {
  const studied = lessonsOf(sizes);
  const mistakes = studied.reduce((sum, lessons) => sum + lessons, 0);
  const clothes = clothesLessonsOf(sizes);
  const pupils = 2 * studied.length + (clothes > 0 ? 3 : 0);
  return mistakes + clothes + pupils * sizes.pupilBatches;
}

/** Multiply-adds of one unit: forward and backward are three forward passes. */
export function unitMacs({ network }: Pick<Sizes, "network">): number {
  return 3 * batchSize * macsOf(architectures[network], imageShape("mnist"), classCount);
}
