import { classCount, type ImageSet } from "#ml/images.ts";
import { leastSquares } from "#ml/least-squares.ts";
import { dot, type Matrix, matrix, row } from "#ml/matrix.ts";
import { completed } from "#ml/units.ts";

import { momentsOf, responses } from "./certificates.ts";

/** The templates' responses, brought to the mean and variance they had on the pictures they were trained on, and a constant. */
export type Features = (set: ImageSet) => Matrix;

/** Features of mean 0 and variance 1 over `training`. */
export function standardFeatures(templates: Matrix, training: ImageSet): Features {
  const trained = responses(training, templates);
  const moments = Array.from({ length: templates.rows }, (_, j) => momentsOf(trained, j));
  return (set) => {
    const scores = responses(set, templates);
    const made = matrix(set.count, templates.rows + 1);
    for (let i = 0; i < set.count; i += 1) {
      const line = row(made, i);
      moments.forEach(({ mean, deviation }, j) => {
        line[j] = ((scores.values[i * templates.rows + j] ?? 0) - mean) / deviation;
      });
      line[templates.rows] = 1;
    }
    return made;
  };
}

/**
 * A linear classifier on these features, fitted to `labels` in closed form by least squares on one-hot targets; what it answers to each
 * row of `asked`. The ten templates sum to zero, so the ridge decides among equals.
 */
export function readOut(features: Matrix, labels: Uint8Array, asked: Matrix): Uint8Array {
  const targets = matrix(features.rows, classCount);
  labels.forEach((label, i) => (targets.values[i * classCount + label] = 1));
  const fitted = completed(leastSquares(features, targets, 1e-6 * features.rows));
  const answers = new Uint8Array(asked.rows);
  const column = new Float64Array(fitted.rows);
  const best = new Float64Array(asked.rows).fill(-Infinity);
  for (let label = 0; label < classCount; label += 1) {
    for (let j = 0; j < fitted.rows; j += 1) column[j] = fitted.values[j * classCount + label] ?? 0;
    for (let i = 0; i < asked.rows; i += 1) {
      const score = dot(row(asked, i), column);
      if (score <= (best[i] ?? 0)) continue;
      best[i] = score;
      answers[i] = label;
    }
  }
  return answers;
}
