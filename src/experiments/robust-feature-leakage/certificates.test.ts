import { describe, expect, it } from "vitest";

import type { ImageSet } from "#ml/images.ts";
import { matrix } from "#ml/matrix.ts";

import { certify, responses, robustUsefulness } from "./certificates.ts";

/** Pictures of two pixels. */
function pictures(pixels: readonly number[], labels: readonly number[]): ImageSet {
  return {
    count: labels.length,
    height: 1,
    width: 2,
    channels: 1,
    pixels: Float32Array.from(pixels),
    labels: Uint8Array.from(labels),
  };
}

describe("a certificate", () => {
  // Classes by the sign of x₀ − x₁: the boundary is the diagonal, |x₀ − x₁| / √2 away.
  const classifier = {
    templates: matrix(2, 2, [1, 0, 0, 1]),
    biases: new Float64Array(2),
  };
  // Distances 0.5/√2 = 0.354, 0.25/√2 = 0.177 and 0.75/√2 = 0.530; the last is labelled wrongly.
  const set = pictures([0.75, 0.25, 0.25, 0.5, 1, 0.25], [0, 1, 1]);
  const scores = responses(set, classifier.templates);

  it("keeps the predictions whose boundary is further than the radius, right or wrong", () => {
    const found = certify(classifier, scores, set.labels, 0.3);
    expect(found.accuracy).toBeCloseTo(2 / 3, 12);
    expect(found.kept).toBeCloseTo(2 / 3, 12);
    expect(found.robust).toBeCloseTo(1 / 3, 12);
  });

  it("ends where the boundary is", () => {
    const nearest = 0.25 / Math.SQRT2;
    const within = certify(classifier, scores, set.labels, nearest - 1e-9);
    const beyond = certify(classifier, scores, set.labels, nearest + 1e-9);
    expect(within.kept).toBe(1);
    expect(beyond.kept).toBeCloseTo(2 / 3, 12);
  });

  it("counts the biases in", () => {
    const shifted = { ...classifier, biases: Float64Array.of(0, 0.3) };
    // The first margin shrinks from 0.5 to 0.2, 0.141 away.
    expect(certify(shifted, scores, set.labels, 0.2).kept).toBeCloseTo(2 / 3, 12);
  });
});

describe("robust usefulness", () => {
  // Scores 1, −1, 1, −1 of deviation 1; y = 1, −1, −1, −1, so that E[y f] = (1 + 1 − 1 + 1) / 4.
  const set = pictures([1, 0, -1, 0, 1, 0, -1, 0], [0, 1, 1, 1]);
  const templates = matrix(2, 2, [1, 0, 3, 0]);
  const scores = responses(set, templates);

  it("is what correlation is left after the worst move", () => {
    const [feature] = robustUsefulness(templates, scores, set.labels, 0.2);
    expect(feature?.usefulness).toBeCloseTo(0.5, 12);
    expect(feature?.gamma).toBeCloseTo(0.3, 12);
  });

  it("does not change with the template's length", () => {
    const [first, second] = robustUsefulness(templates, scores, Uint8Array.of(0, 1, 1, 1), 0.2);
    // The second is three times as long; its class's labels are the opposite ones.
    expect(second?.usefulness).toBeCloseTo(-(first?.usefulness ?? 0), 12);
    expect((second?.usefulness ?? 0) - (second?.gamma ?? 0)).toBeCloseTo(0.2, 12);
  });
});
