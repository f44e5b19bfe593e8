import {
  engine,
  grads,
  mul,
  type Rank,
  reshape,
  sum,
  type Tensor,
  tensor,
} from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";

import { tf } from "#kernels/tf.ts";
import type { ConvolutionSettings } from "#lab/layers.ts";

import { type Comparison, normals, openOracle } from "./oracle.ts";

// The cpu engine has no kernels of ours: there every layer is put together from tfjs's operations.
let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

const activation = fc.constantFrom<"linear" | "relu">("linear", "relu");

const convolutions = fc.record({
  images: fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 3, max: 10 }),
    fc.integer({ min: 3, max: 10 }),
    fc.constantFrom(1, 2, 3, 4, 8, 12, 16, 20),
  ),
  filter: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  filters: fc.constantFrom(1, 2, 3, 4, 7, 8, 16),
  settings: fc.record<ConvolutionSettings>({
    stride: fc.constantFrom(1, 1, 2),
    pad: fc.constantFrom("same", "valid"),
    activation: fc.constantFrom("relu", "relu", "linear"),
    pool: fc.constantFrom(1, 2, 2),
  }),
  seed: fc.nat(),
});

it("convolves, rectifies and pools as the operations one by one do, with all gradients", async () => {
  await fc.assert(
    fc.asyncProperty(convolutions, async ({ images, filter, filters, settings, seed }) => {
      fc.pre(settings.pad === "same" || (filter[0] <= images[1] && filter[1] <= images[2]));
      const { error, shapes } = await compare(() => {
        const inputs = [
          values(seed, images),
          values(seed + 1, [...filter, images[3], filters]),
          values(seed + 2, [filters]),
        ];
        return differentiated(inputs, (x, kernel, bias) =>
          tf.convolution(reshape<Rank.R4>(x, images), kernel, bias, settings),
        );
      });
      expect(shapes.wasm).toEqual(shapes.cpu);
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 400 },
  );
});

it("multiplies, shifts and rectifies as the operations one by one do, with all gradients", async () => {
  const sizes = fc.tuple(...[40, 70, 20].map((max) => fc.integer({ min: 1, max })));
  await fc.assert(
    fc.asyncProperty(sizes, activation, fc.nat(), async (size, kind, seed) => {
      const [batch = 1, from = 1, to = 1] = size;
      const { error, shapes } = await compare(() => {
        const inputs = [
          values(seed, [batch, from]),
          values(seed + 1, [from, to]),
          values(seed + 2, [to]),
        ];
        return differentiated(inputs, (x, kernel, bias) => tf.dense(x, kernel, bias, kind));
      });
      expect(shapes.wasm).toEqual(shapes.cpu);
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 150 },
  );
});

it("gives the loss of a classifier and its gradient, also where a logit is far away", async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 12 }));
  const scales = fc.constantFrom(1, 30, 1000);
  await fc.assert(
    fc.asyncProperty(sizes, scales, fc.nat(), async (size, scale, seed) => {
      const { error } = await compare(() => {
        const logits = tf.mul(values(seed, size), scale);
        const targets = tf.softmax(values(seed + 1, size));
        const { value, grad } = tf.valueAndGrad((x: Tensor) => tf.softmaxCrossEntropy(x, targets))(
          logits,
        );
        return [value, grad, logits, targets];
      });
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 150 },
  );
});

it("takes Adam's step", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.nat(), async (length, seed) => {
      const { error } = await compare(() => {
        const [weights, gradient, first] = [0, 1, 2].map((i) => values(seed + i, [length]));
        const second = tf.square(values(seed + 3, [length]));
        if (!weights || !gradient || !first) throw new Error("three tensors are made above");
        const settings = { rate: 0.01, decays: [0.9, 0.999], epsilon: 1e-8 } as const;
        return [
          ...tf.adam(weights, gradient, [first, second], settings),
          weights,
          gradient,
          first,
          second,
        ];
      });
      expect(error).toBeLessThan(1e-6);
    }),
    { numRuns: 50 },
  );
});

it("frees what it uses in between", () => {
  const before = engine().backend.numDataIds();
  for (const pool of [1, 2] as const) {
    const inputs = [values(1, [2, 6, 6, 3]), values(2, [3, 3, 3, 5]), values(3, [5])];
    const settings = { stride: 1, pad: "same", activation: "relu", pool } as const;
    tf.dispose(
      differentiated(inputs, (x, kernel, bias) =>
        tf.convolution(reshape<Rank.R4>(x, [2, 6, 6, 3]), kernel, bias, settings),
      ),
    );
  }
  expect(engine().backend.numDataIds()).toBe(before);
});

it("says which shapes do not fit", () => {
  const x = values(1, [2, 3]);
  expect(() => tf.dense(x, values(2, [4, 5]), values(3, [5]), "linear")).toThrow(
    "a dense layer of shape [4,5] with a bias of [5] does not fit inputs of [2,3]",
  );
  expect(() => tf.softmaxCrossEntropy(x, values(2, [3, 2]))).toThrow("both are [batch, classes]");
});

/** The output and the gradient of its squares' sum for every input; the inputs are freed. */
function differentiated(
  inputs: readonly Tensor[],
  layer: (x: Tensor, kernel: Tensor, bias: Tensor) => Tensor,
): Tensor[] {
  const loss = (x: Tensor, kernel: Tensor, bias: Tensor): Tensor => {
    const y = layer(x, kernel, bias);
    return sum(mul(y, y));
  };
  const [x, kernel, bias] = inputs;
  if (!x || !kernel || !bias) throw new Error("a layer has three inputs");
  const made = [tf.tidy(() => layer(x, kernel, bias)), ...grads(loss)([x, kernel, bias])];
  tf.dispose([...inputs]);
  return made;
}

function values(seed: number, shape: readonly number[]): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  return tensor(normals(seed, count), [...shape]);
}
