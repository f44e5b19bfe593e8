import { describe, expect, it } from "vitest";

import { randomStreams } from "#ml/random.ts";

import { answer, create, type Example, gradient, learn, type Network, output } from "./network.ts";
import { dealt, drawingOf, mapOf, mistakesOf, pointsOf } from "./points.ts";

const random = randomStreams(1);
const corners: Example[] = [
  { x: -0.5, y: -0.5, label: 1 },
  { x: 0.5, y: 0.5, label: 1 },
  { x: -0.5, y: 0.5, label: -1 },
  { x: 0.5, y: -0.5, label: -1 },
];

/** Two units, worked by hand: max(0, x + 2y + 1) · 3 − max(0, −x) + 0.5. */
const byHand: Network = { width: 2, weights: Float64Array.of(1, -1, 2, 0, 1, 0, 3, -1, 0.5) };

function loss(network: Network, examples: readonly Example[]): number {
  const losses = examples.map(
    ({ x, y, label }) => Math.max(0, 1 - label * output(network, x, y)) ** 2,
  );
  return losses.reduce((sum, value) => sum + value, 0) / losses.length;
}

describe("the network of the plane", () => {
  it("answers as worked by hand", () => {
    expect(output(byHand, 1, 1)).toBe(12.5);
    expect(output(byHand, -2, 0)).toBe(-1.5);
    expect([answer(byHand, 1, 1), answer(byHand, -2, 0)]).toEqual([1, -1]);
  });

  it("has the gradient that differences of its loss show", () => {
    const network = create(5, random("gradient"));
    const slopes = gradient(network, corners);
    const step = 1e-6;
    slopes.forEach((slope, i) => {
      const [above, below] = [step, -step].map((change) => {
        const weights = network.weights.map((weight, j) => (j === i ? weight + change : weight));
        return loss({ ...network, weights }, corners);
      });
      // The error of a central difference, and its rounding.
      expect(slope).toBeCloseTo(((above ?? NaN) - (below ?? NaN)) / (2 * step), 6);
    });
  });

  it("learns what no line can part, and leaves the network it began with as it was", () => {
    const start = create(16, random("weights"));
    const before = [...start.weights];
    const learned = learn(start, corners, 300);
    expect(corners.map(({ x, y }) => answer(learned, x, y))).toEqual([1, 1, -1, -1]);
    expect([...start.weights]).toEqual(before);
  });
});

describe("drawn points", () => {
  /** The first pixel and the last. */
  const drawing = `g${"A".repeat(129)}E`;

  it("lie where they are drawn, up being up, and become the same drawing again", () => {
    const points = pointsOf(drawing, 1);
    expect(points.map(({ pixel }) => pixel)).toEqual([0, 783]);
    const places = points.flatMap(({ x, y }) => [x, y]);
    // Each is a quotient less one.
    [-27, 27, 27, -27].forEach((place, i) => expect(places[i]).toBeCloseTo(place / 28, 12));
    expect(drawingOf(points)).toBe(drawing);
  });

  it("are mistakes where a network answers otherwise, and then carry its answer", () => {
    const always: Network = { width: 1, weights: Float64Array.of(0, 0, 0, 0, 1) };
    expect(mistakesOf(always, pointsOf(drawing, 1))).toEqual([]);
    expect(mistakesOf(always, pointsOf(drawing, -1)).map(({ label }) => label)).toEqual([1, 1]);
    expect(mapOf(always)).toMatch(/^_+$/);
  });

  it("keep their places and the number of each label when labels are dealt out anew", () => {
    const points = [...pointsOf(drawing, 1), ...pointsOf(drawing, -1)];
    const anew = dealt(points, Int32Array.of(3, 0, 1, 2));
    expect(anew.map(({ label }) => label)).toEqual([-1, 1, 1, -1]);
    expect(anew.map(({ pixel }) => pixel)).toEqual(points.map(({ pixel }) => pixel));
  });
});
