/** What a training step does besides its layers: the loss of a classifier, and Adam's update. */
import { exponential, logarithm } from "./transcendental";

/**
 * Softmax cross-entropy of logits [rows, columns] against targets of the same shape. `gradient` [rows, columns] gets
 * (softmax · Σ targets − targets) / rows; the result is the mean loss.
 */
export function softmaxCrossEntropy(
  logits: usize,
  targets: usize,
  gradient: usize,
  rows: i32,
  columns: i32,
): f32 {
  const rowBytes = columns << 2;
  const share: f32 = 1 / <f32>rows;
  let total: f64 = 0;
  let from = logits;
  let target = targets;
  let to = gradient;
  for (let row = 0; row < rows; row++) {
    let highest: f32 = -Infinity;
    for (let i = 0; i < rowBytes; i += 4) highest = max(highest, load<f32>(from + i));
    let sum: f32 = 0;
    let weight: f32 = 0;
    let matched: f32 = 0;
    for (let i = 0; i < rowBytes; i += 4) {
      const shifted = load<f32>(from + i) - highest;
      const power = f32x4.extract_lane(exponential(f32x4.splat(shifted)), 0);
      const wanted = load<f32>(target + i);
      sum += power;
      weight += wanted;
      // Where nothing is wanted the logit may be −∞.
      if (wanted != 0) matched += wanted * shifted;
      store<f32>(to + i, power);
    }
    total += <f64>(weight * logarithm(sum) - matched);
    const scale = weight / sum;
    for (let i = 0; i < rowBytes; i += 4) {
      store<f32>(to + i, (load<f32>(to + i) * scale - load<f32>(target + i)) * share);
    }
    from += rowBytes;
    target += rowBytes;
    to += rowBytes;
  }
  return <f32>(total * <f64>share);
}

/**
 * One step of Adam (Kingma and Ba 2015, algorithm 1) on `count` weights: decays, the rate with both corrections in it, and
 * epsilon are given; weights and moments go to new places.
 */
export function adam(
  weights: usize,
  gradient: usize,
  first: usize,
  second: usize,
  newWeights: usize,
  newFirst: usize,
  newSecond: usize,
  count: i32,
  rate: f32,
  decay1: f32,
  rest1: f32,
  decay2: f32,
  rest2: f32,
  epsilon: f32,
): void {
  const end = count << 2;
  let at = 0;
  for (; at + 16 <= end; at += 16) {
    const g = v128.load(gradient + at);
    const m = f32x4.add(
      f32x4.mul(v128.load(first + at), f32x4.splat(decay1)),
      f32x4.mul(g, f32x4.splat(rest1)),
    );
    const v = f32x4.add(
      f32x4.mul(v128.load(second + at), f32x4.splat(decay2)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(rest2)),
    );
    const step = f32x4.div(
      f32x4.mul(m, f32x4.splat(rate)),
      f32x4.add(f32x4.sqrt(v), f32x4.splat(epsilon)),
    );
    v128.store(newFirst + at, m);
    v128.store(newSecond + at, v);
    v128.store(newWeights + at, f32x4.sub(v128.load(weights + at), step));
  }
  for (; at < end; at += 4) {
    const g = load<f32>(gradient + at);
    const m = load<f32>(first + at) * decay1 + g * rest1;
    const v = load<f32>(second + at) * decay2 + g * g * rest2;
    store<f32>(newFirst + at, m);
    store<f32>(newSecond + at, v);
    store<f32>(newWeights + at, load<f32>(weights + at) - (m * rate) / (sqrt<f32>(v) + epsilon));
  }
}
