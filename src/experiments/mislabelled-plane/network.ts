/** A small network of the plane in plain numbers: additions, products and square roots alone, which every engine rounds alike. */
import type { Random } from "#lab/runtime.ts";

/** A class as the network's output has its sign. */
export type Label = 1 | -1;

/** A point of the plane, both coordinates −1 to 1, under a label. */
export interface Example {
  readonly x: number;
  readonly y: number;
  readonly label: Label;
}

/** One hidden layer of rectified units: weights across, weights up and biases of the units, then their output weights and its bias. */
export interface Network {
  readonly width: number;
  /** `4 * width + 1` numbers in that order. */
  readonly weights: Float64Array;
}

/** Fresh weights (He et al. 2015, eq. 10), biases zero. */
export function create(width: number, random: Random): Network {
  const weights = new Float64Array(4 * width + 1);
  for (let i = 0; i < 2 * width; i += 1) weights[i] = random.normal();
  const scale = Math.sqrt(2 / width);
  for (let i = 3 * width; i < 4 * width; i += 1) weights[i] = scale * random.normal();
  return { width, weights };
}

/** The output at a point: positive where the network sees class 1. */
export function output({ width, weights }: Network, x: number, y: number): number {
  let sum = weights[4 * width] ?? 0;
  for (let unit = 0; unit < width; unit += 1) {
    sum += activation(weights, width, unit, x, y) * (weights[3 * width + unit] ?? 0);
  }
  return sum;
}

export function answer(network: Network, x: number, y: number): Label {
  return output(network, x, y) > 0 ? 1 : -1;
}

/** Gradient of the mean squared hinge loss max(0, 1 − label · output)² by every weight. */
export function gradient({ width, weights }: Network, examples: readonly Example[]): Float64Array {
  const slopes = new Float64Array(weights.length);
  const active = new Float64Array(width);
  for (const { x, y, label } of examples) {
    let seen = weights[4 * width] ?? 0;
    for (let unit = 0; unit < width; unit += 1) {
      const value = activation(weights, width, unit, x, y);
      active[unit] = value;
      seen += value * (weights[3 * width + unit] ?? 0);
    }
    const missing = 1 - label * seen;
    if (missing <= 0) continue;
    const slope = (-2 * label * missing) / examples.length;
    add(slopes, 4 * width, slope);
    for (let unit = 0; unit < width; unit += 1) {
      const value = active[unit] ?? 0;
      if (value === 0) continue;
      const back = slope * (weights[3 * width + unit] ?? 0);
      add(slopes, unit, back * x);
      add(slopes, width + unit, back * y);
      add(slopes, 2 * width + unit, back);
      add(slopes, 3 * width + unit, slope * value);
    }
  }
  return slopes;
}

const [rate, keepMean, keepSquare, tiny] = [0.02, 0.9, 0.999, 1e-8];

/** The network after so many steps of Adam (Kingma and Ba 2015) on all examples at once. */
export function learn(start: Network, examples: readonly Example[], steps: number): Network {
  const network = { ...start, weights: Float64Array.from(start.weights) };
  const means = new Float64Array(network.weights.length);
  const squares = new Float64Array(network.weights.length);
  let [meanLeft, squareLeft] = [1, 1];
  for (let step = 0; step < steps; step += 1) {
    const slopes = gradient(network, examples);
    meanLeft *= keepMean;
    squareLeft *= keepSquare;
    slopes.forEach((slope, i) => {
      means[i] = keepMean * (means[i] ?? 0) + (1 - keepMean) * slope;
      squares[i] = keepSquare * (squares[i] ?? 0) + (1 - keepSquare) * slope * slope;
      const size = Math.sqrt((squares[i] ?? 0) / (1 - squareLeft)) + tiny;
      add(network.weights, i, (-rate * (means[i] ?? 0)) / (1 - meanLeft) / size);
    });
  }
  return network;
}

function activation(
  weights: Float64Array,
  width: number,
  unit: number,
  x: number,
  y: number,
): number {
  const sum =
    (weights[unit] ?? 0) * x + (weights[width + unit] ?? 0) * y + (weights[2 * width + unit] ?? 0);
  return sum > 0 ? sum : 0;
}

function add(to: Float64Array, at: number, amount: number): void {
  to[at] = (to[at] ?? 0) + amount;
}
