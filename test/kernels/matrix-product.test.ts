import {
  concat,
  fused,
  matMul,
  relu,
  type Rank,
  reshape,
  type Tensor,
  tensor,
  transpose,
  add,
} from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";

import { type Comparison, normals, openOracle } from "./oracle.ts";

let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

const products = fc.record({
  batch: fc.constantFrom<number>(1, 1, 1, 3),
  rows: fc.integer({ min: 1, max: 20 }),
  shared: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 45, max: 110 })),
  columns: fc.integer({ min: 1, max: 20 }),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  seed: fc.nat(),
});
type Product = typeof products extends fc.Arbitrary<infer Value> ? Value : never;

it("gives the cpu engine's product, transposed and batched", async () => {
  await fc.assert(
    fc.asyncProperty(products, async (p) => {
      const { error, shapes } = await compare(() => {
        const { a, b } = operands(p);
        return [matMul(a, b, p.transposeA, p.transposeB), a, b];
      });
      expect(shapes.wasm).toEqual(shapes.cpu);
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 300 },
  );
});

it("adds the bias and applies the activation once, also beside a transpose or a batch", async () => {
  await fc.assert(
    fc.asyncProperty(products, async (p) => {
      const { error } = await compare(() => {
        const { a, b } = operands(p);
        const bias = tensor(normals(p.seed + 2, p.columns), [p.columns]);
        const { transposeA, transposeB } = p;
        const whole = fused.matMul({ a, b, transposeA, transposeB, bias, activation: "relu" });
        return [whole, a, b, bias];
      });
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 100 },
  );
});

it("equals the product, the sum and the activation one by one", async () => {
  const p = { batch: 2, rows: 5, shared: 100, columns: 7, transposeA: false, transposeB: true };
  const { a, b } = operands({ ...p, seed: 4 });
  const bias = tensor(normals(9, p.columns), [p.columns]);
  const whole = fused.matMul({ a, b, transposeB: true, bias, activation: "relu" });
  const parts = relu(add(matMul(a, b, false, true), bias));
  expect(await whole.data()).toEqual(await parts.data());
});

it("adds up a transposed or batched product as a plain one, instead of in a loop of its own", async () => {
  const p = { batch: 1, rows: 9, shared: 300, columns: 11, transposeA: false, transposeB: true };
  const { a, b } = operands({ ...p, seed: 5 });
  const plain = await matMul(a, transpose(b, [0, 2, 1])).data();
  expect(await matMul(a, b, false, true).data()).toEqual(plain);
  expect(await matMul(concat([a, a]), concat([b, b]), false, true).data()).toEqual(
    Float32Array.from([...plain, ...plain]),
  );
});

function operands(p: Product): { a: Tensor<Rank.R3>; b: Tensor<Rank.R3> } {
  const a = tensor(normals(p.seed, p.batch * p.rows * p.shared), undefined, "float32");
  const b = tensor(normals(p.seed + 1, p.batch * p.shared * p.columns), undefined, "float32");
  const aShape = p.transposeA ? [p.shared, p.rows] : [p.rows, p.shared];
  const bShape = p.transposeB ? [p.columns, p.shared] : [p.shared, p.columns];
  const [aFirst = 1, aLast = 1] = aShape;
  const [bFirst = 1, bLast = 1] = bShape;
  const shaped = {
    a: reshape<Rank.R3>(a, [p.batch, aFirst, aLast]),
    b: reshape<Rank.R3>(b, [p.batch, bFirst, bLast]),
  };
  a.dispose();
  b.dispose();
  return shaped;
}
