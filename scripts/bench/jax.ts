/** Entry of a process that measures jax-js on its wasm device and prints its median processor times of net B as JSON. */
import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad, grad } from "@jax-js/jax";

import { randomStreams } from "../../src/ml/random.ts";
import { median } from "./works.ts";

const [batch = 64, repeats = 3] = process.argv.slice(2).map(Number);
await init("wasm");
defaultDevice("wasm");
const random = randomStreams(1)("net");
type Values = np.Array;

const drawn = (draw: () => number, ...shape: number[]): Values => {
  const count = shape.reduce((product, length) => product * length, 1);
  return np.array(Float32Array.from({ length: count }, draw)).reshape(shape);
};
const normal = (...shape: number[]): Values => drawn(() => 0.1 * random.normal(), ...shape);

let weights = [
  normal(16, 1, 3, 3),
  np.zeros([16]),
  normal(32, 16, 3, 3),
  np.zeros([32]),
  normal(7 * 7 * 32, 64),
  np.zeros([64]),
  normal(64, 10),
  np.zeros([10]),
];
const images = drawn(() => random.uniform(), batch, 1, 28, 28);
const classes = Int32Array.from({ length: batch }, () => random.integer(10));
const targets = nn.oneHot(np.array(classes), 10);

/** 2 × 2, of `[batch, channels, side, side]`. */
const pool = (y: Values, channels: number, side: number): Values =>
  np.max(np.max(y.reshape([batch, channels, side / 2, 2, side / 2, 2]), 5), 3);

const logits = (values: Values[], x: Values): Values => {
  const [kernel1, bias1, kernel2, bias2, kernel3, bias3, kernel4, bias4] = values;
  if (!kernel1 || !bias1 || !kernel2 || !bias2 || !kernel3 || !bias3 || !kernel4 || !bias4) {
    throw new RangeError("net B has eight weights");
  }
  const first = lax.conv(x, kernel1, [1, 1], "SAME").add(bias1.reshape([1, 16, 1, 1]));
  const pooled = pool(nn.relu(first), 16, 28);
  const second = lax.conv(pooled, kernel2, [1, 1], "SAME").add(bias2.reshape([1, 32, 1, 1]));
  const flat = pool(nn.relu(second), 32, 14).reshape([batch, 7 * 7 * 32]);
  const hidden = nn.relu(np.matmul(flat, kernel3).add(bias3));
  return np.matmul(hidden, kernel4).add(bias4);
};
const loss = (values: Values[], x: Values): Values =>
  np.mean(np.sum(nn.logSoftmax(logits(values, x)).mul(targets.ref), 1)).neg();

const forward = jit(logits);
const step = jit(valueAndGrad(loss));
const slope = jit(grad((x: Values, values: Values[]) => loss(values, x)));
/** An operation uses up what it is handed; `ref` keeps one's own. */
const borrowed = (values: Values[]): Values[] => values.map((value) => value.ref);

console.log(
  JSON.stringify({
    train: await medianTime(async () => {
      const [value, gradients] = step(borrowed(weights), images.ref);
      weights = weights.map((weight, i) => {
        const gradient = gradients[i];
        if (gradient === undefined) throw new RangeError(`weight ${i} has no gradient`);
        return weight.sub(gradient.mul(0.05));
      });
      await Promise.all([value.data(), ...borrowed(weights).map((weight) => weight.data())]);
    }),
    forward: await medianTime(() => forward(borrowed(weights), images.ref).data()),
    inputGradient: await medianTime(() => slope(images.ref, borrowed(weights)).data()),
  }),
);

/** Median processor time of one call, milliseconds, after one that compiles. */
async function medianTime(call: () => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let i = -1; i < repeats; i += 1) {
    const before = process.cpuUsage();
    await call();
    const { user, system } = process.cpuUsage(before);
    if (i >= 0) samples.push((user + system) / 1000);
  }
  return median(samples);
}
