/** What can be said for certain of a linear classifier under any move of an image by at most a radius (L2), in closed form. */
import { type ImageSet, pictureSize } from "#ml/images.ts";
import { dot, type Matrix, matrix, row } from "#ml/matrix.ts";

import type { LinearClassifier } from "./robust-linear.ts";

/** Scores of every picture, `[count, classes]`, without the biases. */
export function responses(set: ImageSet, templates: Matrix): Matrix {
  const size = pictureSize(set);
  const made = matrix(set.count, templates.rows);
  const picture = new Float64Array(size);
  for (let i = 0; i < set.count; i += 1) {
    picture.set(set.pixels.subarray(i * size, (i + 1) * size));
    for (let j = 0; j < templates.rows; j += 1) {
      made.values[i * templates.rows + j] = dot(row(templates, j), picture);
    }
  }
  return made;
}

export interface Certificate {
  /** Share of pictures given their label. */
  readonly accuracy: number;
  /** Share whose prediction no move within the radius can change, right or wrong. */
  readonly kept: number;
  /** Share that is given its label whatever the move. */
  readonly robust: number;
}

/** A move gains class j over the predicted p at most radius · ‖wⱼ − w_p‖: the prediction is kept where all margins exceed that. */
export function certify(
  { templates, biases }: LinearClassifier,
  scores: Matrix,
  labels: Uint8Array,
  radius: number,
): Certificate {
  const distances = templateDistances(templates);
  const classes = templates.rows;
  let [right, kept, robust] = [0, 0, 0];
  for (let i = 0; i < scores.rows; i += 1) {
    const logits = row(scores, i).map((score, j) => score + (biases[j] ?? 0));
    const predicted = logits.indexOf(Math.max(...logits));
    const isKept = logits.every(
      (logit, j) =>
        j === predicted ||
        (logits[predicted] ?? 0) - logit >
          radius * (distances.values[predicted * classes + j] ?? 0),
    );
    const isRight = predicted === labels[i];
    if (isRight) right += 1;
    if (isKept) kept += 1;
    if (isRight && isKept) robust += 1;
  }
  const { rows } = scores;
  return { accuracy: right / rows, kept: kept / rows, robust: robust / rows };
}

/** ‖wⱼ − w_k‖ of all pairs. */
function templateDistances(templates: Matrix): Matrix {
  const n = templates.rows;
  const made = matrix(n, n);
  for (let j = 0; j < n; j += 1) {
    for (let k = 0; k < n; k += 1) {
      const apart = row(templates, j).map((value, i) => value - (row(templates, k)[i] ?? 0));
      made.values[j * n + k] = Math.sqrt(dot(apart, apart));
    }
  }
  return made;
}

export interface Feature {
  /** E[y f(x)], y being 1 on the template's own class and −1 elsewhere. */
  readonly usefulness: number;
  /** Robust usefulness, usefulness − radius · ‖w‖ / ‖w‖_Σ: what is left after the worst move of every picture. */
  readonly gamma: number;
}

/** The templates as features of mean 0 and variance 1 over the pictures (Ilyas et al. 2019, § 2; Goh 2019). */
export function robustUsefulness(
  templates: Matrix,
  scores: Matrix,
  labels: Uint8Array,
  radius: number,
): Feature[] {
  return Array.from({ length: templates.rows }, (_, j) => {
    const template = row(templates, j);
    const { mean, deviation } = momentsOf(scores, j);
    let sum = 0;
    for (let i = 0; i < scores.rows; i += 1) {
      const value = ((scores.values[i * scores.columns + j] ?? 0) - mean) / deviation;
      sum += labels[i] === j ? value : -value;
    }
    const usefulness = sum / scores.rows;
    const length = Math.sqrt(dot(template, template));
    return { usefulness, gamma: usefulness - (radius * length) / deviation };
  });
}

/** Mean and standard deviation of a column. */
export function momentsOf(
  scores: Matrix,
  column: number,
): { readonly mean: number; readonly deviation: number } {
  let sum = 0;
  for (let i = 0; i < scores.rows; i += 1) sum += scores.values[i * scores.columns + column] ?? 0;
  const mean = sum / scores.rows;
  let squares = 0;
  for (let i = 0; i < scores.rows; i += 1) {
    squares += ((scores.values[i * scores.columns + column] ?? 0) - mean) ** 2;
  }
  return { mean, deviation: Math.sqrt(squares / scores.rows) };
}
