import { beforeAll, describe, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import { randomStreams } from "#ml/random.ts";
import { completed } from "#ml/units.ts";
import { nodeEngine } from "#runtime/node.ts";

import { attacked, createStudent, disposeStudent, learn, lesson, scores } from "./classifier.ts";
import { colourRule, fitLinear, flippedShare, signAgreement, sturdiness } from "./linear.ts";
import { drawSquares } from "./squares.ts";

const draw = (count: number, size: number, labelNoise: number, name = "squares") =>
  drawSquares({ count, size, labelNoise }, randomStreams(4)(name));

describe("squares", () => {
  it("show their colour in every pixel, within the noise", () => {
    const { pixels, colours, size } = draw(200, 16, 0.1);
    for (const [i, pixel] of pixels.entries()) {
      const offset = pixel - (colours[Math.floor(i / size)] ?? 0);
      expect(Math.abs(offset)).toBeLessThanOrEqual(0.1 + 1e-6);
    }
  });

  it("are labelled wrongly as often as asked", () => {
    const { labels, colours } = draw(4000, 1, 0.1);
    const wrong = labels.filter((label, i) => label !== colours[i]).length;
    // Four standard errors of a share of 0.1 in 4,000.
    expect(Math.abs(wrong / 4000 - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / 4000));
    expect(draw(100, 1, 0).labels).toEqual(draw(100, 1, 0).colours);
  });

  it("are the same but for their sign with and without label noise", () => {
    const [noisy, clean] = [draw(50, 9, 0.3), draw(50, 9, 0)];
    expect(noisy.pixels.map(Math.abs)).toEqual(clean.pixels.map(Math.abs));
    expect(noisy.labels).toEqual(clean.labels);
    expect(noisy.colours).not.toEqual(clean.colours);
  });
});

describe("the rule that goes by the colour", () => {
  it("names every square and stands up to 0.9", () => {
    const squares = draw(300, 64, 0.1);
    const { scores: means, critical } = sturdiness(colourRule(64), squares);
    expect(signAgreement(means, squares.colours)).toBe(1);
    expect(flippedShare(critical, 0.9)).toBe(0);
    expect(flippedShare(critical, 1.1)).toBe(1);
  });
});

describe("the shortest linear fit", () => {
  it("gives every training label exactly when there are fewer squares than pixels", () => {
    const squares = draw(40, 100, 0.2);
    const { scores: fitted } = sturdiness(completed(fitLinear(squares)), squares);
    for (const [i, label] of squares.labels.entries()) expect(fitted[i]).toBeCloseTo(label, 5);
  });

  it("is a combination of the squares, so that none shorter fits them", () => {
    const squares = draw(2, 3, 0);
    const [w0 = 0, w1 = 0, w2 = 0] = completed(fitLinear(squares));
    const [a, b] = [squares.pixels.subarray(0, 3), squares.pixels.subarray(3, 6)];
    // Orthogonal to what is orthogonal to both squares, their cross product.
    const cross = [0, 1, 2].map(
      (i) =>
        (a[(i + 1) % 3] ?? 0) * (b[(i + 2) % 3] ?? 0) -
        (a[(i + 2) % 3] ?? 0) * (b[(i + 1) % 3] ?? 0),
    );
    const length = Math.hypot(...cross);
    const along = (w0 * (cross[0] ?? 0) + w1 * (cross[1] ?? 0) + w2 * (cross[2] ?? 0)) / length;
    expect(along).toBeCloseTo(0, 6);
  });

  it("changes its answer at the critical distance and not before", () => {
    const squares = draw(40, 100, 0.2);
    const direction = completed(fitLinear(squares));
    const { scores: before, critical } = sturdiness(direction, squares);
    const moved = (factor: number): Float32Array =>
      squares.pixels.map((pixel, k) => {
        const i = Math.floor(k / 100);
        const step = factor * (critical[i] ?? 0) * Math.sign(direction[k % 100] ?? 0);
        return pixel - step * Math.sign(before[i] ?? 0);
      });
    const kept = (factor: number): number => {
      const after = sturdiness(direction, { ...squares, pixels: moved(factor) }).scores;
      return after.filter((score, i) => score > 0 === (before[i] ?? 0) > 0).length;
    };
    expect(kept(0.99)).toBe(40);
    expect(kept(1.01)).toBe(0);
  });
});

describe("the network", () => {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await nodeEngine());
  });

  it("learns what it is taught, and leaves no tensor behind", async () => {
    const before = tf.memory().numTensors;
    const squares = draw(30, 16, 0);
    const material = lesson(tf, squares);
    let student = createStudent(tf, { size: 16, width: 16 }, randomStreams(2)("weights"));
    for (let step = 0; step < 60; step += 1) student = learn(tf, student, material, 0.01);
    expect(signAgreement(await scores(tf, student, squares), squares.labels)).toBe(1);
    disposeStudent(tf, student);
    tf.dispose([material.pictures, material.targets]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("is attacked within epsilon of each pixel, against its own answer", async () => {
    const squares = draw(20, 16, 0);
    const student = createStudent(tf, { size: 16, width: 16 }, randomStreams(3)("weights"));
    const before = await scores(tf, student, squares);
    const pixels = await attacked(tf, student, squares, before, { epsilon: 0.2, steps: 5 });
    const after = await scores(tf, student, { ...squares, pixels });
    disposeStudent(tf, student);
    const largest = Math.max(
      ...pixels.map((pixel, i) => Math.abs(pixel - (squares.pixels[i] ?? 0))),
    );
    expect(largest).toBeCloseTo(0.2, 5);
    for (const [i, score] of before.entries()) {
      expect((after[i] ?? 0) * Math.sign(score)).toBeLessThan(Math.abs(score));
    }
  });
});
