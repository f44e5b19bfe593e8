import type { Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

import { tf } from "#kernels/tf.ts";

import { type Comparison, normals, openOracle } from "./oracle.ts";

let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

/** Each operation of the facade that has a gradient, on x and y of shape [3, 4]. */
const operations: Record<string, (x: Tensor, y: Tensor) => Tensor> = {
  add: tf.add,
  addN: (x, y) => tf.addN([x, y, x]),
  abs: (x) => tf.abs(x),
  cast: (x) => tf.cast(x, "float32"),
  clipByValue: (x) => tf.clipByValue(x, -0.5, 0.5),
  concat: (x, y) => tf.concat([x, y], 1),
  div: (x, y) => tf.div(x, tf.add(tf.square(y), 1)),
  exp: (x) => tf.exp(x),
  expandDims: (x) => tf.expandDims(x, 1),
  gather: (x) => tf.gather(x, tf.tensor1d([0, 2, 2, 1], "int32")),
  log: (x) => tf.log(tf.add(tf.square(x), 0.1)),
  logSoftmax: (x) => tf.logSoftmax(x),
  matMul: (x, y) => tf.matMul(x, y, false, true),
  max: (x) => tf.max(x, 1),
  maximum: tf.maximum,
  mean: (x) => tf.mean(x, 0),
  min: (x) => tf.min(x, 0),
  minimum: tf.minimum,
  mul: tf.mul,
  neg: (x) => tf.neg(x),
  onesLike: (x) => tf.mul(tf.onesLike(x), x),
  pad: (x) =>
    tf.pad(x, [
      [1, 0],
      [0, 2],
    ]),
  relu: (x) => tf.relu(x),
  reshape: (x) => tf.reshape(x, [2, 6]),
  sigmoid: (x) => tf.sigmoid(x),
  sign: (x, y) => tf.mul(tf.sign(x), y),
  slice: (x) => tf.slice(x, [1, 0], [2, 3]),
  softmax: (x) => tf.softmax(x),
  sqrt: (x) => tf.sqrt(tf.add(tf.square(x), 0.1)),
  square: (x) => tf.square(x),
  stack: (x, y) => tf.stack([x, y]),
  sub: tf.sub,
  sum: (x) => tf.sum(x, 1),
  "sum of all": (x) => tf.sum(x),
  "bias gradient": (x, y) => tf.add(x, tf.sum(y, 0)),
  tanh: (x) => tf.tanh(x),
  transpose: (x) => tf.transpose(x),
  unstack: (x, y) => tf.mul(tf.unstack(x)[1] ?? x, y),
  where: (x, y) => tf.where(tf.greater(x, 0), x, tf.mul(y, 0.2)),
  "where less": (x, y) => tf.where(tf.less(x, y), x, tf.square(y)),
  "where equal": (x, y) => tf.where(tf.equal(x, y), x, tf.square(y)),
  "where not equal": (x, y) => tf.where(tf.notEqual(x, y), x, y),
  zerosLike: (x) => tf.add(tf.zerosLike(x), x),
};

it.each(Object.entries(operations))("differentiates %s", async (_, operation) => {
  const loss = (a: Tensor, b: Tensor): Tensor => {
    const y = operation(a, b);
    // The last term ties in an input that the operation leaves out.
    return tf.add(tf.sum(tf.mul(y, y)), tf.mul(0, tf.sum(tf.add(a, b))));
  };
  const { error, shapes } = await compare(() => {
    const x = tf.tensor2d(normals(1, 12), [3, 4]);
    const y = tf.tensor2d(normals(2, 12), [3, 4]);
    const gradients = tf.grads(loss)([x, y]);
    tf.dispose([x, y]);
    return gradients;
  });
  expect(shapes.wasm).toEqual(shapes.cpu);
  expect(error).toBeLessThan(1e-5);
});

it.each([
  ["greater", tf.greater],
  ["less", tf.less],
  ["equal", tf.equal],
  ["notEqual", tf.notEqual],
])("takes %s as flat", async (_, compareValues) => {
  const slope = tf.grad((x: Tensor) => tf.sum(tf.mul(tf.cast(compareValues(x, 0), "float32"), x)));
  const x = tf.tensor1d([-2, 3]);
  const truth = await tf.cast(compareValues(x, 0), "float32").data();
  expect(await slope(x).data()).toEqual(truth);
});
